import { hasBit, membersOf, wordsFor } from './bits';
import type { Budget } from './packing';
import { pricerOf } from './pricing';
import type { Question } from './question';
import type { Choice } from './search';
import { coveringOf } from './simplex';
import { brokenTriples, type Triple } from './triples';

/** A visit that a fractional answer makes in part. */
export interface PartialVisit {
  /** −1: any that serves its one element. */
  readonly occasion: number;
  readonly members: Int32Array;
  /** Above 0; 1: the whole visit. */
  readonly share: number;
}

/** Visits and triples that a relaxation starts with. */
export interface Start {
  readonly visits: ReadonlyArray<Pick<PartialVisit, 'occasion' | 'members'>>;
  readonly triples: readonly Triple[];
}

/** How a relaxation is tightened by triples. */
export interface Tightening {
  /** Rounds of new triples at most. */
  readonly rounds: number;
  /** Rounds without progress after which it stops. */
  readonly stalled: number;
}

export interface Relaxation {
  /** No answer has fewer visits. */
  readonly bound: number;
  /**
   * Whole-number price of each element and of each of the `triples`, and the most that any one visit costs, by its elements and as often as
   * it counts for each triple: the bound is all elements and all triples twice / most, rounded up. Only hosts may cost less than 0.
   */
  readonly prices: Float64Array;
  readonly triples: readonly Triple[];
  readonly triplePrices: Float64Array;
  readonly most: number;
  /** Visits in parts that make up a whole for every element, as few as were found; nothing depends on their being exact. */
  readonly visits: () => readonly PartialVisit[];
  /** What is worth to start with in a question with the same elements on fewer of the occasions. */
  readonly start: () => Start;
}

/** Without triples. */
const untightened: Tightening = { rounds: 0, stalled: 0 };

/** What a visit costs in the whole numbers that prices are rounded down to. */
const unit = 2 ** 20;

/** Work that takes as long as a step of the search. */
const workPerStep = 256;

/** Visits that pay less than this share of what they cost are not handed on. */
const leastWorth = 0.6;

/** Progress of the total that counts as such. */
const leastProgress = 0.01;

/** The visits of a choice of several elements each. */
export const visitsOf = ({ count, occasionOf, visitOf }: Choice): Start['visits'] => {
  const inside: number[][] = Array.from({ length: count }, () => []);
  visitOf.forEach((v, i) => {
    inside[v].push(i);
  });
  return inside.flatMap((members, v) =>
    members.length > 1 ? [{ occasion: occasionOf[v], members: Int32Array.from(members) }] : [],
  );
};

/**
 * Lower bound from the fractional cover by visits (Gilmore & Gomory 1961): visits come in as they pay at the prices that those known give the
 * elements. Whatever the prices, no answer has fewer visits than all elements cost, by the dearest visit (Farley 1990); that is reckoned in whole
 * numbers, so that no rounding can spoil it. Then triples that the shares break come in, as often as `tightening` says. Stops at `enough`,
 * when no visit pays, or when the budget is used up. Visits to `start` with that are none of this question are left out.
 */
