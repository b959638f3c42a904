import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blockSize, matcherOf, matchesOf } from '../../src/occurrences/matching';
import type { Criteria } from '../../src/registry/criteria';
import type { Enterprise } from '../../src/registry/enterprise';
import type { Item } from '../../src/registry/item';
import { generateCounty } from '../../src/subpaths/county';

const VALUES = ['A', 'C17', '__proto__', ''];
const INDUSTRIES = ['', 'C', 'C1', 'C17', 'C1713', 'F51', '__proto__', 'industry C'];
const OBJECTS = ['enterprise', 'kitchen', 'constructor'];

/** Some of a list, in any number, twice too. */
const listOf = (values: readonly string[]): fc.Arbitrary<readonly string[]> =>
  fc.array(fc.constantFrom(...values), { maxLength: 3 });

const criteriaArb: fc.Arbitrary<Criteria> = fc.letrec<{ criteria: Criteria }>((tie) => ({
  criteria: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    fc.constant({}),
    listOf(INDUSTRIES).map((industry) => ({ industry })),
    listOf(VALUES).map((tag) => ({ tag })),
    listOf(VALUES).map((size) => ({ size })),
    listOf(VALUES).map((grade) => ({ grade })),
    listOf(VALUES).map((area) => ({ area })),
    fc.array(tie('criteria'), { maxLength: 3 }).map((all) => ({ all })),
    fc.array(tie('criteria'), { maxLength: 3 }).map((any) => ({ any })),
    tie('criteria').map((not) => ({ not })),
  ),
})).criteria;

const itemsArb: fc.Arbitrary<readonly Item[]> = fc
  .array(
    fc.record(
      { object: fc.constantFrom(...OBJECTS), appliesTo: criteriaArb },
      { requiredKeys: [] },
    ),
    {
      maxLength: 12,
    },
  )
  // The last ones have the criteria of the first.
  .map((rows) =>
    [...rows, ...rows.slice(0, 3)].map((row, i) => ({
      id: `i${i}`,
      department: 'd',
      minutes: 30,
      frequency: { times: 1 },
      ...row,
    })),
  );

const value = fc.constantFrom(...VALUES);

const enterprisesArb: fc.Arbitrary<readonly Enterprise[]> = fc
  .array(
    fc.record(
      {
        industry: fc.constantFrom(...INDUSTRIES),
        size: value,
        grade: value,
        area: value,
        tags: listOf(VALUES),
        objects: listOf(OBJECTS),
      },
      { requiredKeys: [] },
    ),
    { maxLength: 12 },
  )
  .map((rows) => rows.map((row, e) => ({ id: `e${e}`, ...row })));

/** Whether the enterprise meets the criteria, form by form as model §2 words them. */
const meets = (criteria: Criteria, e: Enterprise): boolean => {
  if ('industry' in criteria)
    return criteria.industry.some((prefix) => e.industry?.startsWith(prefix) === true);
  if ('tag' in criteria) return criteria.tag.some((tag) => e.tags?.includes(tag) === true);
  if ('size' in criteria) return criteria.size.some((size) => e.size === size);
  if ('grade' in criteria) return criteria.grade.some((grade) => e.grade === grade);
  if ('area' in criteria) return criteria.area.some((area) => e.area === area);
  if ('all' in criteria) return !criteria.all.some((part) => !meets(part, e));
  if ('any' in criteria) return criteria.any.some((part) => meets(part, e));
  if ('not' in criteria) return !meets(criteria.not, e);
  return true;
};

const applies = ({ object = 'enterprise', appliesTo }: Item, e: Enterprise): boolean =>
  appliesTo !== undefined &&
  meets(appliesTo, e) &&
  ['enterprise', ...(e.objects ?? [])].includes(object);

/** The items that apply to each enterprise, matched in blocks of at most so many. */
const itemsForEach = (
  items: readonly Item[],
  enterprises: readonly Enterprise[],
  block = blockSize,
): number[][] => {
  const { groups, groupOf, matchInto } = matcherOf(items);
  const matches = matchesOf(groups);
  const found: number[][] = [];
  for (let from = 0; from < enterprises.length; from += block) {
    const to = Math.min(from + block, enterprises.length);
    matchInto(enterprises, from, to, matches);
    for (let b = 0; b < to - from; b++) {
      const own = matches.group.slice(b * groups, b * groups + matches.count[b]);
      found.push([...items.keys()].filter((i) => own.includes(groupOf[i])));
    }
  }
  return found;
};

describe('the matcher', () => {
  test('finds what testing every item finds, for any criteria and in blocks of any size', () => {
    fc.assert(
      fc.property(
        itemsArb,
        enterprisesArb,
        fc.integer({ min: 1, max: blockSize }),
        (items, enterprises, block) => {
          expect(itemsForEach(items, enterprises, block)).toEqual(
            enterprises.map((e) => [...items.keys()].filter((i) => applies(items[i], e))),
          );
        },
      ),
      { numRuns: 1500, seed: 1 },
    );
  });

  test('has one group for items of equal criteria and object, and none for those that apply to nobody', () => {
    const item = { department: 'd', minutes: 30, frequency: { times: 1 } };
    const items: readonly Item[] = [
      { ...item, id: 'a', appliesTo: { all: [{ tag: ['x', 'y'] }, { grade: ['A'] }] } },
      { ...item, id: 'b' },
      {
        ...item,
        id: 'c',
        appliesTo: { all: [{ grade: ['A'] }, { tag: ['y', 'x', 'y'] }] },
        object: 'enterprise',
      },
      { ...item, id: 'd', appliesTo: { tag: ['x', 'y'] }, object: 'kitchen' },
      { ...item, id: 'e', appliesTo: { any: [{ tag: ['y', 'x'] }] }, object: 'kitchen' },
    ];
    const { groups, groupOf } = matcherOf(items);
    expect(groups).toBe(2);
    expect([...groupOf]).toEqual([0, -1, 0, 1, 1]);
  });

  test('reads each attribute of an enterprise once, however many items there are', () => {
    const { items, enterprises } = generateCounty({ enterprises: 1000 });
    let looks = 0;
    const watched = (enterprise: Enterprise): Enterprise =>
      new Proxy(enterprise, {
        get: (target, name, receiver) => {
          looks++;
          return Reflect.get(target, name, receiver);
        },
      });
    const { matchInto, groups } = matcherOf(items);
    const matches = matchesOf(groups);
    for (let from = 0; from < enterprises.length; from += blockSize)
      matchInto(
        enterprises.map(watched),
        from,
        Math.min(from + blockSize, enterprises.length),
        matches,
      );
    expect(items.length).toBe(4433);
    expect(looks).toBe(6 * enterprises.length);
  });
});
