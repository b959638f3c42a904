import { membersOf, wordsFor } from '../bits';
import type { Budget } from '../packing';
import type { Question } from '../question';
import type { Choice } from '../search';
import { pricerOf } from './pricing';
import { coveringOf } from './simplex';

/** A visit of a fractional answer, with its share. */
export interface PartialVisit {
  /** −1: any occasion that serves its single element. */
  readonly occasion: number;
  readonly members: Int32Array;
  /** Above 0; 1 is the whole visit. */
  readonly share: number;
}

/** A visit that a relaxation starts with. */
type KnownVisit = Pick<PartialVisit, 'occasion' | 'members'>;

export interface Relaxation {
  /** Lower bound on the visits of any answer. */
  readonly bound: number;
  /**
   * Price of each element (a whole number), and the highest price of any visit: the bound is the
   * sum of prices / `most`, rounded up. Only hosts can have a price below 0.
   */
  readonly prices: Float64Array;
  readonly most: number;
  /**
   * Fractional visits that cover every element once in total, as few as were found.
   * No proof depends on their exactness.
   */
  readonly visits: () => readonly PartialVisit[];
}

/** The cost of a visit in whole-number prices. */
export const unit: number = 2 ** 20;

/** Units of work that take as long as a step of the search. */
export const workPerStep = 256;

/** The visits of a choice that have several elements. */
export const partsOf = ({ count, occasionOf, visitOf }: Choice): readonly KnownVisit[] => {
  const inside: number[][] = Array.from({ length: count }, () => []);
  visitOf.forEach((v, i) => {
    inside[v].push(i);
  });
  return inside.flatMap((members, v) =>
    members.length > 1 ? [{ occasion: occasionOf[v], members: Int32Array.from(members) }] : [],
  );
};

/**
 * A lower bound from the fractional cover by visits (Gilmore & Gomory 1961). Visits are added when
 * they pay at the prices of the present cover. For any prices, the price of all elements divided
 * by that of the dearest visit bounds the visits (Farley 1990); this is computed in whole numbers,
 * so that rounding cannot spoil it. It starts with the visits `from`. It stops at `enough`, when no
 * visit pays, or when the budget is used up.
 */
export const relaxation = (
  question: Question,
  budget: Budget,
  enough: number,
  from: readonly KnownVisit[] = [],
): Relaxation => {
  const { elements, occasions } = question;
  const words = wordsFor(elements);
  // An element in two visits can leave one, unless it is a host there. So a host is in exactly one
  // visit, and its price may have any sign.
  const hosting = new Uint8Array(elements);
  if (question.packing !== undefined) {
    const { hosts, needsHost } = question.packing;
    for (let p = 0; p < occasions; p++)
      if (needsHost[p] === 1) for (const i of membersOf(hosts, p * words, words)) hosting[i] = 1;
  }
  const pricer = pricerOf(question);
  const covering = coveringOf(elements, hosting);
  const occasionOf: number[] = Array.from({ length: elements }, () => -1);
  const pool: Int32Array[] = Array.from({ length: elements }, (_, i) => Int32Array.of(i));
  const join = ({ members, occasion }: KnownVisit): void => {
    pool.push(members);
    occasionOf.push(occasion);
    covering.add(members, members.length);
  };
  from.forEach(join);

  const rounded = new Float64Array(elements);
  let [bound, most] = [0, unit];
  let prices = new Float64Array(elements);
  let work = 0;
  let done = 0;
  let stuck = false;
  for (let added = 1; added > 0 && bound < enough; ) {
    const allowed = Math.max(0, (budget.steps - done) * workPerStep);
    const pivoting = covering.optimise(allowed);
    work += pivoting;
    if (pivoting >= allowed) budget.exhausted = true;
    // A visit priced from above may not pay in truth.
    if (pivoting === 0 && stuck) break;
    stuck = true;
    let total = 0;
    let exact = 0;
    for (let i = 0; i < elements; i++) {
      const price = covering.price(i);
      rounded[i] = Math.floor((hosting[i] === 1 ? price : Math.max(0, price)) * unit);
      total += rounded[i];
      exact += price;
    }
    let dearest = unit;
    added = 0;
    for (let p = 0; p < occasions; p++) {
      const worth = pricer.dearest(p, rounded, unit);
      dearest = Math.max(dearest, worth);
      if (worth <= unit + 4) continue;
      join({ members: pricer.members.slice(0, pricer.size()), occasion: p });
      added++;
    }
    const reached = Math.ceil(total / dearest);
    if (reached > bound) [bound, most, prices] = [reached, dearest, rounded.slice()];
    done = Math.ceil((work + pricer.work()) / workPerStep);
    // The present cover shows that the bound cannot rise further.
    if (budget.exhausted || Math.ceil(exact - 1e-6) <= bound) break;
  }
  budget.steps -= done;
  return {
    bound,
    prices,
    most,
    visits: () => {
      const shares = covering.shares();
      return pool.flatMap((members, c) =>
        shares[c] > 1e-6 ? [{ occasion: occasionOf[c], members, share: shares[c] }] : [],
      );
    },
  };
};
