import { sequenceNumbers } from '../columns/sequence-numbers';
import { answerOf } from '../cover/answer';
import type { Answer, Question } from '../cover/question';
import type { Effort } from './effort';

/**
 * The answered questions. Many parts lead to the same question, also under different rules (an
 * enterprise of one department has it twice), so each is searched once.
 */
export interface QuestionBook {
  readonly answer: (question: Question) => Answer;
  /** Forgets all questions once there are many. */
  readonly trim: () => void;
}

const wordsOf = (values: Float64Array): Int32Array =>
  new Int32Array(values.buffer, values.byteOffset, values.length * 2);

/** The question as integers; equal integers mean equal answers. */
const spelled = (question: Question): Int32Array => {
  const { elements, occasions, sets, packing } = question;
  if (packing === undefined) {
    const plain = new Int32Array(2 + sets.length);
    plain[0] = elements;
    plain[1] = occasions;
    plain.set(sets, 2);
    return plain;
  }
  const head = [
    elements,
    occasions,
    packing.conflicts.length,
    packing.sums.length,
    packing.counts.length,
  ];
  const pieces: ArrayLike<number>[] = [
    head,
    sets,
    packing.blockOf,
    packing.conflicts,
    packing.conflictsAt,
    packing.needsHost,
  ];
  if (packing.needsHost.includes(1)) pieces.push(packing.hosts);
  // Weights and limits are written as their bits.
  for (const { groupOf, weight, mostAt } of packing.sums)
    pieces.push(groupOf, wordsOf(weight), wordsOf(mostAt));
  for (const { groupOf, mostAt } of packing.counts) pieces.push(groupOf, wordsOf(mostAt));
  const out = new Int32Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    out.set(piece, at);
    at += piece.length;
  }
  return out;
};

/** Most integers of questions that are kept from one county to the next. */
const mostKept = 2 ** 20;

/** A book of questions; an answer depends only on the question and on `effort.steps`. */
export const questionBook = (effort: Effort): QuestionBook => {
  let numbers = sequenceNumbers();
  let answers: Answer[] = [];
  let kept = 0;
  return {
    answer: (question) => {
      const key = spelled(question);
      const number = numbers.numberOf(key, 0, key.length);
      if (number === answers.length) {
        const answer = answerOf(question, effort.steps);
        effort.used += answer.steps;
        answers.push(answer);
        kept += key.length;
      }
      return answers[number];
    },
    trim: () => {
      if (kept <= mostKept) return;
      numbers = sequenceNumbers();
      answers = [];
      kept = 0;
    },
  };
};
