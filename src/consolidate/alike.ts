import type { RuleTable } from './rule-table';

/** Occurrences of which those that must be alike to every rule are told apart no longer. */
export interface Alike {
  /** What the rules see of the groups: equal keys have equal answers. */
  readonly key: string;
  /** Positions of each group's members. */
  readonly members: ReadonlyArray<readonly number[]>;
}

/** The numbers of the groups as UTF-16 code units. */
const keyOf = (groups: ReadonlyArray<{ readonly kind: number; readonly set: number }>): string => {
  const units = new Uint16Array(groups.length * 4);
  groups.forEach(({ kind, set }, k) => {
    units[4 * k] = kind;
    units[4 * k + 1] = kind >>> 16;
    units[4 * k + 2] = set;
    units[4 * k + 3] = set >>> 16;
  });
  const pieces: string[] = [];
  // A call takes so many arguments and no more.
  for (let at = 0; at < units.length; at += 4096) pieces.push(String.fromCharCode(...units.subarray(at, at + 4096)));
  return pieces.join('');
};

/** Groups that a limit may part, for each limit that may part any; undefined where none does. */
const tightGroups = (
  { hosts }: RuleTable,
  item: Int32Array,
): ReadonlyArray<{ readonly group: Int32Array; readonly groups: ReadonlySet<number> }> | undefined => {
  const tight: { readonly group: Int32Array; readonly groups: ReadonlySet<number> }[] = [];
  for (const { eligible, sums, counts } of hosts) {
    for (const { group, weight, most } of sums) {
      let all = 0;
      for (const i of item) all += eligible[i] === 1 ? weight[i] : 0;
      if (all <= most) continue;
      const total = new Map<number, number>();
      for (const i of item) if (eligible[i] === 1) total.set(group[i], (total.get(group[i]) ?? 0) + weight[i]);
      const groups = new Set<number>();
      for (const [g, sum] of total) if (sum > most) groups.add(g);
      if (groups.size > 0) tight.push({ group, groups });
    }
    for (const { group, most } of counts) {
      const groups = new Set(item.map((i) => group[i]));
      if (groups.size > most) tight.push({ group, groups });
    }
  }
  return tight.length === 0 ? undefined : tight;
};

/**
 * Puts occurrences with equal days that no rule tells apart, and that no limit can keep apart, into one group: what visits one of
 * them can visit all. Groups are in canonical order, so that equal enterprises ask equal questions. O(n log n).
 */
export const alike = (table: RuleTable, item: Int32Array, daySet: Int32Array): Alike => {
  const { hosts, domainOf, kindOf, looseKindOf } = table;
  const tight = tightGroups(table, item);
  const isFree = (i: number): boolean => {
    if (hosts[domainOf[i]].critical) return false;
    if (tight === undefined) return true;
    return tight.every(({ group, groups }) => !groups.has(group[i]));
  };

  const groups = new Map<number, { readonly kind: number; readonly set: number; readonly members: number[] }>();
  const sets = 2 ** 26;
  item.forEach((i, p) => {
    // Those that a limit may part stay by themselves, at the end of the order.
    const free = isFree(i);
    const kind = free ? looseKindOf[i] * 2 : kindOf[i] * 2 + 1;
    const key = free ? kind * sets + daySet[p] : -1 - p;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { kind, set: daySet[p], members: [p] });
    else known.members.push(p);
  });
  const ordered = [...groups.values()].sort((a, b) => a.kind - b.kind || a.set - b.set || a.members[0] - b.members[0]);
  return {
    key: keyOf(ordered),
    members: ordered.map(({ members }) => members),
  };
};
