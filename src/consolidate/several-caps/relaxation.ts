import { addTo } from '../../columns/grouped';
import { AT_LEAST, AT_MOST, coveringOf, type NewRow } from '../../cover/fractional/simplex';
import { type Occasion, occasionsOf } from './occasions';
import { bestPriced, type Priced } from './pricing';
import type { CappedProblem, CappedVisit } from './problem';

/** Occurrences of which one cap leaves out a known number at least. */
export interface Short {
  /** Occurrences whose fallbacks the cap does not count, and the others that it counts. */
  readonly backed: readonly number[];
  readonly plain: readonly number[];
  readonly out: number;
  readonly fallback: number;
}

/**
 * The aim of a relaxation, in the order of model §6: fewest left out; of the choices that leave out
 * at most `out`, the fewest by fallback; of these, with at most `fallback`, the fewest visits.
 */
export interface Goal {
  readonly aim: 'out' | 'fallback' | 'visits';
  readonly out: number;
  readonly fallback: number;
}

export interface Relaxed {
  /** Lower bound on the aim. */
  readonly bound: number;
  /** Visits of the relaxation as lists of options, the largest shares first. */
  readonly visits: ReadonlyArray<readonly number[]>;
}

/** Most rounds of pricing, most numbers changed in all, and most columns that enter in a round. */
const mostRounds = 300;
const mostWork = 100_000_000;
const mostEntering = 40;

/**
 * A lower bound on one aim, over all choices within the limits that keep the aims before it. Column
 * generation (Gilmore & Gomory 1961) over visits within occasions. The bound is the value of the dual
 * prices: scaled to be feasible where visits are counted (Farley 1990), else less the largest gain of
 * a visit times the most visits.
 * Option k is occurrence k by its own method, option n + k by its fallback.
 */
