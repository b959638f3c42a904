import { int32Column } from '../columns/growable';
import type { Consolidation } from '../consolidate/consolidate';
import { reasonCode } from '../occurrences/allowed-days';
import { allows } from '../occurrences/allows';
import type { Occurrences } from '../occurrences/occurrences';
import { type VisitCheck, visitCheck } from '../rules/visit-check';
import { continued } from './continued';
import type { Ground } from './ground';
import { type Published, type PublishedVisits, publishedAt, type Revised } from './published';

/** Which of both comes first: fewest visits, or fewest changes to what is published. */
export type Preference = 'fewest-visits' | 'fewest-changes';

/** The visits after a change: a consolidation with the bounds of the plan anew, and what of each is published already. */
export interface RevisedVisits {
  readonly consolidation: Consolidation;
  /** Of each visit of the consolidation; undefined: it is new. */
  readonly ids: ReadonlyArray<string | undefined>;
  /** Rank of the day that it has; −1: it has to get one. */
  readonly rank: Int32Array;
}

/** What an enterprise gets: its visits, and what its cap leaves out. */
interface Kept {
  readonly visits: readonly Revised[];
  readonly dropped: readonly number[];
}

/** The kept visits with what else can join them on their days, and who is left. O(left × visits) */
const joinedBy = (
  occurrences: Occurrences,
  { isVisit, mayMeet }: VisitCheck,
  kept: readonly Published[],
  rest: readonly number[],
): { readonly visits: readonly Revised[]; readonly left: readonly number[] } => {
  const { daySet, daySets } = occurrences;
  const members = kept.map((visit) => [...visit.members]);
  const left: number[] = [];
  const roomy = rest.toSorted((a, b) => daySets.size[daySet[a]] - daySets.size[daySet[b]] || a - b);
  for (const o of roomy) {
    const v = kept.findIndex(
      ({ rank, domain }, k) =>
        allows(occurrences, o, rank) && mayMeet(domain, members[k][0], o) && isVisit(domain, [...members[k], o]),
    );
    if (v < 0) left.push(o);
    else members[v].push(o);
  }
  return {
    visits: kept.map(({ id, domain, rank }, k) => ({ id, domain, rank, members: members[k].sort((a, b) => a - b) })),
    left: left.sort((a, b) => a - b),
  };
};

const visitsIn = (
  { domains, enterpriseStart, host, memberStart, member }: Consolidation,
  row: number,
): readonly Revised[] =>
  Array.from({ length: enterpriseStart[row + 1] - enterpriseStart[row] }, (_, k): Revised => {
    const v = enterpriseStart[row] + k;
    return { domain: domains[host[v]], members: Array.from(member.subarray(memberStart[v], memberStart[v + 1])) };
  });

/** 1 for published visits that are still valid. O(occurrences) beside checks of what was not checked before */
const intactAmong = (
  occurrences: Occurrences,
  { isVisit }: VisitCheck,
  { id, domain, rank, memberStart, member }: PublishedVisits,
): Uint8Array =>
  Uint8Array.from(id, (_, v) => {
    for (let m = memberStart[v]; m < memberStart[v + 1]; m++) if (!allows(occurrences, member[m], rank[v])) return 0;
    return isVisit(domain[v], member.subarray(memberStart[v], memberStart[v + 1])) ? 1 : 0;
  });

/** The revised visits in columns: of enterprises that have some of their own those, of others the published ones that are intact. O(occurrences) */
const inColumns = (
  { occurrences: { item }, entering }: Pick<Ground, 'occurrences' | 'entering'>,
  fresh: Consolidation,
  published: PublishedVisits,
  isIntact: Uint8Array,
  revised: ReadonlyMap<number, Kept>,
): RevisedVisits => {
  const enterprises = published.start.length - 1;
  const domainAt = new Map(fresh.domains.map((domain, d) => [domain, d]));
  const [host, onSite, memberStart, member, dropped, rank] = [1, 2, 3, 4, 5, 6].map(() => int32Column());
  const ids: Array<string | undefined> = [];
  const enterpriseStart = new Int32Array(enterprises + 1);
  memberStart.push(0);
  const add = (id: string | undefined, domain: string, at: number, members: ArrayLike<number>): void => {
    ids.push(id);
    host.push(domainAt.get(domain) ?? 0);
    rank.push(at);
    let enters = 0;
    for (let k = 0; k < members.length; k++) {
      member.push(members[k]);
      enters |= entering[item[members[k]]];
    }
    onSite.push(enters);
    memberStart.push(member.length());
  };
  for (let e = 0; e < enterprises; e++) {
    const own = revised.get(e);
    if (own === undefined) {
      for (let v = published.start[e]; v < published.start[e + 1]; v++) {
        const members = published.member.subarray(published.memberStart[v], published.memberStart[v + 1]);
        if (isIntact[v] === 1) add(published.id[v], published.domain[v], published.rank[v], members);
      }
    } else {
      for (const visit of own.visits) add(visit.id, visit.domain, visit.rank ?? -1, visit.members);
      for (const o of own.dropped) dropped.push(o);
    }
    enterpriseStart[e + 1] = host.length();
  }
  return {
    consolidation: {
      ...fresh,
      enterpriseStart,
      host: host.values(),
      onSite: Uint8Array.from(onSite.values()),
      memberStart: memberStart.values(),
      member: member.values(),
      dropped: dropped.values(),
    },
    ids,
    rank: rank.values(),
  };
};

