import {
  closeAdded,
  enterDay,
  exitDay,
  type OnSiteDays,
  onSiteDaysOf,
  type Spacing,
} from './close-visits';
import type { WeekOptions } from './week-options';
import {
  capacityOf,
  evenLoadOf,
  loadOf,
  overloadOf,
  unevennessOf,
  type Workload,
} from './workload';

/** Visits that can be given days. */
export interface Agenda {
  readonly workload: Workload;
  /** Day set of each visit, an index into `options`. */
  readonly daySet: Int32Array;
  readonly options: WeekOptions;
  /** Enterprise of each visit, ascending. */
  readonly enterprise: Int32Array;
  /** 1 for on-site visits, else 0. */
  readonly onSite: Uint8Array;
  readonly spacing: Spacing;
}

/** The days of visits, and the load of weeks that follows. A lifted visit has no day. */
export interface Placing extends Agenda {
  /** The rank of each visit; for a lifted visit its last one. */
  readonly rank: Int32Array;
  /**
   * 1 for visits that must stay, since they are on site on a day with another of their enterprise.
   */
  readonly fixed: Uint8Array;
  /**
   * 1 for visits of teams without limit alone. They move into no week with another on-site visit
   * of their enterprise, and of equal weeks into the nearest.
   */
  readonly loose: Uint8Array;
  /**
   * Days of each week on which an enterprise has an on-site visit, at enterprise × weeks + week;
   * bits as in `WeekOptions`.
   */
  readonly taken: Uint8Array;
  /** Without the days of lifted visits. */
  readonly own: OnSiteDays;
  /** At team × weeks + week, in minutes. */
  readonly load: Float64Array;
  readonly capacity: Float64Array;
  /** Even minutes at the same index, see {@link evenLoadOf}. */
  readonly even: Float64Array;
  /** 1 ∕ even², 0 without even minutes. */
  readonly weight: Float64Array;
  /**
   * Buffers of {@link changesOf}: for each possible week of one visit, the minutes above capacity
   * and the unevenness that the visit would add.
   */
  readonly over: Float64Array;
  readonly uneven: Float64Array;
}

const lowestBit = (bits: number): number => 31 - Math.clz32(bits & -bits);

const isLoose = ({ daily, start, team }: Workload, v: number): boolean => {
  for (let k = start[v]; k < start[v + 1]; k++) if (daily[team[k]] < Infinity) return false;
  return true;
};

/** The placing of visits on these ranks. O(teams of all visits + enterprises × weeks). */
export const placingOf = (agenda: Agenda, rank: Int32Array): Placing => {
  const { workload, enterprise, onSite } = agenda;
  const { weeks } = workload;
  const visits = rank.length;
  const enterprises = visits === 0 ? 0 : enterprise[visits - 1] + 1;
  const taken = new Uint8Array(enterprises * weeks.count);
  const shared = new Uint8Array(enterprises * weeks.count);
  const cellOf = (v: number): number => enterprise[v] * weeks.count + weeks.ofRank[rank[v]];
  const bitOf = (v: number): number => 1 << (rank[v] - weeks.start[weeks.ofRank[rank[v]]]);
  for (let v = 0; v < visits; v++) {
    if (onSite[v] === 0) continue;
    shared[cellOf(v)] |= taken[cellOf(v)] & bitOf(v);
    taken[cellOf(v)] |= bitOf(v);
  }
  const even = evenLoadOf(workload);
  return {
    ...agenda,
    rank: rank.slice(),
    fixed: onSite.map((enters, v) =>
      enters === 1 && (shared[cellOf(v)] & bitOf(v)) !== 0 ? 1 : 0,
    ),
    loose: Uint8Array.from(rank, (_, v) => (isLoose(workload, v) ? 1 : 0)),
    taken,
    own: onSiteDaysOf(agenda.spacing, enterprise, onSite, rank),
    load: loadOf(workload, rank),
    capacity: capacityOf(workload),
    even,
    weight: even.map((minutes) => (minutes > 0 ? 1 / (minutes * minutes) : 0)),
    over: new Float64Array(weeks.count),
    uneven: new Float64Array(weeks.count),
  };
};

