import type { Enterprise } from '../registry/enterprise';
import { itemIndexIn } from '../registry/item-methods';
import type { ResolvedPolicy } from '../registry/policy-defaults';
import { indexById } from '../registry/sorted';
import type { ItemTerms } from './bundled-trial';
import type { Consolidation, RaisedLimit, ServableOccurrences } from './consolidation';

/** The limit on an enterprise's on-site visits. */
export interface Limit {
  readonly most: number;
  /**
   * A proven lower bound on the limit: the cap, or the visits that protected occurrences need at
   * least.
   */
  readonly least: number;
}

/** The use of the caps of each enterprise. */
export interface CapUse {
  /** Made on-site visits, which count against the cap. */
  readonly used: Int32Array;
  /**
   * The limits over the whole horizon (model §6): the cap, or the visits that protected occurrences
   * alone need, had no day passed. Absent: the occurrences at hand decide the limit.
   */
  readonly limits?: ReadonlyArray<Limit | undefined>;
  /**
   * The same of every cap, in the order of an enterprise's caps; absent where its total cap alone
   * matters.
   */
  readonly byCap?: ReadonlyArray<
    { readonly used: readonly number[]; readonly limits?: readonly Limit[] } | undefined
  >;
}

/** 频次上限 of an enterprise; Infinity without one. */
export const capOf = (
  policy: ResolvedPolicy,
  { visitCap, grade }: Pick<Enterprise, 'visitCap' | 'grade'>,
): number =>
  visitCap ??
  (grade !== undefined && Object.hasOwn(policy.capByGrade, grade)
    ? policy.capByGrade[grade]
    : Number.POSITIVE_INFINITY);

/** The same occurrences without caps; grades stay, since methods depend on them. O(enterprises) */
export const withoutCaps = <A extends Pick<ServableOccurrences, 'rows' | 'policy'>>(
  occurrences: A,
): A => ({
  ...occurrences,
  rows: {
    ...occurrences.rows,
    enterprises: occurrences.rows.enterprises.map(({ visitCap: _, ...row }) => row),
  },
  policy: { ...occurrences.policy, capByGrade: {} },
});

/** The limit of enterprise e minus its made visits, at least 0; Infinity without a cap. O(1). */
export const capLeft = (
  { rows, policy, capUse }: Pick<ServableOccurrences, 'rows' | 'policy' | 'capUse'>,
  e: number,
): Limit => {
  const cap = capOf(policy, rows.enterprises[e]);
  const { most, least } = capUse?.limits?.[e] ?? { most: cap, least: cap };
  const used = capUse?.used[e] ?? 0;
  return { most: Math.max(0, most - used), least: Math.max(0, least - used) };
};

/** The limit of enterprise e's total cap, made visits aside, where it is above the cap. O(1). */
export const raisedAbove = (
  { rows, policy, capUse }: Pick<ServableOccurrences, 'rows' | 'policy' | 'capUse'>,
  e: number,
  { most, least }: Limit,
): readonly RaisedLimit[] => {
  const above = (limit: number): number =>
    limit + (capUse?.used[e] ?? 0) - capOf(policy, rows.enterprises[e]);
  return above(most) > 0 ? [{ cap: 0, by: above(most), byLeast: Math.max(0, above(least)) }] : [];
};

/** The use of the caps of some enterprises (indices), in their order. O(some). */
export const capUseAmong = ({ used, limits, byCap }: CapUse, some: readonly number[]): CapUse => ({
  used: Int32Array.from(some, (e) => used[e]),
  ...(limits === undefined ? {} : { limits: some.map((e) => limits[e]) }),
  ...(byCap === undefined ? {} : { byCap: some.map((e) => byCap[e]) }),
});

/** The made on-site visits of each enterprise. O(done visits + enterprises). */
export const capUsedOf = (
  { rows, amendments }: ServableOccurrences,
  onSite: Uint8Array,
): Int32Array => {
  const used = new Int32Array(rows.enterprises.length);
  const indexOf = indexById(rows.enterprises);
  const itemAt = itemIndexIn(rows.items);
  for (const { enterprise, occurrences } of amendments?.done ?? []) {
    const e = indexOf.get(enterprise);
    if (e === undefined) continue;
    const row = rows.enterprises[e];
    if (occurrences.some(({ item }) => onSite[itemAt(item, row)] === 1)) used[e]++;
  }
  return used;
};

/**
 * The use of the caps. `solve` merges occurrences and ignores caps. An enterprise with pins other
 * than `days` gets no limit over the whole horizon: these pins are about visits to come, so the
 * occurrences at hand decide its limit.
 * O(done visits + enterprises + search over protected occurrences under caps).
 */
export const capUseOf = (
  occurrences: ServableOccurrences,
  { onSite, key }: Pick<ItemTerms, 'onSite' | 'key'>,
  solve: (alone: ServableOccurrences) => Consolidation,
): CapUse => {
  const { rows, policy, amendments, wholeHorizon } = occurrences;
  const used = capUsedOf(occurrences, onSite);
  const pinned = new Set(
    amendments?.pins.flatMap((pin) => (pin.pin === 'days' ? [] : [pin.enterprise])),
  );
  const capped = rows.enterprises.filter(
    (row) => capOf(policy, row) < Number.POSITIVE_INFINITY && !pinned.has(row.id),
  );
  if (capped.length === 0) return { used };
  const whole = wholeHorizon?.(capped) ?? occurrences;
  const { start, item, cycle, daySet, daySets } = whole;
  const isCapped = new Set(capped.map(({ id }) => id));
  const reason = new Uint8Array(item.length).fill(1);
  whole.rows.enterprises.forEach(({ id }, e) => {
    if (!isCapped.has(id)) return;
    for (let o = start[e]; o < start[e + 1]; o++)
      if (key[item[o]] === 1 && onSite[item[o]] === 1) reason[o] = whole.reason[o];
  });
  const alone = solve({
    ...withoutCaps({ rows: whole.rows, policy }),
    ...{ start, item, reason, daySet, daySets },
    ...(cycle === undefined ? {} : { cycle }),
    amendments: {
      done: [],
      due: amendments?.due ?? [],
      pins: amendments?.pins.filter(({ enterprise }) => enterprise === undefined) ?? [],
    },
  });
  const at = indexById(whole.rows.enterprises);
  return {
    used,
    limits: rows.enterprises.map((row): Limit | undefined => {
      const cap = capOf(policy, row);
      const k = isCapped.has(row.id) ? at.get(row.id) : undefined;
      if (k === undefined) return undefined;
      const needed = alone.enterpriseStart[k + 1] - alone.enterpriseStart[k];
      return { most: Math.max(cap, needed), least: Math.max(cap, alone.lowerBound[k]) };
    }),
  };
};
