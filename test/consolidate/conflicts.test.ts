import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { conflictsOf, eachConflict } from '../../src/consolidate/conflicts';
import { ruleTable } from '../../src/consolidate/rule-table';
import type { SetSystem } from '../../src/consolidate/set-system';
import { hasBit, wordsFor } from '../../src/cover/bits';
import { exception, exceptionByMarks, type Rule, type RuledItem } from '../../src/rules/rule';
import { questionOf } from '../cover/small-questions';

/** Items of one domain or two; the number of an item is all that the exceptions look at. */
const itemsOf = (count: number): readonly RuledItem[] =>
  Array.from({ length: count }, (_, i) => ({
    id: `${i}`,
    department: 'd',
    level: undefined,
    domain: i % 2 === 0 ? 'even' : 'odd',
    method: 'on-site',
    methodGroup: 'on-site',
    object: 'enterprise',
    topic: undefined,
    kind: 'routine',
    minutes: 30,
  }));

/** An exception that separates these pairs, by marks or not. */
const separating = (pairs: ReadonlyArray<readonly [number, number]>, isMarked: boolean): Rule => {
  const foes = (item: RuledItem): readonly number[] =>
    pairs.flatMap(([a, b]) => [
      ...(item.id === `${a}` ? [b] : []),
      ...(item.id === `${b}` ? [a] : []),
    ]);
  return isMarked
    ? exceptionByMarks('marked', {
        borne: ({ id }) => new Set([Number(id)]),
        avoided: (item) => new Set(foes(item)),
      })
    : exception(
        'pairs',
        (a, b) => foes(a).includes(Number(b.id)),
        (item) => foes(item).length > 0,
      );
};

type Pairs = ReadonlyArray<readonly [number, number]>;

interface Case {
  /** The exceptions of each of two hosts, each as pairs of items; `shared` is of both. */
  readonly shared: Pairs;
  readonly own: readonly [Pairs, Pairs];
  readonly isMarked: readonly [boolean, boolean, boolean];
  /** The item of each element. */
  readonly item: readonly number[];
  /** Host and elements of each occasion. */
  readonly occasions: ReadonlyArray<{ readonly host: number; readonly members: readonly number[] }>;
}

const ITEMS = 5;
const pairsArb = fc.array(fc.tuple(fc.nat(ITEMS - 1), fc.nat(ITEMS - 1)), { maxLength: 3 });

const caseArb: fc.Arbitrary<Case> = fc.array(fc.nat(ITEMS - 1), { maxLength: 7 }).chain((item) =>
  fc.record({
    shared: pairsArb,
    own: fc.tuple(pairsArb, pairsArb),
    isMarked: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()),
    item: fc.constant(item),
    occasions: fc.array(
      fc.record({
        host: fc.nat(1),
        members: fc.subarray([...item.keys()]),
      }),
      { maxLength: 5 },
    ),
  }),
);

const conflictsIn = ({ shared, own, isMarked, item, occasions }: Case) => {
  const both = separating(shared, isMarked[2]);
  const rules = own.map((pairs, h) => [
    both,
    ...(pairs.length > 0 ? [separating(pairs, isMarked[h])] : []),
  ]);
  const items = itemsOf(ITEMS);
  const none = new Uint8Array(ITEMS);
  const table = ruleTable(
    [
      { domain: 'even', guests: ['odd'], rules: rules[0] },
      { domain: 'odd', guests: ['even'], rules: rules[1] },
    ],
    items,
    none,
    none,
  );
  const host = Int32Array.from(occasions, (occasion) => occasion.host);
  return conflictsOf(table, Int32Array.from(item), host);
};

const areApart = ({ shared, own, item }: Case, host: number, i: number, j: number): boolean =>
  i !== j &&
  [...shared, ...own[host]].some(
    ([a, b]) => (item[i] === a && item[j] === b) || (item[i] === b && item[j] === a),
  );

describe('the elements that exceptions keep apart', () => {
  test('are those whose items the exceptions of the host separate, by marks or pair by pair', () => {
    let apart = 0;
    fc.assert(
      fc.property(caseArb, (drawn) => {
        const { tableOf, tables, rows } = conflictsIn(drawn);
        const { length } = drawn.item;
        const words = wordsFor(length);
        expect(tables).toBe(new Set(tableOf.filter((t) => t >= 0)).size);
        for (const { host } of drawn.occasions)
          for (let i = 0; i < length; i++)
            for (let j = 0; j < length; j++) {
              const told =
                tableOf[host] >= 0 && hasBit(rows, (tableOf[host] * length + i) * words, j);
              expect(told).toBe(areApart(drawn, host, i, j));
              apart += told ? 1 : 0;
            }
      }),
      { numRuns: 150 },
    );
    expect(apart).toBeGreaterThan(50);
  });

  test('are told once for each table, where both are on an open occasion', () => {
    let told = 0;
    fc.assert(
      fc.property(caseArb, fc.array(fc.boolean(), { minLength: 5 }), (drawn, chance) => {
        const { item, occasions } = drawn;
        const conflicts = conflictsIn(drawn);
        const question = questionOf(
          item.length,
          occasions.map(({ members }) => members),
        );
        const system: SetSystem = {
          ...question,
          host: Int32Array.from(occasions, ({ host }) => host),
          needsHost: new Uint8Array(occasions.length),
          whole: true,
        };
        const found: string[] = [];
        eachConflict(
          conflicts,
          system,
          question.rows,
          Uint8Array.from(occasions, (_, p) => (chance[p] ? 1 : 0)),
          (a, b) => (a + b) % 7 === 6,
          (a, b) => {
            found.push(`${a} ${b}`);
          },
        );
        const expected: string[] = [];
        for (let t = 0; t < conflicts.tables; t++)
          for (let b = 0; b < item.length; b++)
            for (let a = 0; a < b; a++)
              if (
                (a + b) % 7 !== 6 &&
                occasions.some(
                  ({ host, members }, p) =>
                    chance[p] &&
                    conflicts.tableOf[host] === t &&
                    members.includes(a) &&
                    members.includes(b) &&
                    areApart(drawn, host, a, b),
                )
              )
                expected.push(`${a} ${b}`);
        expect(found.toSorted()).toEqual(expected.toSorted());
        told += found.length;
      }),
      { numRuns: 400 },
    );
    expect(told).toBeGreaterThan(50);
  });

  test('of one item come twice are apart from the other item, and not from one another', () => {
    const { tableOf, tables, rows } = conflictsIn({
      shared: [[0, 1]],
      own: [[], []],
      isMarked: [false, false, true],
      item: [0, 0, 1, 2],
      occasions: [{ host: 0, members: [0, 1, 2, 3] }],
    });
    expect([tables, [...tableOf]]).toEqual([1, [0, -1]]);
    expect([...rows]).toEqual([0b0100, 0b0100, 0b0011, 0]);
  });
});