/**
 * Whether a change improves minutes above capacity, then close visits, then unevenness, given the
 * amounts that it adds. Differences by rounding do not count.
 */
export const isBetter = (over: number, close: number, uneven: number): boolean =>
  over < -1e-6 || (over < 1e-6 && (close < 0 || (close === 0 && uneven < -1e-9)));

/** Subtracts a visit from the load of its week; its day stays taken. O(its teams). */
export const unload = (
  { workload: { start, team, minutes, weeks }, load, rank }: Placing,
  v: number,
): void => {
  const week = weeks.ofRank[rank[v]];
  for (let k = start[v]; k < start[v + 1]; k++) load[team[k] * weeks.count + week] -= minutes[k];
};

/** Frees the day of an on-site visit for other visits of its enterprise; its load stays. */
export const leaveDay = (
  { enterprise, onSite, workload: { weeks }, taken, rank, own }: Placing,
  v: number,
): void => {
  if (onSite[v] === 0) return;
  const week = weeks.ofRank[rank[v]];
  taken[enterprise[v] * weeks.count + week] &= ~(1 << (rank[v] - weeks.start[week]));
  if (own.spacing.days > 0) exitDay(own, enterprise[v], own.spacing.dayOf[rank[v]]);
};

/** Gives a day to a visit that left its day; its load stays. */
export const takeDay = (
  { enterprise, onSite, workload: { weeks }, taken, rank, own }: Placing,
  v: number,
  at: number,
): void => {
  rank[v] = at;
  if (onSite[v] === 0) return;
  const week = weeks.ofRank[at];
  taken[enterprise[v] * weeks.count + week] |= 1 << (at - weeks.start[week]);
  if (own.spacing.days > 0) enterDay(own, enterprise[v], own.spacing.dayOf[at]);
};

/** Adds a visit to the load of its week. O(its teams). */
export const reload = (
  { workload: { start, team, minutes, weeks }, load, rank }: Placing,
  v: number,
): void => {
  const week = weeks.ofRank[rank[v]];
  for (let k = start[v]; k < start[v + 1]; k++) load[team[k] * weeks.count + week] += minutes[k];
};

/** Puts a lifted visit on a rank. O(its teams). */
export const put = (placing: Placing, v: number, at: number): void => {
  takeDay(placing, v, at);
  reload(placing, v);
};

/** Whether the day of a visit within its week matters, since it may be close to another. */
export const isSpaced = ({ own, onSite }: Placing, v: number): boolean =>
  own.spacing.days > 0 && onSite[v] === 1;

/**
 * The days of option k that are free for a lifted visit. For an on-site visit, its enterprise has
 * no other on-site visit on a free day; for other visits all days are free.
 */
const freeOf = (
  { enterprise, onSite, workload: { weeks }, options, taken }: Placing,
  v: number,
  k: number,
): number =>
  onSite[v] === 0
    ? options.days[k]
    : options.days[k] & ~taken[enterprise[v] * weeks.count + options.week[k]];

/** The same for a week in which the visit has allowed days; bits as in `WeekOptions`. */
export const freeDays = (placing: Placing, v: number, week: number): number => {
  let k = placing.options.start[placing.daySet[v]];
  while (placing.options.week[k] !== week) k++;
  return freeOf(placing, v, k);
};

/** Whether, without spacing, a loose lifted visit would have company of its enterprise in a week. */
export const isCrowded = (
  { loose, spacing, onSite, enterprise, taken, workload: { weeks } }: Placing,
  v: number,
  week: number,
): boolean =>
  loose[v] === 1 &&
  spacing.days === 0 &&
  onSite[v] === 1 &&
  taken[enterprise[v] * weeks.count + week] !== 0;

/**
 * Writes into `over` and `uneven` the minutes above capacity and the unevenness that a lifted visit
 * would add in each of its weeks, in order.
 * O(its weeks × its teams).
 */
