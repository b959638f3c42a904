import { membersOf, wordsFor } from '../../../src/cover/bits';
import { type Visits, visitsOf } from '../../../src/cover/fractional/visits';
import type { Budget } from '../../../src/cover/packing';
import type { Question } from '../../../src/cover/question';
import { maskOf } from '../small-questions';

export const plenty = (): Budget => ({ steps: 1e6, exhausted: false });

/** The visits of a question. */
export const listed = (question: Question): Visits => {
  const visits = visitsOf(question, 10_000, plenty());
  if (visits === undefined) throw new Error('too many');
  return visits;
};

/** The elements of each visit, as a number. */
export const masksOf = (question: Question, { count, sets }: Visits): readonly number[] => {
  const words = wordsFor(question.elements);
  return Array.from({ length: count }, (_, v) => maskOf(membersOf(sets, v * words, words)));
};
