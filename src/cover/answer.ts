import { firstFit } from './first-fit';
import type { Answer, Question } from './question';
import { searchOf } from './search';

import { witnessOf } from './witness';

/** Elements searched together at most; of more there is only the bound and what first fit finds. */
const mostSearched = 600;

/**
 * The fewest visits for a question: first fit where it reaches the bound. Else from the bound upwards each number of visits is either found
 * or ruled out, so that the first one found is the fewest.
 */
export const answerOf = (question: Question, steps: number): Answer => {
  const { elements, occasions, packing } = question;
  if (occasions === 1 && packing === undefined)
    return { count: 1, visitOf: new Int32Array(elements), occasionOf: new Int32Array(1), lowerBound: 1, witness: [0] };
  let choice = firstFit(question);
  let lowerBound = searchOf(question, false).bound();
  if (choice.count > lowerBound && elements <= mostSearched) {
    const search = searchOf(question, true);
    const budget = { steps, exhausted: false };
    lowerBound = Math.max(lowerBound, search.bound());
    while (lowerBound < choice.count) {
      const found = search.within(lowerBound, budget);
      if (found !== undefined) choice = found;
      if (found !== undefined || budget.exhausted) break;
      lowerBound++;
    }
  }
  const witness = elements <= mostSearched ? witnessOf(question, choice) : [];
  return { ...choice, lowerBound: Math.max(lowerBound, witness.length), witness };
};
