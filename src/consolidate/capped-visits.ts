import { sequenceNumbers } from '../columns/sequence-numbers';
import type { CappedChoice } from '../cover/capped/capped';
import { bestOf, type Capped, type CappedPart, cappedPart } from './capped-parts';
import { type DaySetColumns, dayRowsOf } from './day-rows';
import type { Effort } from './effort';
import type { Terms } from './set-system';
import { shareOut } from './share-out';
import type { Limit } from './visit-cap';

/**
 * The elements of one enterprise: an item, a day set, and the number of
 * occurrences each stands for.
 */
export interface CappedElements {
  readonly count: number;
  readonly item: Int32Array;
  readonly daySet: Int32Array;
  readonly size: Int32Array;
  /** Part p has the elements partStart[p] … partStart[p + 1] − 1. */
  readonly parts: number;
  readonly partStart: Int32Array;
}

export interface CappedVisits {
  /** Visit of each element; −1: left out. */
  readonly visitOf: Int32Array;
  /** Host of each visit. */
  readonly host: readonly number[];
  readonly lowerBound: number;
  /** Whether no more can be served, and no visit saved; true only where the search was complete. */
  readonly exact: boolean;
}

/** Number of elements of an enterprise from which all its components share one budget. */
const fewElements = 250;

/**
 * Steps per component of an enterprise: halved for each doubling of its elements
 * beyond {@link fewElements}.
 */
const stepsOf = (steps: number, elements: number): number =>
  Math.ceil(steps / 2 ** Math.max(0, Math.ceil(Math.log2(elements / fewElements))));

/**
 * The visits of an enterprise with at most `limit` on-site visits (model §6): all protected
 * occurrences, then as many others as possible, in the fewest visits. `shapes` are the shapes of
 * its parts; the limit must suffice for the protected ones. Undefined where the steps did not
 * suffice.
 */
export type CapBook = (
  elements: CappedElements,
  shapes: readonly number[],
  limit: Limit,
) => CappedVisits | undefined;

/** The visits under caps; parts with equal shapes and sizes are searched once. */
export const capBook = (terms: Terms, daySets: DaySetColumns, effort: Effort): CapBook => {
  const numbers = sequenceNumbers();
  const known: CappedPart[] = [];

  const partOf = (
    { item, daySet, size, partStart }: CappedElements,
    p: number,
    shape: number,
  ): CappedPart => {
    const [from, to] = [partStart[p], partStart[p + 1]];
    const number = numbers.numberOf(
      Int32Array.from([shape, ...size.subarray(from, to)]),
      0,
      to - from + 1,
    );
    if (number === known.length)
      known.push(
        cappedPart(
          terms,
          item.slice(from, to),
          dayRowsOf(daySets, daySet.subarray(from, to)),
          size.slice(from, to),
          effort,
        ),
      );
    return known[number];
  };

  return (elements, shapes, limit) => {
    const { parts, partStart, count } = elements;
    const own = Array.from({ length: parts }, (_, p) => partOf(elements, p, shapes[p]));
    const components = own.flatMap((part) => part.components);
    const sum = (of: (component: Capped) => number, some = components): number =>
      some.reduce((total, component) => total + of(component), 0);
    const [most, least] = [sum((one) => one.most), sum((one) => one.least)];

    const steps = stepsOf(effort.steps, count);
    let exact = limit.most === limit.least;
    // One more occurrence left out weighs more than all visits together.
    const costOf = ({ out, count: visits }: CappedChoice): number => out * (count + 1) + visits;
    const options = components.map((one) => {
      // limit − Σ others' most ≤ k ≤ limit − Σ others' least.
      const from = Math.min(one.most, Math.max(one.least, limit.most - (most - one.most)));
      const to = Math.min(one.most, limit.most - (least - one.least));
      const choices: CappedChoice[] = [];
      let first = from;
      for (let k = from; k <= to; k++) {
        const best = bestOf(one, k, steps, effort);
        exact &&= best.exact;
        const before = choices.at(-1);
        const better =
          before === undefined ||
          (best.choice !== undefined && costOf(best.choice) <= costOf(before));
        const choice = better ? best.choice : before;
        if (choice === undefined) first = k + 1;
        else choices.push(choice);
      }
      return { from: first, choices, cost: choices.map(costOf) };
    });
    const given = shareOut(options, limit.most);
    if (given === undefined) return undefined;
    const chosen = options.map(({ from, choices }, c) => choices[given[c] - from]);
    const visitOf = new Int32Array(partStart[parts]).fill(-1);
    const host: number[] = [];
    let c = 0;
    own.forEach((part, p) => {
      for (const { places, host: hosts } of part.components) {
        const choice = chosen[c++];
        places.forEach((place, i) => {
          if (choice.visitOf[i] >= 0)
            visitOf[partStart[p] + place] = host.length + choice.visitOf[i];
        });
        for (const occasion of choice.occasionOf) host.push(hosts[occasion]);
      }
      for (const [follower, leading] of part.leaders)
        visitOf[partStart[p] + follower] = visitOf[partStart[p] + leading];
    });
    const bound = (one: Capped): number => one.free.lowerBound;
    if (chosen.every(({ out }) => out === 0))
      return { visitOf, host, lowerBound: sum(bound), exact };
    if (exact) return { visitOf, host, lowerBound: host.length, exact };
    // While an occurrence is left out, all on-site visits of the limit are
    // used: one more would serve it.
    const offSite = sum(
      bound,
      components.filter((one) => one.most === 0),
    );
    const isPure = ({ question }: Capped): boolean => !question.counts.includes(0);
    const binds = sum(bound, components.filter(isPure)) > limit.most;
    // Where it is unknown whether an occurrence must be left out, nothing is called proven.
    const lowerBound = binds
      ? limit.least + offSite
      : Math.max(0, Math.min(sum(bound), limit.least + offSite, host.length - 1));
    return { visitOf, host, lowerBound, exact };
  };
};
