import { hasBit, wordsFor } from '../bits';
import type { Budget } from '../packing';
import type { Question } from '../question';
import { restrictedTo } from '../restrict';
import type { Choice } from '../search';
import { type PartialVisit, type Relaxation, relaxation } from './relaxation';

/** Whether an element may be a visit of its own on the occasion. */
export const mayBeAlone = ({ elements, packing }: Question, i: number, p: number): boolean =>
  packing === undefined ||
  packing.needsHost[p] === 0 ||
  hasBit(packing.hosts, p * wordsFor(elements), i);

/**
 * Whether the elements are one visit on the occasion. Prices may have ignored
 * some limits, so it is checked.
 */
export const isVisit = (
  { elements, packing }: Question,
  members: Int32Array,
  p: number,
): boolean => {
  if (packing === undefined || members.length === 1) return true;
  const words = wordsFor(elements);
  for (const { groups, groupOf, weight, mostAt } of packing.sums) {
    const total = new Float64Array(groups);
    for (const i of members) total[groupOf[i]] += weight[i];
    if (total.some((sum) => sum > mostAt[p])) return false;
  }
  for (const { groupOf, mostAt } of packing.counts)
    if (new Set(Array.from(members, (i) => groupOf[i])).size > mostAt[p]) return false;
  if (packing.needsHost[p] === 1 && !members.some((i) => hasBit(packing.hosts, p * words, i)))
    return false;
  const table = packing.conflictsAt[p];
  return (
    table < 0 ||
    members.every((i) =>
      members.every((j) => !hasBit(packing.conflicts, (table * elements + i) * words, j)),
    )
  );
};

/** Share from which a visit counts as whole. */
const nearlyWhole = 0.999;

/**
 * A choice of fewer visits than `known` by diving (Wolsey 1998), if it finds one. Visits with whole
 * shares are fixed, else the one with the largest share, and the rest is covered anew. `start` is
 * the relaxation of the whole, of whose visits the first `skip` are passed over. Undefined where
 * the bound shows that there would be as many visits.
 */
export const dive = (
  question: Question,
  known: Choice,
  start: Relaxation,
  skip: number,
  budget: Budget,
): Choice | undefined => {
  const visitOf = new Int32Array(question.elements).fill(-1);
  const occasionOf: number[] = [];
  const every = Int32Array.from({ length: question.occasions }, (_, p) => p);
  let left: readonly number[] = Array.from({ length: question.elements }, (_, i) => i);
  const fix = (
    { occasion, members }: PartialVisit,
    occasions: Int32Array,
    rest: readonly number[],
    sub: Question,
  ): void => {
    let own = occasion;
    const [i] = members;
    for (let p = 0; own < 0; p++)
      if (hasBit(sub.rows, i * wordsFor(sub.occasions), p) && mayBeAlone(sub, i, p)) own = p;
    for (const member of members) visitOf[rest[member]] = occasionOf.length;
    occasionOf.push(occasions[own]);
  };
  for (let passed = skip; left.length > 0; passed = 0) {
    const rest = left;
    // The visits of `start` name occasions of the whole.
    const { question: sub, occasions } =
      occasionOf.length === 0 ? { question, occasions: every } : restrictedTo(question, rest);
    if (budget.steps <= 0 || occasionOf.length >= known.count) return undefined;
    const { bound, visits } =
      occasionOf.length === 0 ? start : relaxation(sub, budget, known.count - occasionOf.length);
    if (occasionOf.length + bound >= known.count) return undefined;
    const parts = visits()
      .filter(({ members, occasion }) => isVisit(sub, members, occasion))
      .toSorted((a, b) => b.share - a.share || b.members.length - a.members.length);
    const whole = parts.filter(({ share }) => share >= nearlyWhole);
    const taken = new Set<number>();
    const some =
      whole.length > 0 && passed === 0
        ? whole
        : parts.slice(Math.min(passed, parts.length - 1)).slice(0, 1);
    if (some.length === 0) return undefined;
    for (const visit of some) {
      if (visit.members.some((i) => taken.has(i))) continue;
      for (const i of visit.members) taken.add(i);
      fix(visit, occasions, rest, sub);
    }
    left = rest.filter((_, i) => !taken.has(i));
  }
  return occasionOf.length < known.count
    ? { count: occasionOf.length, occasionOf: Int32Array.from(occasionOf), visitOf }
    : undefined;
};
