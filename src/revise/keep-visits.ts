import { int32Column, withRoom } from '../columns/growable';
import { sequenceNumbers } from '../columns/sequence-numbers';
import type { Consolidation } from '../consolidate/consolidate';
import { reasonCode } from '../occurrences/allowed-days';
import type { Occurrences } from '../occurrences/occurrences';
import { holds, type RuledItem } from '../rules/rule';
import type { Ground } from './ground';
import { allows, continued, type Published, type Revised } from './published';

/** Which of both comes first: fewest visits, or fewest changes to what is published. */
export type Preference = 'fewest-visits' | 'fewest-changes';

/** What an enterprise gets: its visits, and what its cap leaves out. */
export interface Kept {
  readonly visits: readonly Revised[];
  readonly dropped: readonly number[];
}

/** What may be a visit, whatever its day; what was asked before is remembered. */
interface VisitCheck {
  /** Whether occurrences may be a visit of a domain. O(members · rules), once for the same items */
  readonly isVisit: (domain: string, members: readonly number[]) => boolean;
  /** Whether two may be in the same one; what holds of a visit holds of all pairs in it. O(rules), once for the same items */
  readonly mayMeet: (domain: string, a: number, b: number) => boolean;
}

const visitCheck = ({ occurrences: { item }, items, rules }: Ground): VisitCheck => {
  const entries = new Map(
    rules.map((entry, d) => {
      const keepsRules = (own: readonly RuledItem[]): boolean =>
        own.every((one) => one.domain === entry.domain || entry.guests.includes(one.domain)) &&
        entry.rules.every((rule) => holds(rule)(own));
      return [entry.domain, { d, keepsRules }] as const;
    }),
  );
  let key = new Int32Array(64);
  const memory = (): ((length: number, find: () => boolean) => boolean) => {
    const numbers = sequenceNumbers();
    const answers: boolean[] = [];
    return (length, find) => {
      const at = numbers.numberOf(key, 0, length);
      answers[at] ??= find();
      return answers[at];
    };
  };
  const [visits, pairs] = [memory(), memory()];
  return {
    isVisit: (domain, members) => {
      const entry = entries.get(domain);
      if (entry === undefined || members.length === 0) return false;
      key = withRoom(key, members.length + 1);
      key[0] = entry.d;
      members.forEach((o, k) => {
        key[k + 1] = item[o];
      });
      return visits(members.length + 1, () => {
        const own = members.map((o) => items[item[o]]);
        return own.some((one) => one.domain === domain) && new Set(own).size === own.length && entry.keepsRules(own);
      });
    },
    mayMeet: (domain, a, b) => {
      const entry = entries.get(domain);
      if (entry === undefined || item[a] === item[b]) return false;
      [key[0], key[1], key[2]] = [entry.d, Math.min(item[a], item[b]), Math.max(item[a], item[b])];
      return pairs(3, () => entry.keepsRules([items[item[a]], items[item[b]]]));
    },
  };
};

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
      ({ day, domain }, k) =>
        allows(occurrences, o, day) && mayMeet(domain, members[k][0], o) && isVisit(domain, [...members[k], o]),
    );
    if (v < 0) left.push(o);
    else members[v].push(o);
  }
  return {
    visits: kept.map(({ id, domain, day }, k) => ({ id, domain, day, members: members[k].sort((a, b) => a - b) })),
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
): readonly Kept[] => {
  const { occurrences, entering, special } = ground;
  const { start, reason, item } = occurrences;
  const check = visitCheck(ground);
  const fewestOf = (e: number): number => fresh.enterpriseStart[e + 1] - fresh.enterpriseStart[e];
  const servable = new Int32Array(published.length);
  for (let e = 0; e < published.length; e++)
    for (let o = start[e]; o < start[e + 1]; o++) if (reason[o] === reasonCode.servable) servable[e]++;
  const droppedOf: number[][] = published.map(() => []);
  for (let e = 0, d = 0; e < published.length; e++)
    for (; d < fresh.dropped.length && fresh.dropped[d] < start[e + 1]; d++) droppedOf[e].push(fresh.dropped[d]);

  const result: Array<Kept | undefined> = published.map(() => undefined);
  const intact = published.map((own, e): readonly Published[] =>
    special.has(e)
      ? []
      : own.filter(
          ({ domain, day, members }) =>
            members.every((o) => allows(occurrences, o, day)) && check.isVisit(domain, members),
        ),
  );
  // Most enterprises: nothing has happened.
  intact.forEach((own, e) => {
    const kept = own.reduce((sum, { members }) => sum + members.length, 0);
    if (!special.has(e) && kept === servable[e] && own.length <= fewestOf(e)) result[e] = { visits: own, dropped: [] };
  });
  let open = published.map((_, e) => e).filter((e) => !special.has(e) && result[e] === undefined);
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
        return { e, ...joinedBy(occurrences, check, kept, rest) };
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
      const enough =
        dropped.length <= droppedOf[e].length &&
        (all.length <= fewestOf(e) || (preference === 'fewest-changes' && dropped.length === 0 && !ground.isCapped(e)));
      if (enough) result[e] = { visits: all, dropped };
      else unsolved.push(e);
    }
    open = unsolved;
  }
  return published.map(
    (own, e) => result[e] ?? { visits: continued(occurrences, visitsIn(fresh, e), own), dropped: droppedOf[e] },
  );
};

/** The revised visits as a consolidation, with the bounds of `fresh`; `first` of each visit is its smallest member. O(occurrences) */
export const asConsolidation = (
  { occurrences: { item }, entering }: Pick<Ground, 'occurrences' | 'entering'>,
  fresh: Consolidation,
  revised: readonly Kept[],
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