export const relaxed = (
  problem: CappedProblem,
  limits: readonly number[],
  short: readonly Short[],
  made: readonly CappedVisit[],
  goal: Goal,
): Relaxed => {
  const { hosts, own, fallback, must, capsOf } = problem;
  const n = own.length;
  const itemOf = (option: number): number => (option < n ? own[option] : fallback[option - n]);
  // Where the caps of `short` alone leave out as many, every other occurrence is served.
  const sum = (of: (one: Short) => number): number =>
    short.reduce((total, one) => total + of(one), 0);
  const isTight = goal.aim !== 'out' && goal.out === sum(({ out }) => out);
  const isTightBy = goal.aim === 'visits' && isTight && goal.fallback === sum((s) => s.fallback);
  const shortOf = new Int32Array(n).fill(-1);
  const isBacked = new Uint8Array(n);
  short.forEach(({ backed, plain }, s) => {
    for (const k of [...backed, ...plain]) shortOf[k] = s;
    for (const k of backed) isBacked[k] = 1;
  });
  const isFree = (item: number): boolean => item >= 0 && capsOf(item).length === 0;
  const mayBeOut = (k: number): boolean =>
    must[k] === 0 && !isFree(own[k]) && !isFree(fallback[k]) && (!isTight || shortOf[k] >= 0);
  const mayFallBack = (k: number): boolean => fallback[k] >= 0 && (!isTightBy || shortOf[k] >= 0);

  // An occurrence that no cap counts has a visit of its own: it matters where visits are counted.
  const among = Array.from(own.keys()).filter((k) => goal.aim === 'visits' || !isFree(own[k]));
  const options = [...among, ...among.flatMap((k) => (mayFallBack(k) ? [n + k] : []))];
  const occasions = occasionsOf(problem, options);

  // Occurrences that no rule tells apart share a row, which demands as many as they are.
  const placesOf = new Map<number, number[]>(among.map((k) => [k, []]));
  occasions.forEach((occasion, o) => {
    for (const option of occasion.options) if (option < n) placesOf.get(option)?.push(o);
  });
  const limitsOf = hosts.map(({ sums: [limit] }) => limit);
  const rowOf = new Int32Array(n).fill(-1);
  const alike = new Map<string, number[]>();
  for (const k of among) {
    const terms = limitsOf.map((limit) => limit && [limit.group[own[k]], limit.weight[own[k]]]);
    const key = JSON.stringify([
      fallback[k] < 0 ? -1 : k,
      ...[shortOf[k], isBacked[k], mayBeOut(k)],
      ...[terms, capsOf(own[k]), placesOf.get(k)],
    ]);
    addTo(alike, key, k);
  }
  const classes = [...alike.values()];
  classes.forEach((some, row) => {
    for (const k of some) rowOf[k] = row;
  });
  const size = classes.length;
  const covering = coveringOf(0, new Uint8Array(0));

  // Rows: occurrences, caps, then those that the aim adds.
  const more: NewRow[] = [];
  const added = (demand: number, relation: NewRow['relation']): number =>
    more.push({ demand, relation, times: () => 0 }) - 1;
  for (const some of classes) added(some.length, AT_LEAST);
  for (const most of limits) added(most, AT_MOST);
  const outRow = goal.aim === 'out' ? -1 : added(goal.out, AT_MOST);
  const fallbackRow = goal.aim === 'visits' ? added(goal.fallback, AT_MOST) : -1;
  const shortRow = short.map(({ out }) => added(out, AT_LEAST));
  const backedRow = isTight ? short.map((one) => added(one.fallback, AT_LEAST)) : [];
  covering.extend(more);

  /** The rows of an option, its caps aside. */
  const ownRows = (option: number): number[] => {
    const k = option % n;
    const rows = [rowOf[k]];
    if (option < n) return rows;
    if (fallbackRow >= 0) rows.push(fallbackRow);
    if (isTight && isBacked[k] === 1) rows.push(backedRow[shortOf[k]]);
    return rows;
  };
  const perFallback = goal.aim === 'fallback' ? 1 : 0;
  const perVisit = goal.aim === 'visits' ? 1 : 0;
  const costOf = (options: readonly number[]): number =>
    perVisit + perFallback * options.filter((option) => option >= n).length;

  const lists = new Map<number, readonly number[]>();
  const add = (options: readonly number[]): void => {
    const rows = options.flatMap(ownRows);
    for (const c of new Set(options.flatMap((option) => capsOf(itemOf(option)))))
      rows.push(size + c);
    lists.set(covering.add(rows, rows.length, costOf(options)), options);
  };
  for (const [k] of classes) {
    if (!mayBeOut(k)) continue;
    const rows = [rowOf[k]];
    if (outRow >= 0) rows.push(outRow);
    if (shortOf[k] >= 0 && isBacked[k] === 0) rows.push(shortRow[shortOf[k]]);
    if (shortOf[k] >= 0 && isBacked[k] === 1 && isTight) rows.push(backedRow[shortOf[k]]);
    covering.add(rows, rows.length, goal.aim === 'out' ? 1 : 0);
  }
  for (const { members, items } of made) {
    const visit = members.flatMap((k, at) =>
      rowOf[k] < 0 ? [] : [items[at] === own[k] ? k : n + k],
    );
    if (visit.length > 0) add(visit);
  }

  const worthOf = (option: number): number =>
    ownRows(option).reduce((total, row) => total + covering.price(row), 0) -
    (option < n ? 0 : perFallback);
  const priceOf = (c: number): number => covering.price(size + c);
  const priced = ({ host, options: within }: Occasion): Priced => {
    const worth = within
      .map((option) => ({
        option,
        occurrence: option % n,
        item: itemOf(option),
        value: worthOf(option),
        caps: capsOf(itemOf(option)).filter((c) => priceOf(c) < 0),
      }))
      .filter(({ value }) => value > 1e-9);
    const { gain, options: chosen } = bestPriced(hosts[host], worth, priceOf);
    return { gain: gain - perVisit, options: chosen };
  };

  const workOfRound = occasions.reduce((total, one) => total + one.options.length, 0) * 20;
  let work = mostWork;
  let bound = 0;
  for (let round = 0; round < mostRounds; round++) {
    if (work <= 0) break;
    work -= covering.optimise(work) + workOfRound;
    let most = 0;
    const found: Priced[] = [];
    for (const occasion of occasions) {
      const one = priced(occasion);
      most = Math.max(most, one.gain);
      if (one.gain > 1e-6) found.push(one);
    }
    let value = 0;
    for (let row = 0; row < covering.rows(); row++) value += more[row].demand * covering.price(row);
    bound = Math.max(bound, perVisit === 1 ? value / (1 + most) : value - n * most);
    if (found.length === 0) break;
    for (const one of found.toSorted((a, b) => b.gain - a.gain).slice(0, mostEntering))
      add(one.options);
  }
  const shares = covering.shares();
  // Every visit takes the next occurrences of each row that are in no visit before it.
  const left = classes.map((some) => some.slice());
  const visits = [...lists]
    .filter(([column]) => shares[column] > 1e-3)
    .sort(([a], [b]) => shares[b] - shares[a])
    .map(([, list]) =>
      list.flatMap((option) => {
        const k = left[rowOf[option % n]].shift();
        return k === undefined ? [] : [option < n ? k : n + k];
      }),
    );
  return { bound: Math.ceil(bound - 1e-4), visits };
};
