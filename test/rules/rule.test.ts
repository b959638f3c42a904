import fc from 'fast-check';
import * as O from 'fp-ts/Option';
import { describe, expect, test } from 'vitest';
import {
  countLimit,
  equality,
  exception,
  firstBroken,
  holds,
  implies,
  isSimilar,
  type Rule,
  type RuledItem,
  similarity,
  sumLimit,
} from '../../src/rules/rule';

const itemArb: fc.Arbitrary<Omit<RuledItem, 'id'>> = fc
  .record({
    department: fc.constantFrom('d0', 'd1', '__proto__'),
    level: fc.constantFrom('city', 'town', undefined),
    domain: fc.constantFrom('key', 'general'),
    method: fc.constantFrom('on-site', 'documents'),
    object: fc.constantFrom('enterprise', 'kitchen'),
    topic: fc.constantFrom('fire', 'food', undefined),
    kind: fc.constant('routine'),
    minutes: fc.integer({ min: 1, max: 8 }),
  })
  .map((item) => ({ ...item, methodGroup: `method ${item.method}` }));

const itemsArb: fc.Arbitrary<readonly RuledItem[]> = fc
  .array(itemArb, { maxLength: 6 })
  .map((items) => items.map((item, i) => ({ id: `i${i}`, ...item })));

const TEXTS: ReadonlyArray<(item: RuledItem) => string | undefined> = [
  ({ topic }) => topic,
  ({ level }) => level,
  ({ department }) => department,
  ({ object }) => object,
];
const NUMBERS: ReadonlyArray<(item: RuledItem) => number> = [
  ({ minutes }) => minutes,
  ({ minutes }) => minutes * minutes,
  () => 1,
];
const STRANGERS: ReadonlyArray<(a: RuledItem, b: RuledItem) => boolean> = [
  (a, b) => a.topic === 'fire' && b.topic === 'fire',
  (a, b) => Math.abs(a.minutes - b.minutes) === 1,
];
const text = fc.constantFrom(...TEXTS);
const number = fc.constantFrom(...NUMBERS);

const ruleArb: fc.Arbitrary<Rule> = fc.oneof(
  fc.oneof(text, number).map((of) => equality('equality', of)),
  fc
    .tuple(number, fc.integer({ min: 20, max: 80 }))
    .map(([of, twentieths]) => similarity('similarity', of, twentieths / 20)),
  fc.constantFrom(...STRANGERS).map((separates) => exception('exception', separates)),
  fc
    .tuple(text, number, fc.integer({ min: 0, max: 30 }))
    .map(([group, weight, most]) => sumLimit('sum-limit', group, weight, most)),
  fc.tuple(text, fc.nat(3)).map(([group, most]) => countLimit('count-limit', group, most)),
);

/** Whether a ≤ ratio × b, exactly, for whole numbers and a ratio as it is written. */
const isWithin = (a: number, ratio: number, b: number): boolean => {
  const [whole, digits = ''] = String(ratio).split('.');
  return BigInt(a) * 10n ** BigInt(digits.length) <= BigInt(whole + digits) * BigInt(b);
};

/** Whether the items may share a visit, as each rule's own words have it. */
const worded = (rule: Rule, items: readonly RuledItem[]): boolean => {
  const pairs = items.flatMap((a) => items.flatMap((b) => (a === b ? [] : [[a, b] as const])));
  switch (rule.kind) {
    case 'equality':
      return pairs.every(([a, b]) => rule.of(a) === rule.of(b));
    case 'similarity':
      return pairs.every(([a, b]) => isWithin(rule.of(a), rule.ratio, rule.of(b)));
    case 'exception':
      return !pairs.some(([a, b]) => rule.separates(a, b));
    case 'sum-limit':
      return (
        items.length < 2 ||
        items.every(
          (one) =>
            items
              .filter((other) => rule.group(other) === rule.group(one))
              .map(rule.weight)
              .reduce((a, b) => a + b) <= rule.most,
        )
      );
    case 'count-limit':
      return (
        items.length < 2 ||
        items.filter(
          (one, i) => items.findIndex((other) => rule.group(other) === rule.group(one)) === i,
        ).length <= rule.most
      );
  }
};

