import { membersOf, wordsFor } from './bits';
import type { Budget } from './packing';
import { pricerOf } from './pricing';
import type { Question } from './question';
import type { Choice } from './search';
import { coveringOf } from './simplex';

/** A visit that a fractional answer makes in part. */
export interface PartialVisit {
  /** −1: any that serves its one element. */
  readonly occasion: number;
  readonly members: Int32Array;
  /** Above 0; 1: the whole visit. */
  readonly share: number;
}

export interface Relaxation {
  /** No answer has fewer visits. */
  readonly bound: number;
  /**
   * Whole-number price of each element, and the most that the elements of any one visit cost together: the bound is their total / most,
   * rounded up. Only hosts may cost less than 0.
   */
  readonly prices: Float64Array;
  readonly most: number;
  /** Visits in parts that make up a whole for every element, as few as were found; nothing depends on their being exact. */
  readonly visits: () => readonly PartialVisit[];
}

/** What a visit costs in the whole numbers that prices are rounded down to. */
const unit = 2 ** 20;

/** Work that takes as long as a step of the search. */
const workPerStep = 256;

/**
 * Lower bound from the fractional cover by visits (Gilmore & Gomory 1961): visits come in as they pay at the prices that those known give the
 * elements. Whatever the prices, no answer has fewer visits than all elements cost, by the dearest visit (Farley 1990); that is reckoned in whole
 * numbers, so that no rounding can spoil it. Stops at `enough`, when no visit pays, or when the budget is used up. Visits of a `known`
 * choice are a start.
 */
export const relaxation = (question: Question, budget: Budget, enough: number, known?: Choice): Relaxation => {
  const { elements, occasions } = question;
  // Whoever is in two visits can leave one of them, but for a host that it needs: hosts are in one visit exactly, at whatever price.
  const hosting = new Uint8Array(elements);
  if (question.packing !== undefined) {
    const { hosts, needsHost } = question.packing;
    for (let p = 0; p < occasions; p++)
      if (needsHost[p] === 1)
        for (const i of membersOf(hosts, p * wordsFor(elements), wordsFor(elements))) hosting[i] = 1;
  }
  const covering = coveringOf(elements, hosting);
  const pricer = pricerOf(question);
  const occasionOf: number[] = Array.from({ length: elements }, () => -1);
  if (known !== undefined) {
    const inside: number[][] = Array.from({ length: known.count }, () => []);
    for (let i = 0; i < elements; i++) inside[known.visitOf[i]].push(i);
    inside.forEach((members, v) => {
      if (members.length < 2) return;
      covering.add(Int32Array.from(members), members.length);
      occasionOf.push(known.occasionOf[v]);
    });
  }

  const rounded = new Float64Array(elements);
  let [bound, most] = [0, unit];
  let prices = new Float64Array(elements);
  let work = 0;
  let done = 0;
  for (let added = 1; added > 0 && bound < enough; ) {
    const { start, count } = covering.columns();
    const pivotWork = elements * elements + start[count];
    const allowed = Math.floor(((budget.steps - done) * workPerStep) / pivotWork);
    const pivots = covering.optimise(Math.max(0, allowed));
    work += pivots * pivotWork;
    if (pivots >= allowed) budget.exhausted = true;
    let total = 0;
    let exact = 0;
    for (let i = 0; i < elements; i++) {
      const price = covering.prices[i];
      rounded[i] = Math.floor((hosting[i] === 1 ? price : Math.max(0, price)) * unit);
      total += rounded[i];
      exact += covering.prices[i];
    }
    let dearest = unit;
    added = 0;
    for (let p = 0; p < occasions; p++) {
      const worth = pricer.dearest(p, rounded, unit);
      dearest = Math.max(dearest, worth);
      if (worth <= unit + 4) continue;
      covering.add(pricer.members, pricer.size());
      occasionOf.push(p);
      added++;
    }
    const reached = Math.ceil(total / dearest);
    if (reached > bound) {
      [bound, most] = [reached, dearest];
      prices = rounded.slice();
    }
    done = Math.ceil((work + pricer.work()) / workPerStep);
    // The known visits alone show that no more can come of it.
    if (budget.exhausted || Math.ceil(exact - 1e-6) <= bound) break;
  }
  budget.steps -= done;
  return {
    bound,
    prices,
    most,
    visits: () => {
      const { start, row } = covering.columns();
      const shares = covering.shares();
      const visits: PartialVisit[] = [];
      occasionOf.forEach((occasion, c) => {
        if (shares[c] > 1e-6) visits.push({ occasion, members: row.slice(start[c], start[c + 1]), share: shares[c] });
      });
      return visits;
    },
  };
};
