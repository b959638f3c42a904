import fc from 'fast-check';
import loadHighs from 'highs';
import { describe, expect, test } from 'vitest';
import { hasBit, setBit, wordsFor } from '../../src/cover/bits';
import { firstFit } from '../../src/cover/first-fit';
import type { CountLimits, Packing, Question, SumLimits } from '../../src/cover/question';
import { type Relaxation, relaxation } from '../../src/cover/relaxation';

const random = { seed: 1961, numRuns: 400 } as const;

const ENOUGH = Number.POSITIVE_INFINITY;
const relaxed = (question: Question, steps = 1e6): Relaxation =>
  relaxation(question, { steps, exhausted: false }, ENOUGH);

/** A question from the elements of each occasion. */
const questionOf = (elements: number, occasions: readonly (readonly number[])[], packing?: Packing): Question => {
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

/** One block, no limits, no exceptions, no hosts. */
const openPacking = (elements: number, occasions: number): Packing => ({
  blockOf: new Int32Array(elements),
  blocks: 1,
  sums: [],
  counts: [],
  conflicts: new Int32Array(0),
  conflictsAt: new Int32Array(occasions).fill(-1),
  hosts: new Int32Array(occasions * wordsFor(elements)),
  needsHost: new Uint8Array(occasions),
});

/** Elements, which weigh the same, all on one occasion of the given room. */
const bins = (weights: readonly number[], room: number): Question => {
  const sums: SumLimits = {
    groups: 1,
    groupOf: new Int32Array(weights.length),
    weight: Float64Array.from(weights),
    mostAt: Float64Array.of(room),
  };
  const all = weights.map((_, i) => i);
  return questionOf(weights.length, [all], { ...openPacking(weights.length, 1), sums: [sums] });
};

/** Whether a set of elements (bit i: element i) may be one visit on the occasion, read off the definitions. */
const isVisit = ({ elements, sets, packing }: Question, p: number, visit: number): boolean => {
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
    counts.every(({ groupOf, mostAt }) => new Set(members.map((i) => groupOf[i])).size <= mostAt[p]) &&
    (conflictsAt[p] < 0 ||
      members.every((i) => members.every((j) => !hasBit(conflicts, (conflictsAt[p] * elements + i) * words, j))))
  );
};

/** Every visit of a small question. */
const visitsOf = (question: Question): readonly number[] =>
  [...Array(1 << question.elements).keys()]
    .slice(1)
    .filter((visit) => [...Array(question.occasions).keys()].some((p) => isVisit(question, p, visit)));

/** Fewest visits of which every element is in one, by all sets of elements. */
const fewest = (question: Question): number => {
  const visits = visitsOf(question);
  const best = [0];
  for (let some = 1; some < 1 << question.elements; some++) {
    const low = some & -some;
    best[some] = Math.min(
      ...visits.filter((visit) => visit & low && (visit & ~some) === 0).map((visit) => best[some ^ visit] + 1),
    );
  }
  return best[(1 << question.elements) - 1];
};

const highs = loadHighs();

/** Least total of shares of visits of which every element has 1. */
const fractional = async (question: Question): Promise<number> => {
  const visits = visitsOf(question);
  const sum = (some: readonly number[]): string => some.map((visit) => `+ 1 v${visit}`).join('\n ');
  const rows = [...Array(question.elements).keys()].map(
    (i) => `r${i}: ${sum(visits.filter((visit) => (visit >> i) & 1))} >= 1`,
  );
  return (await highs).solve(`Minimize\n obj: ${sum(visits)}\nSubject To\n ${rows.join('\n ')}\nEnd\n`).ObjectiveValue;
};

interface Kinds {
  /** At most so many limits of each kind: with one, or none, every visit is priced exactly. */
  readonly sums: number;
  readonly counts: number;
}