/**
 * The visits of every enterprise after a change: as many as `fresh`, the plan anew, or with `fewest-changes` as few as can be beside all that
 * is published. Where published visits with whoever can join them, and new ones for the rest, are as few, they stay; else the smallest of
 * them are dissolved, up to three; else there are those of `fresh`. What is new goes on as what it shares most with of what is gone. O(occurrences + search of what is left)
 */
export const keptVisits = (
  ground: Ground,
  fresh: Consolidation,
  published: PublishedVisits,
  preference: Preference,
): RevisedVisits => {
  const { occurrences, entering, special } = ground;
  const { start, reason, item } = occurrences;
  const enterprises = start.length - 1;
  const check = visitCheck(item, ground.items, ground.rules);
  const fewestOf = (e: number): number => fresh.enterpriseStart[e + 1] - fresh.enterpriseStart[e];
  const publishedOf = (e: number): readonly Published[] =>
    Array.from({ length: published.start[e + 1] - published.start[e] }, (_, k) =>
      publishedAt(published, published.start[e] + k),
    );
  const droppedOf: number[][] = Array.from({ length: enterprises }, () => []);
  for (let e = 0, d = 0; e < enterprises; e++)
    for (; d < fresh.dropped.length && fresh.dropped[d] < start[e + 1]; d++) droppedOf[e].push(fresh.dropped[d]);

  const isIntact = intactAmong(occurrences, check, published);
  const intactCount = new Int32Array(enterprises);
  const revised = new Map<number, Kept>();
  const disturbed: number[] = [];
  for (let e = 0; e < enterprises; e++) {
    let unkept = 0;
    for (let o = start[e]; o < start[e + 1]; o++) if (reason[o] === reasonCode.servable) unkept++;
    for (let v = published.start[e]; v < published.start[e + 1]; v++) {
      if (isIntact[v] === 0) continue;
      intactCount[e]++;
      unkept -= published.memberStart[v + 1] - published.memberStart[v];
    }
    // Most enterprises: nothing has happened.
    const stays = unkept === 0 && intactCount[e] <= fewestOf(e) && !special.has(e);
    if (!stays) disturbed.push(e);
  }
  let open = disturbed.filter((e) => !special.has(e));
  const rounds = preference === 'fewest-changes' ? 1 : 4;
  for (let dissolved = 0; dissolved < rounds && open.length > 0; dissolved++) {
    const tries = open
      .filter((e) => dissolved === 0 || dissolved <= intactCount[e])
      .map((e) => {
        const kept = publishedOf(e)
          .filter((_, k) => isIntact[published.start[e] + k] === 1)
          .sort((a, b) => b.members.length - a.members.length || a.rank - b.rank)
          .slice(0, intactCount[e] - dissolved)
          .sort((a, b) => a.rank - b.rank);
        const inKept = new Set(kept.flatMap(({ members }) => members));
        const rest: number[] = [];
        for (let o = start[e]; o < start[e + 1]; o++)
          if (reason[o] === reasonCode.servable && !inKept.has(o)) rest.push(o);
        const ids = new Set(kept.map(({ id }) => id));
        const gone = publishedOf(e).filter(({ id }) => !ids.has(id));
        return { e, gone, ...joinedBy(occurrences, check, kept, rest) };
      });
    const lacking = tries.filter(({ left }) => left.length > 0);
    const among = Int32Array.from(lacking, ({ e }) => e);
    const onSite = new Int32Array(enterprises);
    for (const { e, visits } of lacking)
      onSite[e] = visits.filter(({ members }) => members.some((o) => entering[item[o]] === 1)).length;
    const solved =
      lacking.length === 0 ? undefined : ground.solve(among, new Set(lacking.flatMap(({ left }) => left)), onSite);
    const rowOf = new Map(lacking.map(({ e }, row) => [e, row]));
    const unsolved: number[] = [];
    for (const { e, gone, visits, left } of tries) {
      const row = rowOf.get(e);
      const more = row === undefined || solved === undefined ? [] : continued(occurrences, visitsIn(solved, row), gone);
      const served = new Set(more.flatMap(({ members }) => members));
      const dropped = left.filter((o) => !served.has(o));
      const all = [...visits, ...more];
      const enough =
        dropped.length <= droppedOf[e].length &&
        (all.length <= fewestOf(e) || (preference === 'fewest-changes' && dropped.length === 0 && !ground.isCapped(e)));
      if (enough) revised.set(e, { visits: all, dropped });
      else unsolved.push(e);
    }
    open = unsolved;
  }
  for (const e of disturbed)
    if (!revised.has(e))
      revised.set(e, {
        visits: continued(occurrences, visitsIn(fresh, e), publishedOf(e)),
        dropped: droppedOf[e],
      });
  return inColumns(ground, fresh, published, isIntact, revised);
};