export const changesOf = (
  { workload, daySet, options, load, capacity, weight, over, uneven }: Placing,
  v: number,
): void => {
  const { start, team, minutes, weeks } = workload;
  const { week } = options;
  const first = options.start[daySet[v]];
  const count = options.start[daySet[v] + 1] - first;
  over.fill(0, 0, count);
  uneven.fill(0, 0, count);
  for (let t = start[v]; t < start[v + 1]; t++) {
    const more = minutes[t];
    const base = team[t] * weeks.count;
    for (let k = 0; k < count; k++) {
      const cell = base + week[first + k];
      const before = load[cell];
      const above = before + more - capacity[cell];
      uneven[k] += more * (2 * before + more) * weight[cell];
      if (above > 0) over[k] += Math.min(above, more);
    }
  }
};

/** Number of close visits that a lifted visit would add on a rank. O(visits of its enterprise). */
const closeOn = ({ own, enterprise }: Placing, v: number, rank: number): number =>
  closeAdded(own, enterprise[v], own.spacing.dayOf[rank]);

/**
 * Of some days of a week, the ones on which a lifted visit adds fewest close visits; bits as in
 * `WeekOptions`.
 * O(days × visits of its enterprise); O(visits of its enterprise) where no other day is near.
 */
export const leastClose = (
  placing: Placing,
  v: number,
  week: number,
  days: number,
): { readonly close: number; readonly days: number } => {
  if (!isSpaced(placing, v)) return { close: 0, days };
  const {
    own: { first, size, day, spacing },
    enterprise,
    workload: { weeks },
  } = placing;
  const start = weeks.start[week];
  const earliest = spacing.dayOf[start] - spacing.days;
  const latest = spacing.dayOf[weeks.start[week + 1] - 1] + spacing.days;
  const end = first[enterprise[v]] + size[enterprise[v]];
  let k = first[enterprise[v]];
  while (k < end && day[k] <= earliest) k++;
  if (k === end || day[k] >= latest) return { close: 0, days };
  let [least, kept] = [Infinity, 0];
  for (let left = days; left !== 0; left &= left - 1) {
    const close = closeOn(placing, v, start + lowestBit(left));
    if (close > least) continue;
    kept = close < least ? left & -left : kept | (left & -left);
    least = close;
  }
  return { close: least, days: kept };
};

/**
 * The rank where a lifted visit adds least: of the best week the first free day with fewest close
 * visits; `home` where no week is better than home. −1 as `home`: none; as the result: no day is
 * free.
 * O(its weeks × its teams), with spacing also O(its days × visits of its enterprise).
 */
export const bestRank = (placing: Placing, v: number, home: number): number => {
  const { daySet, options, over, uneven, workload, loose } = placing;
  changesOf(placing, v);
  const isNear = isSpaced(placing, v);
  const lastWeek = workload.weeks.ofRank[placing.rank[v]];
  const distance = (k: number): number => Math.abs(options.week[k] - lastWeek);
  const first = options.start[daySet[v]];
  const last = options.start[daySet[v] + 1];
  let best = -1;
  if (home >= 0) for (best = first; options.week[best] !== workload.weeks.ofRank[home]; ) best++;
  let rank = home;
  let bestClose = isNear && home >= 0 ? closeOn(placing, v, home) : 0;
  for (let k = first; k < last; k++) {
    // Against the best so far; any week is better than none.
    const more = best < 0 ? -1 : over[k - first] - over[best - first];
    const worse = best < 0 ? 0 : uneven[k - first] - uneven[best - first];
    const isNearer = loose[v] === 1 && !isBetter(-more, 0, -worse) && distance(k) < distance(best);
    // At best the week adds no close visit.
    if (!isBetter(more, -bestClose, worse) && (isNear || !isNearer)) continue;
    const free = freeOf(placing, v, k);
    if (free === 0 || isCrowded(placing, v, options.week[k])) continue;
    const { close, days } = leastClose(placing, v, options.week[k], free);
    if (isNear && !isBetter(more, close - bestClose, worse)) continue;
    best = k;
    bestClose = close;
    rank = workload.weeks.start[options.week[k]] + lowestBit(days);
  }
  return rank;
};

/** Minutes above capacity. O(teams × weeks). */
export const overloadNow = ({ load, capacity }: Placing): number => overloadOf(load, capacity);

export const unevennessNow = ({ load, even }: Placing): number => unevennessOf(load, even);
