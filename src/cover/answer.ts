import { quickBound } from './demands';
import { firstFit } from './first-fit';
import { treeOf } from './fractional/branch';
import { dive } from './fractional/dive';
import { partsOf, relaxation } from './fractional/relaxation';
import { visitsOf } from './fractional/visits';
import { improved } from './local-search';
import type { Budget } from './packing';
import type { Answer, Question } from './question';
import { type Choice, searchOf } from './search';
import { witnessOf } from './witness';

/** Elements searched together at most; of more there is only the bound and what first fit finds. */
const mostSearched = 250;

/** Elements whose fractional cover is looked for at most. */
const mostRelaxed = 200;

/**
 * Fractional covers that are rounded, each from another start: before many visits are listed, and
 * in all where they are too many.
 */
const divesAtFirst = 2;
const mostDives = 4;

/**
 * Listing visits, fractional covers and branching on them may take so many times the steps of the
 * search.
 */
const relaxationSteps = 7;

/** Visits that are listed one by one: at first, and after dives. */
const fewVisits = 4000;
const manyVisits = 30_000;

/**
 * Trees are given up after a while and grown anew: one is often quick where another is not (Gomes
 * et al. 1998).
 */
const branchesTried: readonly number[] = [4, 10, 2];

/** Steps after which fractional covers and exchanges are tried before the search goes on. */
const stepsAtFirst = 3000;

/** What is known of a question while it is searched. */
interface Progress {
  choice: Choice;
  lowerBound: number;
  steps: number;
}

/** The phases of the search, each until it is over or all is proven. */
const searched = (question: Question, steps: number, known: Progress): void => {
  const { elements } = question;
  const isProven = (): boolean => known.lowerBound >= known.choice.count;
  /** Runs a part of the search on steps of its own. */
  const spend = <A>(
    given: number,
    run: (budget: Budget) => A,
  ): { readonly found: A; readonly budget: Budget } => {
    const budget = { steps: Math.floor(given), exhausted: false };
    const found = run(budget);
    known.steps += Math.floor(given) - Math.max(0, budget.steps);
    return { found, budget };
  };
  const take = (choice: Choice | undefined, bound: number): void => {
    if (choice !== undefined && choice.count < known.choice.count) known.choice = choice;
    known.lowerBound = Math.max(known.lowerBound, bound);
  };

  const search = searchOf(question, true);
  take(undefined, search.bound());
  /**
   * From the bound upwards each number of visits is either found or ruled out, until the steps are
   * used up.
   */
  const climb = (given: number): void => {
    for (let left = given; !isProven() && left > 0; ) {
      const most = known.lowerBound;
      const { found, budget } = spend(left, (own) => search.within(most, own));
      left = budget.exhausted ? 0 : budget.steps;
      take(found, found === undefined && !budget.exhausted ? most + 1 : 0);
    }
  };
  climb(Math.min(steps, stepsAtFirst));
  if (isProven() || steps <= stepsAtFirst) return;

  let left = relaxationSteps * steps;
  const relaxing = <A>(run: (budget: Budget) => A): A => {
    const { found, budget } = spend(left, run);
    left = budget.exhausted ? 0 : Math.max(0, budget.steps);
    return found;
  };
  /** Lists the visits, where they are not too many, and branches on them. */
  const branching = (mostVisits: number): boolean => {
    const visits = relaxing((budget) => visitsOf(question, mostVisits, budget));
    if (visits === undefined) return false;
    const tree = treeOf(question, visits);
    relaxing((budget) => tree.relax(known.choice.count, budget));
    take(tree.best(), tree.bound());
    if (!isProven() && left > 0) relaxing((budget) => tree.tighten(known.choice.count, budget));
    take(tree.best(), tree.bound());
    for (let k = 0; k < branchesTried.length && !isProven() && left > 0; ) {
      const most = known.lowerBound;
      const share = k === branchesTried.length - 1 ? left : Math.ceil(left / 2);
      const { found, budget } = spend(share, (own) => tree.decide(most, branchesTried[k], own));
      left -= share - Math.max(0, budget.steps);
      take(tree.best(), found === false ? most + 1 : 0);
      if (found === undefined) k++;
    }
    return true;
  };
  const few = branching(fewVisits);
  if (!few && elements <= mostRelaxed) {
    const start = relaxing((budget) =>
      relaxation(question, budget, known.choice.count, partsOf(known.choice)),
    );
    take(undefined, start.bound);
    for (let skip = 0; skip < mostDives && !isProven() && left > 0; skip++) {
      if (skip === divesAtFirst && branching(manyVisits)) break;
      const found = relaxing((budget) => dive(question, known.choice, start, skip, budget));
      take(found, 0);
    }
  }
  if (!isProven()) {
    const { found } = spend(steps / 4, (budget) =>
      improved(question, known.choice, known.lowerBound, budget),
    );
    take(found, 0);
  }
  climb(steps);
};

/** Whoever they are, all of them are one visit, on the first occasion. */
export const oneVisit = (elements: number): Answer => ({
  count: 1,
  visitOf: new Int32Array(elements),
  occasionOf: new Int32Array(1),
  lowerBound: 1,
  witness: [0],
  steps: 0,
});

/** An answer of which nothing is proven. */
export const withoutBound = (answer: Answer): Answer => ({ ...answer, lowerBound: 0, witness: [] });

/**
 * The fewest visits for a question: by first fit where it reaches the bound, else by exact search;
 * where that takes long, by branching on fractional covers. Each phase has `steps` or a multiple.
 */
export const answerOf = (question: Question, steps: number): Answer => {
  const { elements, occasions, packing } = question;
  if (elements === 1 || (occasions === 1 && packing === undefined)) return oneVisit(elements);
  const known: Progress = {
    choice: firstFit(question),
    lowerBound: quickBound(question),
    steps: 0,
  };
  const isSmall = elements <= mostSearched;
  if (isSmall && known.choice.count > known.lowerBound) searched(question, steps, known);
  const witness = isSmall ? witnessOf(question, known.choice) : [];
  return {
    ...known.choice,
    lowerBound: Math.max(known.lowerBound, witness.length),
    witness,
    steps: known.steps,
  };
};
