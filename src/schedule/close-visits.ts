import { startsOf } from '../columns/starts';

/** When an on-site visit is close to the one before it (model §7). */
export interface Spacing {
  /** Calendar days from one on-site visit of an enterprise to the next; 0: no visit is close. */
  readonly days: number;
  /** Calendar day of each rank, ascending. */
  readonly dayOf: Int32Array;
}

/** The days of enterprises' on-site visits, and the number of close visits; empty without spacing. */
export interface OnSiteDays {
  readonly spacing: Spacing;
  /** Enterprise e has day[first[e]] … day[first[e] + size[e] − 1], ascending. */
  readonly first: Int32Array;
  readonly size: Int32Array;
  readonly day: Int32Array;
  /** A single number: the close visits of all enterprises. */
  readonly close: Int32Array;
}

/**
 * Number of close visits that one more on-site visit on this day would add: at most two, since
 * only its own distance and the one of the visit after it count.
 * O(days of the enterprise).
 */
export const closeAdded = (
  { spacing: { days: least }, first, size, day }: OnSiteDays,
  e: number,
  at: number,
): number => {
  const end = first[e] + size[e];
  let k = first[e];
  while (k < end && day[k] <= at) k++;
  const before = k > first[e] ? at - day[k - 1] : least;
  const after = k < end ? day[k] - at : least;
  return (
    (before < least ? 1 : 0) +
    (after < least ? 1 : 0) -
    (k > first[e] && k < end && before + after < least ? 1 : 0)
  );
};

/** Adds an on-site visit of an enterprise. O(its days). */
export const enterDay = (own: OnSiteDays, e: number, at: number): void => {
  const { first, size, day, close } = own;
  close[0] += closeAdded(own, e, at);
  let k = first[e] + size[e]++;
  for (; k > first[e] && day[k - 1] > at; k--) day[k] = day[k - 1];
  day[k] = at;
};

/** Removes an on-site visit of an enterprise. O(its days). */
export const exitDay = (own: OnSiteDays, e: number, at: number): void => {
  const { first, size, day, close } = own;
  day.copyWithin(day.indexOf(at, first[e]), day.indexOf(at, first[e]) + 1, first[e] + size[e]--);
  close[0] -= closeAdded(own, e, at);
};

/** The on-site days of visits on these ranks. O(visits × √ visits of an enterprise). */
export const onSiteDaysOf = (
  spacing: Spacing,
  enterprise: Int32Array,
  onSite: Uint8Array,
  rank: Int32Array,
): OnSiteDays => {
  const visits = spacing.days > 0 ? rank.length : 0;
  const enterprises = visits === 0 ? 0 : enterprise[visits - 1] + 1;
  const own: OnSiteDays = {
    spacing,
    first: startsOf(enterprise.subarray(0, visits), enterprises),
    size: new Int32Array(enterprises),
    day: new Int32Array(visits),
    close: new Int32Array(1),
  };
  for (let v = 0; v < visits; v++)
    if (onSite[v] === 1) enterDay(own, enterprise[v], spacing.dayOf[rank[v]]);
  return own;
};

export const copyOfDays = (own: OnSiteDays): OnSiteDays => ({
  ...own,
  size: own.size.slice(),
  day: own.day.slice(),
  close: own.close.slice(),
});

/** Number of close visits of one enterprise. O(its days). */
export const closeOf = (
  { spacing: { days: least }, first, size, day }: OnSiteDays,
  e: number,
): number => {
  let close = 0;
  for (let k = first[e] + 1; k < first[e] + size[e]; k++) if (day[k] - day[k - 1] < least) close++;
  return close;
};
