import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { generateCounty } from '../../src/county/county';
import { matcherOf } from '../../src/occurrences/matching';
import type { Criteria } from '../../src/registry/criteria';
import type { Enterprise } from '../../src/registry/enterprise';
import type { Item } from '../../src/registry/item';

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
  .array(fc.record({ object: fc.constantFrom(...OBJECTS), appliesTo: criteriaArb }, { requiredKeys: [] }), {
    maxLength: 12,
  })
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
  if ('industry' in criteria) return criteria.industry.some((prefix) => e.industry?.startsWith(prefix) === true);
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
  appliesTo !== undefined && meets(appliesTo, e) && ['enterprise', ...(e.objects ?? [])].includes(object);

describe('the matcher', () => {
  test('finds what testing every item finds, in order, for any criteria', () => {
    fc.assert(
      fc.property(itemsArb, enterprisesArb, (items, enterprises) => {
        const itemsFor = matcherOf(items);
        for (const e of enterprises)
          expect([...itemsFor(e)]).toEqual([...items.keys()].filter((i) => applies(items[i], e)));
      }),
      { numRuns: 1500, seed: 1 },
    );
  });

  test('gives items in the order of figures, not of their digits', () => {
    const items = Array.from({ length: 25 }, (_, i) => ({
      id: `i${i}`,
      department: 'd',
      minutes: 30,
      frequency: { times: 1 },
      appliesTo: i % 2 === 0 ? {} : { tag: ['a', 'b'] },
    }));
    expect([...matcherOf(items)({ id: 'e', tags: ['b', 'a'] })]).toEqual([...items.keys()]);
  });

  test('looks at far fewer than all pairs of items and enterprises in the generated county', () => {
    const { items, enterprises } = generateCounty({ enterprises: 1000 });
    let looks = 0;
    // Testing an item means to read something of the enterprise.
    const watched = (enterprise: Enterprise): Enterprise =>
      new Proxy(enterprise, {
        get: (target, name, receiver) => {
          looks++;
          return Reflect.get(target, name, receiver);
        },
      });
    const itemsFor = matcherOf(items);
    for (const enterprise of enterprises) itemsFor(watched(enterprise));
    expect(items.length * enterprises.length).toBe(4_433_000);
    expect(looks).toBeLessThan(100 * enterprises.length);
  });
});
