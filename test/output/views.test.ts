import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { columnsOf, type Plan, planOf } from '../../src/output/plan';
import type { Visit } from '../../src/output/plan-document';
import { indexOfId, type VisitFilter } from '../../src/output/views';
import { plan } from '../../src/plan/plan';
import { byText } from '../../src/registry/sorted';
import { decoded } from '../support/decoded';
import { registryArb } from '../support/registries';

const planned = fc
  .sample(registryArb({ enterprises: 8 }), { numRuns: 60, seed: 6 })
  .map((input) => ({ input, made: plan(decoded(input)) }));

const filtered = (
  { visits }: Plan,
  { enterprise, department, month }: VisitFilter,
): readonly Visit[] =>
  visits.filter(
    (visit) =>
      (enterprise === undefined || visit.enterprise === enterprise) &&
      (department === undefined || visit.departments.includes(department)) &&
      (month === undefined || visit.date.startsWith(`${month}-`)),
  );

const strangers = [
  '',
  'nobody',
  '__proto__',
  'constructor',
  '\ud800',
  '2026-13',
  '2026-00',
  '2026-3',
  '2026',
  'NaN-01',
];

describe('the views of a plan', () => {
  test('hold the rows of `visits` that the filter asks for, in their order', () => {
    let [some, none] = [0, 0];
    for (const { input, made } of planned) {
      const enterprises = [undefined, ...input.enterprises.map(({ id }) => id), 'nobody'];
      const departments = [undefined, ...input.departments.map(({ id }) => id), 'nobody'];
      const months = [
        undefined,
        ...new Set(made.visits.map(({ date }) => date.slice(0, 7))),
        '1999-01',
      ];
      for (const enterprise of enterprises)
        for (const department of departments)
          for (const month of months) {
            const filter = {
              ...(enterprise !== undefined && { enterprise }),
              ...(department !== undefined && { department }),
              ...(month !== undefined && { month }),
            };
            const expected = filtered(made, filter);
            expect([...made.visitsOf(filter)]).toEqual(expected);
            if (expected.length > 0) some++;
            else none++;
          }
      expect([...made.visitsOf()]).toEqual(made.visits);
    }
    expect(Math.min(some, none)).toBeGreaterThan(500);
  });

  test('hold what is unserved of an enterprise', () => {
    for (const { input, made } of planned)
      for (const { id } of [...input.enterprises, { id: 'nobody' }])
        expect([...made.unservedOf(id)]).toEqual(
          made.unserved.filter(({ enterprise }) => enterprise === id),
        );
  });

  test('are empty for what does not exist', () => {
    const horizon = { start: '2026-01-01', end: '2026-12-31' };
    const nothing = plan(decoded({ horizon, departments: [], items: [], enterprises: [] }));
    for (const { made } of [...planned, { made: nothing }])
      for (const name of strangers) {
        const odd = columnsOf(made).rows.enterprises.some(({ id }) => id === name);
        if (!odd)
          expect([...made.visitsOf({ enterprise: name }), ...made.unservedOf(name)]).toEqual([]);
        expect([...made.visitsOf({ department: name })]).toEqual([]);
      }
    for (const month of ['1600-01', '9999-12'])
      for (const { made } of [...planned, { made: nothing }])
        expect([...made.visitsOf({ month })]).toEqual([]);
  });

  test('can be gone through again, and in part', () => {
    for (const { made } of planned) {
      const view = made.visitsOf({});
      const [first] = view;
      expect(first).toEqual(made.visits[0]);
      expect([...view]).toEqual([...view]);
    }
  });

  test('make no rows but those that are asked for', () => {
    let seen = 0;
    for (const { made } of planned) {
      let rowsMade = 0;
      // Every row of a visit looks its domain up once.
      const domains = new Proxy([...columnsOf(made).domains], {
        get: (target, name, receiver) => {
          if (name !== 'length') rowsMade++;
          return Reflect.get(target, name, receiver);
        },
      });
      const { visitsOf } = planOf({ ...columnsOf(made), domains }, made.summary, made.certificate);
      for (const { enterprise } of visitsOf()) {
        expect(rowsMade).toBe(1);
        const own = [...visitsOf({ enterprise })];
        expect(rowsMade).toBe(1 + own.length);
        seen += own.length;
        break;
      }
    }
    expect(seen).toBeGreaterThan(100);
  });
});

test('an id is found among sorted rows', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.string({ maxLength: 3 })),
      fc.string({ maxLength: 3 }),
      (ids, other) => {
        const rows = [...ids].sort(byText).map((id) => ({ id }));
        rows.forEach(({ id }, i) => {
          expect(indexOfId(rows, id)).toBe(i);
        });
        expect(indexOfId(rows, other)).toBe(rows.findIndex(({ id }) => id === other));
      },
    ),
    { seed: 1972 },
  );
});
