import { int32Column } from '../columns/growable';
import type { Consolidation } from '../consolidate/consolidate';
import { reasonCode } from '../occurrences/allowed-days';
import type { Occurrences } from '../occurrences/occurrences';
import type { Day } from '../registry/day';
import { holds, type RuledItem } from '../rules/rule';
import type { DomainRules, RuleBook } from '../rules/rule-book';

/** A visit that was published and is still to be made; members that are still to be served, ascending. */
export interface Published {
  readonly id: string;
  readonly domain: string;
  readonly day: Day;
  readonly members: readonly number[];
}

/** A visit of the revised plan; without an id it is new, without a day it has to get one. */
export interface Revised {
  readonly id?: string;
  readonly day?: Day;
  readonly domain: string;
  readonly members: readonly number[];
}

/** Which of both comes first: fewest visits, or fewest changes to what is published. */
export type Preference = 'fewest-visits' | 'fewest-changes';

/** What is known of the occurrences of a registry. */
export interface Ground {
  readonly occurrences: Occurrences;
  readonly items: readonly RuledItem[];
  readonly rules: RuleBook;
  /** Consolidates those occurrences alone, beside on-site visits that there are (by enterprise). */
  readonly solve: (among: Int32Array, open: ReadonlySet<number>, onSite: Int32Array) => Consolidation;
  /** 1 for items that need entering the premises. */
  readonly entering: Uint8Array;
  /** Whether an enterprise (index) has a cap. */
  readonly isCapped: (e: number) => boolean;
  /** Enterprises (indices) that pins speak of, or where an item may be checked twice on a day: they are planned anew. */
  readonly special: ReadonlySet<number>;
}

/** Whether an occurrence is allowed on a day. O(log days + ranges) */
const allows = ({ timeline, daySet, daySets: { start, lo, hi } }: Occurrences, o: number, day: Day): boolean => {
  const rank = timeline.rankFrom[Math.min(Math.max(day - timeline.first, 0), timeline.days)];
  if (timeline.dayOfRank[rank] !== day) return false;
  for (let r = start[daySet[o]]; r < start[daySet[o] + 1]; r++) if (lo[r] <= rank && rank <= hi[r]) return true;
  return false;
};

const isVisitOf = ({ domain, guests, rules }: DomainRules, items: readonly RuledItem[]): boolean =>
  items.some((item) => item.domain === domain) &&
  items.every((item) => item.domain === domain || guests.includes(item.domain)) &&
  new Set(items).size === items.length &&
  rules.every((rule) => holds(rule)(items));

/** The kept visits with what else can join them on their days, and who is left. O(left × visits × rules) */
const joinedBy = (
  { occurrences, items, rules }: Ground,
  kept: readonly Published[],
  rest: readonly number[],
): { readonly visits: readonly Revised[]; readonly left: readonly number[] } => {
  const byDomain = new Map(rules.map((entry) => [entry.domain, entry]));
  const members = kept.map((visit) => [...visit.members]);
  const left: number[] = [];
  const roomy = rest.toSorted(
    (a, b) =>
      occurrences.daySets.size[occurrences.daySet[a]] - occurrences.daySets.size[occurrences.daySet[b]] || a - b,
  );
  for (const o of roomy) {
    const v = kept.findIndex(({ day, domain }, k) => {
      const entry = byDomain.get(domain);
      return (
        entry !== undefined &&
        allows(occurrences, o, day) &&
        isVisitOf(
          entry,
          [...members[k], o].map((one) => items[occurrences.item[one]]),
        )
      );
    });
    if (v < 0) left.push(o);
    else members[v].push(o);
  }
  return {
    visits: kept.map(({ id, domain, day }, k) => ({ id, domain, day, members: members[k].sort((a, b) => a - b) })),
    left: left.sort((a, b) => a - b),
  };
};

/** Freshly planned visits that go on as published ones: each with the one it shares most with, on its day where that is allowed. */
const continued = (
  occurrences: Occurrences,
  fresh: readonly Revised[],
  published: readonly Published[],
): readonly Revised[] => {
  const homeOf = new Map(published.flatMap(({ members }, p) => members.map((o) => [o, p] as const)));
  const pairs = fresh.flatMap(({ members }, v) => {
    const shared = new Map<number, number>();
    for (const o of members) {
      const p = homeOf.get(o);
      if (p !== undefined) shared.set(p, (shared.get(p) ?? 0) + 1);
    }
    return [...shared].map(([p, count]) => ({ v, p, count }));
  });
  pairs.sort((a, b) => b.count - a.count || a.p - b.p || a.v - b.v);
  const [used, found] = [new Set<number>(), new Map<number, Published>()];
  for (const { v, p } of pairs) {
    if (found.has(v) || used.has(p)) continue;
    found.set(v, published[p]);
    used.add(p);
  }
  return fresh.map((visit, v): Revised => {
    const before = found.get(v);
    if (before === undefined) return visit;
    const { id, day } = before;
    return visit.members.every((o) => allows(occurrences, o, day)) ? { ...visit, id, day } : { ...visit, id };
  });
};

const visitsIn = (
  { domains, enterpriseStart, host, memberStart, member }: Consolidation,
  row: number,
): readonly Revised[] =>
  Array.from({ length: enterpriseStart[row + 1] - enterpriseStart[row] }, (_, k): Revised => {
    const v = enterpriseStart[row] + k;
    return { domain: domains[host[v]], members: Array.from(member.subarray(memberStart[v], memberStart[v + 1])) };
  });