/** Small questions in which every element can be alone in a visit. */
const questionArb = ({ sums, counts }: Kinds): fc.Arbitrary<Question> =>
  fc
    .record({ elements: fc.integer({ min: 1, max: 7 }), occasions: fc.integer({ min: 1, max: 5 }) })
    .chain(({ elements, occasions }) => {
      const some = fc.uniqueArray(fc.nat(elements - 1));
      const perElement = (most: number) => fc.array(fc.nat(most), { minLength: elements, maxLength: elements });
      const perOccasion = <T>(of: fc.Arbitrary<T>) => fc.array(of, { minLength: occasions, maxLength: occasions });
      const most = (low: number, high: number) =>
        perOccasion(fc.option(fc.integer({ min: low, max: high }), { nil: Number.POSITIVE_INFINITY, freq: 5 }));
      return fc.record({
        elements: fc.constant(elements),
        sets: perOccasion(fc.uniqueArray(fc.nat(elements - 1), { minLength: Math.ceil(elements / 2) })),
        plain: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
        sums: fc.array(fc.record({ group: perElement(3), weight: perElement(5), most: most(5, 9) }), {
          minLength: Math.min(1, sums),
          maxLength: sums,
        }),
        counts: fc.array(fc.record({ group: perElement(3), most: most(1, 3) }), { maxLength: counts }),
        pairs: fc.array(fc.tuple(fc.nat(1), fc.nat(elements - 1), fc.nat(elements - 1)), { maxLength: 6 }),
        table: perOccasion(fc.integer({ min: -1, max: 1 })),
        needs: perOccasion(fc.boolean()),
        hosts: perOccasion(some),
        heavy: fc.boolean(),
      });
    })
    .map(({ elements: light, sets, plain, sums, counts, pairs, table, needs, hosts, heavy }) => {
      // One more that is too heavy for all company, and an occasion without hosts for those that are on none of them by themselves.
      const elements = light + (heavy ? 1 : 0);
      const occasions = [...sets, [...Array(light).keys()], ...(heavy ? [[light]] : [])];
      const more = <T>(values: readonly T[], last: T): T[] => occasions.map((_, p) => values[p] ?? last);
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
            groupOf: Int32Array.from([...(k === 0 && sums.length > 0 ? sums[0].group : group), 0].slice(0, elements)),
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

describe('the fractional cover', () => {
  const anyQuestion = questionArb({ sums: 2, counts: 2 });

  test('never says more than the fewest visits', () => {
    let above = 0;
    fc.assert(
      fc.property(anyQuestion, (question) => {
        const { bound } = relaxed(question);
        above += bound > 1 ? 1 : 0;
        expect(bound).toBeLessThanOrEqual(fewest(question));
      }),
      random,
    );
    expect(above).toBeGreaterThan(100);
  });

  test('says no less than the least total of shares, where a visit has one sum limit and one count limit', async () => {
    await fc.assert(
      fc.asyncProperty(questionArb({ sums: 1, counts: 1 }), async (question) => {
        expect(relaxed(question).bound).toBeGreaterThanOrEqual(Math.ceil((await fractional(question)) - 1e-6));
      }),
      random,
    );
  });

  test('has prices that anybody can check, however early it stops', () => {
    fc.assert(
      fc.property(anyQuestion, fc.integer({ min: 0, max: 4 }), (question, steps) => {
        const { bound, prices, most } = relaxed(question, steps);
        const total = (visit: number): number =>
          [...prices].reduce((sum, price, i) => sum + ((visit >> i) & 1) * price, 0);
        expect([...prices].every((price) => Number.isSafeInteger(price))).toBe(true);
        for (const visit of visitsOf(question)) expect(total(visit)).toBeLessThanOrEqual(most);
        expect(Math.ceil(total(-1) / most)).toBe(bound);
      }),
      random,
    );
  });

  test('gives every element a whole visit in parts', async () => {
    await fc.assert(
      fc.asyncProperty(questionArb({ sums: 1, counts: 1 }), async (question) => {
        const parts = relaxed(question).visits();
        const share = new Float64Array(question.elements);
        for (const part of parts) {
          const visit = part.members.reduce((sum, i) => sum | (1 << i), 0);
          if (part.occasion >= 0) expect(isVisit(question, part.occasion, visit)).toBe(true);
          for (const i of part.members) share[i] += part.share;
        }
        for (const whole of share) expect(whole).toBeGreaterThan(1 - 1e-6);
        const total = parts.reduce((sum, part) => sum + part.share, 0);
        expect(total).toBeGreaterThan((await fractional(question)) - 1e-6);
      }),
      random,
    );
  });

  test('says the same again, and with visits known from the start', () => {
    fc.assert(
      fc.property(anyQuestion, (question) => {
        const first = relaxed(question);
        expect({ ...relaxed(question), visits: first.visits() }).toEqual({
          ...first,
          visits: relaxed(question).visits(),
        });
        const known = relaxation(question, { steps: 1e6, exhausted: false }, ENOUGH, firstFit(question));
        expect(known.bound).toBe(first.bound);
      }),
      random,
    );
  });

  test('knows that nine of 4 in bins of 10 take five, and that no price of one at a time shows it', () => {
    const nine = bins(Array(9).fill(4), 10);
    expect(relaxed(nine).bound).toBe(5);
    expect(Math.ceil((9 * 4) / 10)).toBe(4);
  });

  test('sees that three pairs of 6, 3 and 2 fill two bins of 11 but 7, 7, 4, 4, 4 and 4 three of 11', () => {
    expect(relaxed(bins([6, 6, 3, 3, 2, 2], 11)).bound).toBe(2);
    expect(relaxed(bins([7, 7, 4, 4, 4, 4], 11)).bound).toBe(3);
  });

  test('stops at what is enough and within its budget', () => {
    const weights = Array.from({ length: 40 }, (_, i) => 20 + ((i * 17) % 31));
    const question = bins(weights, 100);
    const spent = (steps: number, enough: number) => {
      const budget = { steps, exhausted: false };
      const { bound } = relaxation(question, budget, enough);
      return { bound, used: steps - budget.steps, exhausted: budget.exhausted };
    };
    const all = spent(1e6, ENOUGH);
    expect(all.exhausted).toBe(false);
    expect(all.bound).toBeGreaterThanOrEqual(Math.ceil(weights.reduce((a, b) => a + b, 0) / 100));
    expect(spent(1e6, 5).used).toBeLessThan(all.used);
    const cut = spent(2, ENOUGH);
    expect(cut.exhausted).toBe(true);
    expect(cut.bound).toBeLessThan(all.bound);
  });
});
