import fc from 'fast-check';
import { expect } from 'vitest';
import { hasBit, membersOf, setBit, wordsFor } from '../../src/cover/bits';
import { unhosted } from '../../src/cover/packing';
import type { Answer, CountLimits, Packing, Question, SumLimits } from '../../src/cover/question';

/** A question from the elements of each occasion. */
export const questionOf = (
  elements: number,
  occasions: readonly (readonly number[])[],
  packing?: Packing,
): Question => {
  const [words, rowWords] = [wordsFor(elements), wordsFor(occasions.length)];
  const sets = new Int32Array(occasions.length * words);
  const rows = new Int32Array(elements * rowWords);
  occasions.forEach((members, p) => {
    for (const i of members) {
      setBit(sets, p * words, i);
      setBit(rows, i * rowWords, p);
    }
  });
  return { elements, occasions: occasions.length, sets, rows, packing };
};

/** Elements as a number, element i as bit i, and back. */
export const maskOf = (members: Iterable<number>): number =>
  [...members].reduce((mask, i) => mask | (1 << i), 0);
export const elementsOf = (mask: number): readonly number[] => membersOf(Int32Array.of(mask), 0, 1);

/** The elements of an occasion, as a number. */
export const setAt = ({ elements, sets }: Question, p: number): number =>
  maskOf(membersOf(sets, p * wordsFor(elements), wordsFor(elements)));

/** One block, no limits, no exceptions, no hosts. */
export const openPacking = (elements: number, occasions: number): Packing => ({
  blockOf: new Int32Array(elements),
  blocks: 1,
  sums: [],
  counts: [],
  conflicts: new Int32Array(0),
  conflictsAt: new Int32Array(occasions).fill(-1),
  hosts: new Int32Array(occasions * wordsFor(elements)),
  needsHost: new Uint8Array(occasions),
});

/**
 * Whether a set of elements (bit i: element i) may be one visit on the occasion, read off the
 * definitions.
 */
export const isVisit = (
  { elements, sets, packing }: Question,
  p: number,
  visit: number,
): boolean => {
  const words = wordsFor(elements);
  const members = [...Array(elements).keys()].filter((i) => (visit >> i) & 1);
  if (!members.every((i) => hasBit(sets, p * words, i))) return false;
  if (packing === undefined) return true;
  const { sums, counts, conflicts, conflictsAt, hosts, needsHost } = packing;
  if (needsHost[p] === 1 && !members.some((i) => hasBit(hosts, p * words, i))) return false;
  if (members.length === 1) return true;
  const load = (limit: SumLimits, group: number): number =>
    members.filter((i) => limit.groupOf[i] === group).reduce((sum, i) => sum + limit.weight[i], 0);
  return (
    sums.every((limit) => members.every((i) => load(limit, limit.groupOf[i]) <= limit.mostAt[p])) &&
    counts.every(
      ({ groupOf, mostAt }) => new Set(members.map((i) => groupOf[i])).size <= mostAt[p],
    ) &&
    (conflictsAt[p] < 0 ||
      members.every((i) =>
        members.every((j) => !hasBit(conflicts, (conflictsAt[p] * elements + i) * words, j)),
      ))
  );
};

/** Every visit of a small question. */
export const visitsOf = (question: Question): readonly number[] =>
  [...Array(1 << question.elements).keys()]
    .slice(1)
    .filter((visit) =>
      [...Array(question.occasions).keys()].some((p) => isVisit(question, p, visit)),
    );

/** Fewest visits of which every element is in one, by all sets of elements. */
export const fewest = (question: Question): number => {
  const visits = visitsOf(question);
  const best = [0];
  for (let some = 1; some < 1 << question.elements; some++) {
    const low = some & -some;
    best[some] = Math.min(
      ...visits
        .filter((visit) => visit & low && (visit & ~some) === 0)
        .map((visit) => best[some ^ visit] + 1),
    );
  }
  return best[(1 << question.elements) - 1];
};

/** Every element is in one visit, and every visit is one. */
export const checkVisits = (
  question: Question,
  { count, visitOf, occasionOf }: Pick<Answer, 'count' | 'visitOf' | 'occasionOf'>,
): void => {
  const visits = Array.from({ length: count }, () => 0);
  visitOf.forEach((v, i) => {
    visits[v] |= 1 << i;
  });
  expect(visitOf.length).toBe(question.elements);
  expect(occasionOf.length).toBe(count);
  visits.forEach((visit, v) => {
    expect(visit).toBeGreaterThan(0);
    expect(isVisit(question, occasionOf[v], visit)).toBe(true);
  });
};

export interface Kinds {
  /** At most so many limits of each kind: with one, or none, every visit is priced exactly. */
  readonly sums: number;
  readonly counts: number;
  /** At most so many elements, one too heavy for company aside. */
  readonly elements?: number;
}