export const relaxation = (
  question: Question,
  budget: Budget,
  enough: number,
  from: Start = { visits: [], triples: [] },
  { rounds, stalled }: Tightening = untightened,
): Relaxation => {
  const { elements, occasions, sets } = question;
  const words = wordsFor(elements);
  // Whoever is in two visits can leave one of them, but for a host that it needs: hosts are in one visit exactly, at whatever price.
  const hosting = new Uint8Array(elements);
  if (question.packing !== undefined) {
    const { hosts, needsHost } = question.packing;
    for (let p = 0; p < occasions; p++)
      if (needsHost[p] === 1) for (const i of membersOf(hosts, p * words, words)) hosting[i] = 1;
  }
  const pricer = pricerOf(question);
  let triples = from.triples;
  let covering = coveringOf(elements, hosting, triples);
  const occasionOf: number[] = Array.from({ length: elements }, () => -1);
  const pool: Int32Array[] = Array.from({ length: elements }, (_, i) => Int32Array.of(i));
  const join = (members: Int32Array, occasion: number): void => {
    pool.push(members);
    occasionOf.push(occasion);
    covering.add(members, members.length);
  };
  for (const { occasion, members } of from.visits)
    if (members.every((i) => hasBit(sets, occasion * words, i))) join(members, occasion);

  const rounded = new Float64Array(elements);
  let [bound, most] = [0, unit];
  let prices = new Float64Array(elements);
  let priced: readonly Triple[] = [];
  let triplePrices = new Float64Array(0);
  let work = 0;
  let done = 0;
  const generate = (): void => {
    const costs = new Float64Array(triples.length);
    const rows = elements + triples.length;
    let stuck = false;
    for (let added = 1; added > 0 && bound < enough; ) {
      const pivotWork = rows * rows + covering.length();
      const allowed = Math.floor(((budget.steps - done) * workPerStep) / pivotWork);
      const pivots = covering.optimise(Math.max(0, allowed));
      work += pivots * pivotWork;
      if (pivots >= allowed) budget.exhausted = true;
      // What was priced from above may pay no more than it did.
      if (pivots === 0 && stuck) break;
      stuck = true;
      let total = 0;
      let exact = 0;
      for (let i = 0; i < elements; i++) {
        const price = covering.prices[i];
        rounded[i] = Math.floor((hosting[i] === 1 ? price : Math.max(0, price)) * unit);
        total += rounded[i];
        exact += price;
      }
      const own = rounded.slice();
      triples.forEach((triple, t) => {
        const price = covering.prices[elements + t];
        costs[t] = Math.floor(Math.max(0, price) * unit);
        // A visit counts for a triple as often as it has its elements, less once if it has two or three.
        for (const i of triple) rounded[i] += costs[t];
        total += 2 * costs[t];
        exact += 2 * price;
      });
      let dearest = unit;
      added = 0;
      for (let p = 0; p < occasions; p++) {
        const worth = pricer.dearest(p, rounded, unit, triples, costs);
        dearest = Math.max(dearest, worth);
        if (worth <= unit + 4 + 4 * triples.length) continue;
        join(pricer.members.slice(0, pricer.size()), p);
        added++;
      }
      const reached = Math.ceil(total / dearest);
      if (reached > bound) {
        [bound, most, prices, priced, triplePrices] = [reached, dearest, own, triples, costs.slice()];
      }
      done = Math.ceil((work + pricer.work()) / workPerStep);
      // The known visits alone show that no more can come of it.
      if (budget.exhausted || Math.ceil(exact - 1e-6) <= bound) break;
    }
  };

  generate();
  let idle = 0;
  for (let round = 0; round < rounds && idle < stalled && bound < enough && !budget.exhausted; round++) {
    const before = covering.total();
    const broken = brokenTriples(elements, pool, covering.shares(), triples);
    work += 4 * elements * elements + elements ** 3 / 8;
    if (broken.length === 0) break;
    // Those that cost nothing go.
    triples = [...triples.filter((_, t) => covering.prices[elements + t] > 1e-6), ...broken];
    covering = coveringOf(elements, hosting, triples);
    for (let c = elements; c < pool.length; c++) covering.add(pool[c], pool[c].length);
    generate();
    idle = covering.total() < before + leastProgress ? idle + 1 : 0;
  }
  budget.steps -= done;
  return {
    bound,
    prices,
    triples: priced,
    triplePrices,
    most,
    visits: () => {
      const shares = covering.shares();
      return pool.flatMap((members, c) =>
        shares[c] > 1e-6 ? [{ occasion: occasionOf[c], members, share: shares[c] }] : [],
      );
    },
    start: () => ({
      visits: pool.flatMap((members, c) =>
        occasionOf[c] >= 0 && covering.gain(c) > leastWorth - 1 ? [{ occasion: occasionOf[c], members }] : [],
      ),
      triples: triples.filter((_, t) => covering.prices[elements + t] > 1e-6),
    }),
  };
};
