import { quickBound } from './demands';
import { dive } from './dive';
import { firstFit } from './first-fit';
import { improved } from './local-search';
import type { Answer, Question } from './question';
import { relaxation } from './relaxation';
import { searchOf } from './search';
import { witnessOf } from './witness';

/** Elements searched together at most; of more there is only the bound and what first fit finds. */
const mostSearched = 250;

/** Fractional covers that are rounded, each from another start. */
const mostDives = 4;

/** Fractional covers may take so many times the steps of the search. */
const relaxationSteps = 10;

/** Elements whose fractional cover is looked for at most. */
const mostRelaxed = 200;

/** Steps after which exchanges are tried before the search goes on. */
const stepsAtFirst = 3000;

/**
 * The fewest visits for a question: by first fit where it reaches the bound, else by exact search; where that takes long, guided by fractional
 * covers and exchanges.
 */
export const answerOf = (question: Question, steps: number): Answer => {
  const { elements, occasions, packing } = question;
  if (elements === 1 || (occasions === 1 && packing === undefined))
    return {
      count: 1,
      visitOf: new Int32Array(elements),
      occasionOf: new Int32Array(1),
      lowerBound: 1,
      witness: [0],
      steps: 0,
    };
  let choice = firstFit(question);
  let lowerBound = quickBound(question);
  let used = 0;
  if (choice.count > lowerBound && elements <= mostSearched) {
    const search = searchOf(question, true);
    lowerBound = Math.max(lowerBound, search.bound());
    /** From the bound upwards each number of visits is either found or ruled out, until the steps are used up. */
    const climb = (given: number): void => {
      const budget = { steps: given, exhausted: false };
      while (lowerBound < choice.count) {
        const found = search.within(lowerBound, budget);
        if (found !== undefined) choice = found;
        else if (!budget.exhausted) lowerBound++;
        if (budget.exhausted) break;
      }
      used += given - Math.max(0, budget.steps);
    };
    climb(Math.min(steps, stepsAtFirst));
    if (choice.count > lowerBound && steps > stepsAtFirst) {
      if (elements <= mostRelaxed) {
        const budget = { steps: relaxationSteps * steps, exhausted: false };
        const start = relaxation(question, budget, choice.count, choice);
        lowerBound = Math.max(lowerBound, start.bound);
        for (let skip = 0; choice.count > lowerBound && skip < mostDives && budget.steps > 0; skip++)
          choice = dive(question, choice, start, skip, budget) ?? choice;
        used += relaxationSteps * steps - Math.max(0, budget.steps);
      }
      if (choice.count > lowerBound) {
        const budget = { steps: Math.ceil(steps / 4), exhausted: false };
        choice = improved(question, choice, lowerBound, budget);
        used += Math.ceil(steps / 4) - Math.max(0, budget.steps);
      }
      climb(steps);
    }
  }
  const witness = elements <= mostSearched ? witnessOf(question, choice) : [];
  return { ...choice, lowerBound: Math.max(lowerBound, witness.length), witness, steps: used };
};
