import { clearBit, hasBit, wordsFor } from './bits';
import { isVisit, mayBeAlone } from './dive';
import type { Budget } from './packing';
import type { Question } from './question';
import { type Relaxation, relaxation, type Tightening } from './relaxation';
import { type Choice, searchOf } from './search';

/** How a tree is searched: triples at every node, and whether the side with the larger share comes first. */
export interface Manner {
  readonly atNodes: Tightening;
  readonly largerFirst: boolean;
}

/** Triples where nothing else is left to decide. */
const atEnds: Tightening = { rounds: 30, stalled: 30 };

/** Shares from which on a visit counts as made; fixed demands are a little above 1. */
const nearlyWhole = 0.9;

/** Shares on both sides of a branch are at least so much. */
const leastShare = 0.02;

/** Steps of the exact search where shares leave nothing to branch on. */
const stepsAtEnds = 2000;

/** Steps that setting up a search stands for. */
const stepsToStart = 500;

/** The question with an element on fewer of its occasions. */
const without = (question: Question, i: number, occasions: readonly number[]): Question => {
  const { elements, packing } = question;
  const words = wordsFor(elements);
  const rowWords = wordsFor(question.occasions);
  const [sets, rows] = [question.sets.slice(), question.rows.slice()];
  const hosts = packing?.hosts.slice();
  for (const p of occasions) {
    clearBit(sets, p * words, i);
    clearBit(rows, i * rowWords, p);
    if (hosts !== undefined) clearBit(hosts, p * words, i);
  }
  return { ...question, sets, rows, packing: packing && hosts && { ...packing, hosts } };
};

/** The visits that are made (nearly) whole, where these are an answer. */
const choiceOf = (question: Question, { visits }: Relaxation): Choice | undefined => {
  const { elements, occasions, rows } = question;
  const visitOf = new Int32Array(elements).fill(-1);
  const occasionOf: number[] = [];
  for (const { occasion, members, share } of visits()) {
    if (share < nearlyWhole) continue;
    let own = occasion;
    for (let p = 0; own < 0 && p < occasions; p++)
      if (hasBit(rows, members[0] * wordsFor(occasions), p) && mayBeAlone(question, members[0], p)) own = p;
    if (own < 0 || !isVisit(question, members, own)) return undefined;
    for (const i of members) {
      if (visitOf[i] >= 0) return undefined;
      visitOf[i] = occasionOf.length;
    }
    occasionOf.push(own);
  }
  if (visitOf.includes(-1)) return undefined;
  return { count: occasionOf.length, occasionOf: Int32Array.from(occasionOf), visitOf };
};

interface Branch {
  readonly element: number;
  /** Occasions on either side, the one with the larger share first. */
  readonly sides: readonly [readonly number[], readonly number[]];
}

/** The element whose shares split most evenly over its occasions, earlier ones and later ones. */
const branchOf = ({ elements, occasions, rows }: Question, { visits }: Relaxation): Branch | undefined => {
  const share = new Float64Array(elements * occasions);
  for (const visit of visits())
    if (visit.occasion >= 0) for (const i of visit.members) share[i * occasions + visit.occasion] += visit.share;
  let [element, last, most, low] = [-1, -1, leastShare, 0];
  for (let i = 0; i < elements; i++) {
    const own = share.subarray(i * occasions, (i + 1) * occasions);
    const all = own.reduce((sum, one) => sum + one, 0);
    let left = 0;
    for (let p = 0; p < occasions; p++) {
      left += own[p];
      if (Math.min(left, all - left) <= most + 1e-9) continue;
      [element, last, most, low] = [i, p, Math.min(left, all - left), 2 * left - all];
    }
  }
  if (element < 0) return undefined;
  const own: number[] = [];
  for (let p = 0; p < occasions; p++) if (hasBit(rows, element * wordsFor(occasions), p)) own.push(p);
  const [early, late] = [own.filter((p) => p <= last), own.filter((p) => p > last)];
  return { element, sides: low >= 0 ? [early, late] : [late, early] };
};

/**
 * Whether there is a choice of at most `most` visits, by branch and price (Barnhart et al. 1998): an element is on some of its occasions or on
 * the others, until the bound is above `most` or the visits are whole. `none`: there is no such choice; undefined: unknown.
 */
export const decide = (
  question: Question,
  most: number,
  root: Relaxation,
  budget: Budget,
  { atNodes, largerFirst }: Manner,
): Choice | 'none' | undefined => {
  const descend = (part: Question, node: Relaxation, atEnd: boolean): Choice | 'none' | undefined => {
    if (node.bound > most) return 'none';
    if (budget.exhausted || budget.steps <= 0) return undefined;
    const choice = choiceOf(part, node);
    if (choice !== undefined && choice.count <= most) return choice;
    const branch = branchOf(part, node);
    if (branch === undefined && !atEnd)
      return descend(part, relaxation(part, budget, most + 1, node.start(), atEnds), true);
    if (branch === undefined) {
      const some = { steps: Math.min(budget.steps, stepsAtEnds), exhausted: false };
      const given = some.steps;
      const found = searchOf(part, false).within(most, some);
      budget.steps -= given - some.steps + stepsToStart;
      return found ?? (some.exhausted ? undefined : 'none');
    }
    const start = node.start();
    for (const side of largerFirst ? branch.sides.toReversed() : branch.sides) {
      const sub = without(part, branch.element, side);
      const found = descend(sub, relaxation(sub, budget, most + 1, start, atNodes), false);
      if (found !== 'none') return found;
    }
    return 'none';
  };
  return descend(question, root, false);
};