/** Small questions in which every element can be alone in a visit. */
export const questionArb = ({
  sums,
  counts,
  elements: mostElements = 7,
}: Kinds): fc.Arbitrary<Question> =>
  fc
    .record({
      elements: fc.integer({ min: 1, max: mostElements }),
      occasions: fc.integer({ min: 1, max: 5 }),
    })
    .chain(({ elements, occasions }) => {
      const some = fc.uniqueArray(fc.nat(elements - 1));
      const perElement = (most: number) =>
        fc.array(fc.nat(most), { minLength: elements, maxLength: elements });
      const perOccasion = <T>(of: fc.Arbitrary<T>) =>
        fc.array(of, { minLength: occasions, maxLength: occasions });
      const most = (low: number, high: number) =>
        perOccasion(
          fc.option(fc.integer({ min: low, max: high }), {
            nil: Number.POSITIVE_INFINITY,
            freq: 5,
          }),
        );
      return fc.record({
        elements: fc.constant(elements),
        sets: perOccasion(
          fc.uniqueArray(fc.nat(elements - 1), { minLength: Math.ceil(elements / 2) }),
        ),
        plain: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
        sums: fc.array(
          fc.record({ group: perElement(3), weight: perElement(5), most: most(5, 9) }),
          {
            minLength: Math.min(1, sums),
            maxLength: sums,
          },
        ),
        counts: fc.array(fc.record({ group: perElement(3), most: most(1, 3) }), {
          maxLength: counts,
        }),
        pairs: fc.array(fc.tuple(fc.nat(1), fc.nat(elements - 1), fc.nat(elements - 1)), {
          maxLength: 6,
        }),
        table: perOccasion(fc.integer({ min: -1, max: 1 })),
        needs: perOccasion(fc.boolean()),
        hosts: perOccasion(some),
        heavy: fc.boolean(),
      });
    })
    .map(({ elements: light, sets, plain, sums, counts, pairs, table, needs, hosts, heavy }) => {
      // One more that is too heavy for all company, and an occasion without hosts for those that
      // are on none of them by themselves.
      const elements = light + (heavy ? 1 : 0);
      const occasions = [...sets, [...Array(light).keys()], ...(heavy ? [[light]] : [])];
      const more = <T>(values: readonly T[], last: T): T[] =>
        occasions.map((_, p) => values[p] ?? last);
      const question = questionOf(elements, occasions);
      if (plain) return question;
      const words = wordsFor(elements);
      const hostRows = new Int32Array(occasions.length * words);
      hosts.forEach((row, p) => {
        for (const i of row) if (sets[p].includes(i)) setBit(hostRows, p * words, i);
      });
      const conflicts = new Int32Array(2 * elements * words);
      for (const [t, i, j] of pairs) {
        if (i === j) continue;
        setBit(conflicts, (t * elements + i) * words, j);
        setBit(conflicts, (t * elements + j) * words, i);
      }
      const packing: Packing = {
        ...openPacking(elements, occasions.length),
        sums: sums.map(({ group, weight, most }) => ({
          groups: 4,
          groupOf: Int32Array.from([...group, 0].slice(0, elements)),
          weight: Float64Array.from([...weight, 100].slice(0, elements)),
          mostAt: Float64Array.from(more(most, 5)),
        })),
        counts: counts.map(
          ({ group, most }, k): CountLimits => ({
            groups: 4,
            // The first has each group of the sum limit within one of its own.
            groupOf: Int32Array.from(
              [...(k === 0 && sums.length > 0 ? sums[0].group : group), 0].slice(0, elements),
            ),
            mostAt: Float64Array.from(more(most, 1)),
          }),
        ),
        conflicts,
        conflictsAt: Int32Array.from(more(table, 0)),
        hosts: hostRows,
        needsHost: Uint8Array.from(more(needs.map(Number), 0)),
      };
      return { ...question, packing };
    });

/** The question with an occasion of its own for each element that is on none without hosts. */
const withOwnOccasions = (question: Question, packing: Packing): Question => {
  const { elements, occasions, sets } = question;
  const words = wordsFor(elements);
  const members = Array.from({ length: occasions }, (_, p) => membersOf(sets, p * words, words));
  const lacking = Array.from({ length: elements }, (_, i) => i).filter(
    (i) => !members.some((some, p) => packing.needsHost[p] === 0 && some.includes(i)),
  );
  const size = occasions + lacking.length;
  const longer = <A extends Int32Array | Uint8Array | Float64Array>(from: A, into: A): A => {
    into.set(from);
    return into;
  };
  const open = (mostAt: Float64Array): Float64Array =>
    longer(mostAt, new Float64Array(size).fill(Number.POSITIVE_INFINITY));
  return questionOf(elements, [...members, ...lacking.map((i) => [i])], {
    ...packing,
    sums: packing.sums.map((limit) => ({ ...limit, mostAt: open(limit.mostAt) })),
    counts: packing.counts.map((limit) => ({ ...limit, mostAt: open(limit.mostAt) })),
    conflictsAt: longer(packing.conflictsAt, new Int32Array(size).fill(-1)),
    hosts: longer(packing.hosts, new Int32Array(size * words)),
    needsHost: longer(packing.needsHost, new Uint8Array(size)),
  });
};

