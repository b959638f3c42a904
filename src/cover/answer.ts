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

/** The size, in elements, up to which a question is searched; else first fit and a quick bound. */
const mostSearched = 250;

/** Most elements of a question whose fractional cover is computed. */
const mostRelaxed = 200;

/**
 * Dives, each from another start: before many visits are listed, and in all
 * where there are too many to list.
 */
const divesAtFirst = 2;
const mostDives = 4;

/**
 * Steps for listing visits, fractional covers and branching, as a multiple of the search's steps.
 */
const relaxationSteps = 7;

/** The largest number of visits that are listed: at first, and after dives. */
const fewVisits = 4000;
const manyVisits = 30_000;

/**
 * Branches tried per node, tree after tree. A tree is dropped after a while and grown anew, since
 * one is often quick where another is not (Gomes et al. 1998).
 */
const branchesTried: readonly number[] = [4, 10, 2];

/** Steps after which fractional covers and exchanges are tried before the search goes on. */
const stepsAtFirst = 3000;

/** The state of a search: best choice, lower bound, steps taken. */
interface Progress {
  choice: Choice;
  lowerBound: number;
  steps: number;
}

/**
 * Runs the phases of the search, each until it ends or the best choice is proven; updates `known`.
 */
const searched = (question: Question, steps: number, known: Progress): void => {
  const { elements } = question;
  const isProven = (): boolean => known.lowerBound >= known.choice.count;
  /** Runs a part of the search with a budget of its own. */
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
   * Tries each number of visits from the bound upwards: it is found or excluded,
   * until the steps are used up.
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
  /**
   * Lists the visits, if there are at most `mostVisits`, and branches on them;
   * false where there are more.
   */
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

/** The answer of one visit for all elements, on the first occasion. */
export const oneVisit = (elements: number): Answer => ({
  count: 1,
  visitOf: new Int32Array(elements),
  occasionOf: new Int32Array(1),
  lowerBound: 1,
  witness: [0],
  steps: 0,
});

/** The answer with nothing proven. */
export const withoutBound = (answer: Answer): Answer => ({ ...answer, lowerBound: 0, witness: [] });

/**
 * The fewest visits for a question. First fit is tried first; where it misses the bound,
 * exact search; where that takes long, branching on fractional covers. Each phase
 * has `steps` or a multiple of it.
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
