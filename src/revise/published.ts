import { reasonCode } from '../occurrences/allowed-days';
import type { Occurrences } from '../occurrences/occurrences';
import type { Visit } from '../output/plan-document';
import { parseDay } from '../registry/day';
import { itemIndexIn } from '../registry/item-methods';
import { occurrenceAt } from '../registry/occurrence-at';
import { indexById } from '../registry/sorted';
import { allAllow } from './own-check';

/** A published visit in the future. */
export interface Published {
  /** Its id; undefined where another visit has that id. */
  readonly id?: string;
  readonly domain: string;
  /** Rank of its day; −1 where the day is not open. */
  readonly rank: number;
  /** The occurrences that it still serves, ascending. */
  readonly members: readonly number[];
  /** The ones of them that are checked by their fallbacks. */
  readonly byFallback: readonly number[];
  /** Whether it still serves every published occurrence. */
  readonly whole: boolean;
}

/** A visit of the revised plan. */
export interface Revised {
  readonly domain: string;
  /** Ascending. */
  readonly members: readonly number[];
  /** The members that are checked by their fallbacks. */
  readonly byFallback: readonly number[];
  /** The published visit that it continues under the same id; undefined for a new visit. */
  readonly origin?: Published;
}

/** A published visit, unchanged. */
export const asPublished = (origin: Published): Revised => ({
  domain: origin.domain,
  members: origin.members,
  byFallback: origin.byFallback,
  origin,
});

/**
 * Rank of the day that a visit keeps; −1 where it needs a new one.
 * O(ranges of its occurrences).
 */
export const keptRank = (occurrences: Occurrences, { origin, members }: Revised): number =>
  origin !== undefined && allAllow(occurrences, members, origin.rank) ? origin.rank : -1;

/**
 * The published visits in the future, by enterprise; visits of unknown enterprises are left out. An
 * occurrence counts for the first visit that has it; an id for the first visit after the made ones.
 * `visits` ascend by enterprise.
 * O(occurrences · log occurrences of an enterprise).
 */
export const publishedIn = (
  occurrences: Occurrences,
  visits: ReadonlyArray<Visit & { readonly id: string }>,
  frozen: string,
  missed: ReadonlySet<string>,
  /** Each item by its fallback; −1: none. */
  fallback: Int32Array | undefined,
): ReadonlyArray<readonly Published[]> => {
  const { rows, reason, timeline, amendments } = occurrences;
  const enterpriseAt = indexById(rows.enterprises);
  const itemAt = itemIndexIn(rows.items);
  const rankAt = new Map(Array.from(timeline.dayOfRank, (day, rank) => [day, rank]));
  const published: Published[][] = rows.enterprises.map(() => []);
  const taken = new Uint8Array(occurrences.count);
  const named = new Set(amendments.done.map(({ id }) => id));
  for (const visit of visits) {
    const e = enterpriseAt.get(visit.enterprise);
    if (e === undefined || visit.date <= frozen || missed.has(visit.id)) continue;
    const members: number[] = [];
    const byFallback: number[] = [];
    let isWhole = true;
    for (const { item, cycle, fallback: isBy } of visit.occurrences) {
      const o = occurrenceAt(occurrences, e, itemAt(item, rows.enterprises[e]), cycle);
      if (o < 0 || reason[o] !== reasonCode.servable || taken[o] === 1) continue;
      taken[o] = 1;
      members.push(o);
      if (isBy !== true) continue;
      const hasOther = fallback !== undefined && fallback[occurrences.item[o]] >= 0;
      if (hasOther) byFallback.push(o);
      isWhole &&= hasOther;
    }
    published[e].push({
      ...(named.has(visit.id) ? {} : { id: visit.id }),
      domain: visit.domain,
      rank: rankAt.get(parseDay(visit.date)) ?? -1,
      members: members.sort((a, b) => a - b),
      byFallback: byFallback.sort((a, b) => a - b),
      whole: isWhole && members.length === visit.occurrences.length,
    });
    named.add(visit.id);
  }
  return published;
};