describe('a rule', () => {
  test('holds for what its words say', () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(ruleArb, itemsArb, (rule, items) => {
        const held = holds(rule)(items);
        if (items.length > 1)
          seen.set(`${rule.kind} ${held}`, (seen.get(`${rule.kind} ${held}`) ?? 0) + 1);
        expect(held).toBe(worded(rule, items));
      }),
      { numRuns: 1000 },
    );
    expect(seen.size).toBe(10);
  });

  test('holds for every part of what it holds for', () => {
    fc.assert(
      fc.property(ruleArb, itemsArb, fc.nat(63), (rule, items, mask) => {
        fc.pre(holds(rule)(items));
        expect(holds(rule)(items.filter((_, i) => (mask >> i) & 1))).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  test('holds for any one item, and whatever the order', () => {
    const shuffled = itemsArb.chain((items) =>
      fc.tuple(fc.constant(items), fc.shuffledSubarray([...items], { minLength: items.length })),
    );
    fc.assert(
      fc.property(ruleArb, shuffled, (rule, [items, others]) => {
        expect(items.every((item) => holds(rule)([item]))).toBe(true);
        expect(holds(rule)(others)).toBe(holds(rule)(items));
      }),
      { numRuns: 500 },
    );
  });

  test('implies what holds wherever it holds', () => {
    // A strict rule and a loose one are often of one kind and of one function.
    const pair = fc.oneof(
      fc.tuple(ruleArb, ruleArb),
      ruleArb.chain((rule) =>
        fc
          .integer({ min: -4, max: 4 })
          .map((more): [Rule, Rule] => [
            rule,
            rule.kind === 'similarity'
              ? { ...rule, ratio: Math.max(1, rule.ratio + more) }
              : 'most' in rule
                ? { ...rule, most: rule.most + more }
                : { ...rule },
          ]),
      ),
    );
    const seen = { implied: 0, told: 0 };
    fc.assert(
      fc.property(pair, itemsArb, ([strict, loose], items) => {
        expect(implies(strict, strict)).toBe(true);
        if (!implies(strict, loose)) return;
        seen.implied++;
        if (!holds(strict)(items)) return;
        seen.told += items.length > 1 ? 1 : 0;
        expect(holds(loose)(items)).toBe(true);
      }),
      { numRuns: 2000 },
    );
    expect(seen.implied).toBeGreaterThan(400);
    expect(seen.told).toBeGreaterThan(200);
  });

  test('with a tighter figure implies the same rule with a looser one', () => {
    const [of, , group] = [NUMBERS[0], NUMBERS[1], TEXTS[2]];
    expect(implies(similarity('a', of, 2), similarity('b', of, 3))).toBe(true);
    expect(implies(similarity('a', of, 3), similarity('b', of, 2))).toBe(false);
    expect(implies(sumLimit('a', group, of, 10), sumLimit('b', group, of, 11))).toBe(true);
    expect(implies(countLimit('a', group, 1), countLimit('b', group, 2))).toBe(true);
    expect(implies(equality('a', group), equality('b', group))).toBe(true);
    expect(implies(equality('a', group), countLimit('b', group, 1))).toBe(false);
  });
});

test('the first broken rule is the first that does not hold, and none where all hold', () => {
  fc.assert(
    fc.property(fc.array(ruleArb, { maxLength: 5 }), itemsArb, (rules, items) => {
      const broken = firstBroken(rules)(items);
      const at = O.isSome(broken) ? rules.indexOf(broken.value) : rules.length;
      expect(rules.map((rule) => holds(rule)(items)).indexOf(false)).toBe(
        at === rules.length ? -1 : at,
      );
    }),
    { numRuns: 500 },
  );
});

describe('similarity', () => {
  test('is that of the decimal as it is written', () => {
    expect(1.15 * 100).toBeLessThan(115);
    expect(isSimilar(115, 100, 1.15)).toBe(true);
    expect(isSimilar(116, 100, 1.15)).toBe(false);
    const wrong: string[] = [];
    let products = 0;
    for (let hundredths = 100; hundredths <= 400; hundredths++)
      for (let smallest = 1; smallest <= 240; smallest++) {
        const [ratio, most] = [hundredths / 100, Math.floor((hundredths * smallest) / 100)];
        if (!isSimilar(most, smallest, ratio) || isSimilar(most + 1, smallest, ratio))
          wrong.push(`${ratio} ${smallest}`);
        if (most > ratio * smallest) products++;
      }
    expect(wrong).toEqual([]);
    // So many answers of the product would be wrong.
    expect(products).toBe(83);
  });

  test('is exact for every ratio of some digits', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.integer({ min: 1e6, max: 9e7 }),
        fc.integer({ min: -1, max: 1 }),
        (smallest, millionths, more) => {
          const largest = Math.floor((millionths * smallest) / 1e6) + more;
          fc.pre(largest >= smallest);
          expect(isSimilar(largest, smallest, millionths / 1e6)).toBe(
            isWithin(largest, millionths / 1e6, smallest),
          );
        },
      ),
      { numRuns: 5000 },
    );
  });

  test('is found among hundreds of thousands of items', () => {
    const [item] = fc.sample(itemArb, { numRuns: 1, seed: 4 });
    const many = Array.from({ length: 300_000 }, (_, i) => ({
      ...item,
      id: `i${i}`,
      minutes: i === 7 ? 3 : 2,
    }));
    const minutes = ({ minutes: own }: RuledItem): number => own;
    expect([1.4, 1.5].map((ratio) => holds(similarity('similar', minutes, ratio))(many))).toEqual([
      false,
      true,
    ]);
  });

  test('holds between equal numbers, and at the ratio of two numbers', () => {
    expect(isSimilar(0, 0, 1)).toBe(true);
    for (let a = 1; a < 50; a++)
      for (let b = a; b < 200; b++) expect(isSimilar(b, a, b / a)).toBe(true);
  });
});
