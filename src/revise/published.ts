import { int32Column } from '../columns/growable';
import { reasonCode } from '../occurrences/allowed-days';
import type { Occurrences } from '../occurrences/occurrences';
import type { Visit } from '../output/plan-document';
import { parseDay } from '../registry/day';
import { occurrenceAt } from '../registry/occurrence-at';
import { indexById } from '../registry/sorted';

/** Visits that were published and are still to be made, in columns. */
export interface PublishedVisits {
  /** Enterprise e has the visits start[e] … start[e + 1] − 1. */
  readonly start: Int32Array;
  /** Undefined: another visit has that id already. */
  readonly id: ReadonlyArray<string | undefined>;
  readonly domain: readonly string[];
  /** Rank of its day; −1: it is not open. */
  readonly rank: Int32Array;
  /** Visit v still has to serve member[memberStart[v]] … , ascending. */
  readonly memberStart: Int32Array;
  readonly member: Int32Array;
  /** 1 for visits of which every occurrence is still to be served. */
  readonly whole: Uint8Array;
}

/** One of them. */
export interface Published {
  readonly id?: string;
  readonly domain: string;
  readonly rank: number;
  readonly members: readonly number[];
  readonly whole: boolean;
}

/** A visit of the revised plan; without an id it is new, without a rank it has to get a day. */
export interface Revised {
  readonly id?: string;
  readonly rank?: number;
  readonly domain: string;
  readonly members: readonly number[];
}

/**
 * The published visits that are still to be made; `visits` ascend by enterprise, and those of
 * enterprises that are gone are left out. An occurrence counts for the first visit that has it, and
 * an id for the first visit after those that have been made (`made`). O(occurrences · log
 * occurrences of an enterprise)
 */
export const publishedIn = (
  occurrences: Occurrences,
  visits: ReadonlyArray<Visit & { readonly id: string }>,
  frozen: string,
  missed: ReadonlySet<string>,
): PublishedVisits => {
  const { rows, reason, timeline, amendments } = occurrences;
  const enterpriseAt = indexById(rows.enterprises);
  const itemAt = indexById(rows.items);
  const rankAt = new Map(Array.from(timeline.dayOfRank, (day, at) => [day, at]));
  const start = new Int32Array(rows.enterprises.length + 1);
  const [id, domain]: [Array<string | undefined>, string[]] = [[], []];
  const [rank, memberStart, member, whole] = [1, 2, 3, 4].map(() => int32Column());
  const taken = new Uint8Array(occurrences.count);
  const named = new Set<string | undefined>(amendments.done.map((visit) => visit.id));
  memberStart.push(0);
  for (const visit of visits) {
    const e = enterpriseAt.get(visit.enterprise);
    if (e === undefined || visit.date <= frozen || missed.has(visit.id)) continue;
    const first = member.length();
    let last = -1;
    let ascending = true;
    for (const { item, cycle } of visit.occurrences) {
      const o = occurrenceAt(occurrences, e, itemAt.get(item) ?? -1, cycle);
      if (o < 0 || reason[o] !== reasonCode.servable || taken[o] === 1) continue;
      taken[o] = 1;
      ascending = ascending && o > last;
      last = o;
      member.push(o);
    }
    if (!ascending) member.values().subarray(first).sort();
    id.push(named.has(visit.id) ? undefined : visit.id);
    named.add(visit.id);
    domain.push(visit.domain);
    rank.push(rankAt.get(parseDay(visit.date)) ?? -1);
    memberStart.push(member.length());
    whole.push(member.length() - first === visit.occurrences.length ? 1 : 0);
    start[e + 1]++;
  }
  for (let e = 0; e < rows.enterprises.length; e++) start[e + 1] += start[e];
  return {
    ...{ start, id, domain, rank: rank.values() },
    ...{
      memberStart: memberStart.values(),
      member: member.values(),
      whole: Uint8Array.from(whole.values()),
    },
  };
};

/** Published visit v. O(its members) */
export const publishedAt = (
  { id, domain, rank, memberStart, member, whole }: PublishedVisits,
  v: number,
): Published => {
  const own = id[v];
  return {
    ...(own === undefined ? {} : { id: own }),
    domain: domain[v],
    rank: rank[v],
    members: Array.from(member.subarray(memberStart[v], memberStart[v + 1])),
    whole: whole[v] === 1,
  };
};