/**
 * The packing with blocks as small as can be: elements are in one block where they are no visit
 * together on some occasion, but are one without any of them.
 */
const inSmallestBlocks = (question: Question, packing: Packing): Packing => {
  const { elements, occasions } = question;
  const free = unhosted({ ...question, packing });
  const blockOf = Array.from({ length: elements }, (_, i) => -1 - i);
  for (let p = 0; p < occasions; p++) {
    const all = setAt(question, p);
    for (let some = all; some > 0; some = (some - 1) & all) {
      const inside = elementsOf(some);
      if (isVisit(free, p, some)) continue;
      if (inside.some((i) => inside.length > 1 && !isVisit(free, p, some ^ (1 << i)))) continue;
      const joined = inside.map((i) => blockOf[i]);
      const block = inside[0];
      blockOf.forEach((own, i) => {
        if (joined.includes(own)) blockOf[i] = block;
      });
    }
  }
  const names = [...new Set(blockOf.filter((block) => block >= 0))];
  return {
    ...packing,
    blockOf: Int32Array.from(blockOf, (block) => names.indexOf(block)),
    blocks: names.length,
  };
};

/**
 * Small questions of several blocks, with elements without limits, limits that leave room for
 * nothing, elements of equal weight or of none, and occasions where nobody may meet.
 */
export const oddQuestionArb = (kinds: Kinds): fc.Arbitrary<Question> =>
  fc
    .record({
      question: questionArb({ elements: 5, ...kinds }),
      weigh: fc.constantFrom<(weight: number) => number>(
        (weight) => weight,
        () => 3,
        () => 0,
      ),
      tight: fc.array(fc.constantFrom(false, false, true), { minLength: 7, maxLength: 7 }),
      apart: fc.nat(5).map((n) => n === 0),
    })
    .map(({ question, weigh, tight, apart }) => {
      if (question.packing === undefined) return question;
      const { elements, occasions, packing } = question;
      const words = wordsFor(elements);
      const everybody = Array.from({ length: elements }, (_, i) => i);
      const conflicts = packing.conflicts.slice();
      if (apart)
        for (const i of everybody)
          for (const j of everybody) if (i !== j) setBit(conflicts, i * words, j);
      const tightened = (mostAt: Float64Array, least: number): Float64Array =>
        mostAt.map((most, p) => (tight[p] ? least : most));
      const odd: Packing = {
        ...packing,
        conflicts,
        sums: packing.sums.map((limit) => ({
          ...limit,
          weight: limit.weight.map((weight) => (weight > 9 ? weight : weigh(weight))),
          mostAt: tightened(limit.mostAt, 0),
        })),
        counts: packing.counts.map((limit) => ({ ...limit, mostAt: tightened(limit.mostAt, 1) })),
      };
      // Elements too heavy for an occasion are not on it.
      const members = Array.from({ length: occasions }, (_, p) =>
        membersOf(question.sets, p * words, words).filter((i) =>
          odd.sums.every(({ weight, mostAt }) => weight[i] <= mostAt[p]),
        ),
      );
      const hosts = new Int32Array(occasions * words);
      members.forEach((some, p) => {
        for (const i of some) if (hasBit(odd.hosts, p * words, i)) setBit(hosts, p * words, i);
      });
      const whole = withOwnOccasions(questionOf(elements, members), { ...odd, hosts });
      return { ...whole, packing: whole.packing && inSmallestBlocks(whole, whole.packing) };
    });

/**
 * Two halves of which only pairs can meet, mostly any: where both are odd, each has half a visit
 * too few in shares.
 */
export const pairsArb: fc.Arbitrary<Question> = fc
  .record({
    sizes: fc.constantFrom([3, 3], [3, 3], [3, 5], [3, 4]),
    drop: fc.array(fc.nat(12), { maxLength: 2 }),
  })
  .map(({ sizes: [first, second], drop }) => {
    const elements = first + second;
    const all = Array.from({ length: elements }, (_, i) => i);
    const pairs = all.flatMap((i) =>
      all.filter((j) => j > i && i < first === j < first).map((j) => [i, j]),
    );
    return questionOf(elements, [
      ...pairs.filter((_, k) => !drop.includes(k)),
      ...all.map((i) => [i]),
    ]);
  });