/**
 * The visits of every enterprise after a change: as many as `fresh`, the plan anew, or with `fewest-changes` as few as can be beside all that
 * is published. Where published visits with whoever can join them, and new ones for the rest, are as few, they stay; else the smallest of
 * them are dissolved, up to three; else those of `fresh` go on under their ids. O(occurrences + search of what is left)
 */
export const keptVisits = (
  ground: Ground,
  fresh: Consolidation,
  published: ReadonlyArray<readonly Published[]>,
  preference: Preference,
): ReadonlyArray<{ readonly visits: readonly Revised[]; readonly dropped: readonly number[] }> => {
  const { occurrences, items, rules, entering, special } = ground;
  const { start, reason, item } = occurrences;
  const byDomain = new Map(rules.map((entry) => [entry.domain, entry]));
  const droppedOf: number[][] = published.map(() => []);
  for (let e = 0, d = 0; e < published.length; e++)
    for (; d < fresh.dropped.length && fresh.dropped[d] < start[e + 1]; d++) droppedOf[e].push(fresh.dropped[d]);
  const result = published.map((own, e) => ({
    visits: continued(occurrences, visitsIn(fresh, e), own),
    dropped: droppedOf[e] as readonly number[],
  }));
  const intact = published.map((own, e): readonly Published[] =>
    special.has(e)
      ? []
      : own.filter(({ domain, day, members }) => {
          const entry = byDomain.get(domain);
          return (
            entry !== undefined &&
            members.length > 0 &&
            members.every((o) => allows(occurrences, o, day)) &&
            isVisitOf(
              entry,
              members.map((o) => items[item[o]]),
            )
          );
        }),
  );
  let open = published.map((_, e) => e).filter((e) => !special.has(e));
  const rounds = preference === 'fewest-changes' ? 1 : 4;
  for (let dissolved = 0; dissolved < rounds && open.length > 0; dissolved++) {
    const tries = open
      .filter((e) => dissolved === 0 || dissolved <= intact[e].length)
      .map((e) => {
        const kept = intact[e]
          .toSorted((a, b) => b.members.length - a.members.length || a.day - b.day)
          .slice(0, intact[e].length - dissolved)
          .sort((a, b) => a.day - b.day);
        const inKept = new Set(kept.flatMap(({ members }) => members));
        const rest: number[] = [];
        for (let o = start[e]; o < start[e + 1]; o++)
          if (reason[o] === reasonCode.servable && !inKept.has(o)) rest.push(o);
        return { e, ...joinedBy(ground, kept, rest) };
      });
    const lacking = tries.filter(({ left }) => left.length > 0);
    const among = Int32Array.from(lacking, ({ e }) => e);
    const onSite = new Int32Array(published.length);
    for (const { e, visits } of lacking)
      onSite[e] = visits.filter(({ members }) => members.some((o) => entering[item[o]] === 1)).length;
    const solved =
      lacking.length === 0 ? undefined : ground.solve(among, new Set(lacking.flatMap(({ left }) => left)), onSite);
    const rowOf = new Map(lacking.map(({ e }, row) => [e, row]));
    const unsolved: number[] = [];
    for (const { e, visits, left } of tries) {
      const row = rowOf.get(e);
      const more = row === undefined || solved === undefined ? [] : visitsIn(solved, row);
      const served = new Set(more.flatMap(({ members }) => members));
      const dropped = left.filter((o) => !served.has(o));
      const all = [...visits, ...more];
      const fewest = fresh.enterpriseStart[e + 1] - fresh.enterpriseStart[e];
      const enough =
        dropped.length <= droppedOf[e].length &&
        (all.length <= fewest || (preference === 'fewest-changes' && dropped.length === 0 && !ground.isCapped(e)));
      if (enough) result[e] = { visits: all, dropped };
      else unsolved.push(e);
    }
    open = unsolved;
  }
  return result;
};

/** The revised visits as a consolidation, with the bounds of `fresh`; `first` of each visit is its smallest member. O(occurrences) */
export const asConsolidation = (
  { occurrences: { item }, entering }: Pick<Ground, 'occurrences' | 'entering'>,
  fresh: Consolidation,
  revised: ReturnType<typeof keptVisits>,
): Consolidation => {
  const domainAt = new Map(fresh.domains.map((domain, d) => [domain, d]));
  const [host, onSite, memberStart, member, dropped] = [1, 2, 3, 4, 5].map(() => int32Column());
  const enterpriseStart = new Int32Array(revised.length + 1);
  memberStart.push(0);
  revised.forEach(({ visits, dropped: own }, e) => {
    for (const { domain, members } of visits) {
      host.push(domainAt.get(domain) ?? 0);
      onSite.push(members.some((o) => entering[item[o]] === 1) ? 1 : 0);
      for (const o of members) member.push(o);
      memberStart.push(member.length());
    }
    for (const o of own) dropped.push(o);
    enterpriseStart[e + 1] = host.length();
  });
  return {
    ...fresh,
    enterpriseStart,
    host: host.values(),
    onSite: Uint8Array.from(onSite.values()),
    memberStart: memberStart.values(),
    member: member.values(),
    dropped: dropped.values(),
  };
};
