import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { columnsOf } from '../../src/output/plan';
import { plan } from '../../src/plan/plan';
import { decoded } from '../support/decoded';
import { registryArb } from '../support/registries';

const planned = fc
  .sample(registryArb(), { numRuns: 100, seed: 4 })
  .map((input) => ({ input, made: plan(decoded(input)) }));

describe('a plan', () => {
  test('makes its rows once and lets nobody change the lists', () => {
    for (const { made } of planned) {
      expect(made.visits).toBe(made.visits);
      expect(made.unserved).toBe(made.unserved);
      expect(made.toJSON().visits).toBe(made.visits);
      expect(made.toJSON().unserved).toBe(made.unserved);
      expect([made.visits, made.unserved].every(Object.isFrozen)).toBe(true);
      expect([made.visits.length, made.unserved.length]).toEqual([
        columnsOf(made).visits.count,
        columnsOf(made).unserved.count,
      ]);
    }
  });

  test('is written with the fields of the model, in its order', () => {
    const visit =
      /^id enterprise domain date (method )?(object )?departments lead minutes onSite occurrences$/;
    for (const { made } of planned) {
      const text = JSON.parse(JSON.stringify(made));
      expect(Object.keys(text)).toEqual(['visits', 'unserved', 'summary']);
      for (const row of text.visits) expect(Object.keys(row).join(' ')).toMatch(visit);
      for (const row of text.unserved)
        expect(Object.keys(row).join(' ')).toMatch(/^enterprise item cycle reason( by)?$/);
      expect(Object.keys(text.summary).slice(0, 11).join(' ')).toBe(
        'occurrences visits lowerBound perItem perDepartment reduction enterprisesProven enterprises jointShare onSiteShare overloadMinutes',
      );
    }
  });

  test('has its rows in order', () => {
    const ascending = <A>(rows: readonly A[], key: (row: A) => string): void => {
      const keys = rows.map(key);
      expect(keys).toEqual([...keys].sort());
    };
    for (const { made } of planned) {
      ascending(made.visits, ({ enterprise, date }) => `${enterprise}\n${date}`);
      ascending(
        made.unserved,
        ({ enterprise, item, cycle }) => `${enterprise}\n${item}\n${String(cycle).padStart(9)}`,
      );
      for (const { occurrences, departments } of made.visits) {
        ascending(occurrences, ({ item }) => item);
        ascending(departments, (id) => id);
      }
    }
  });

  test('certifies every enterprise of the registry, and nobody else', () => {
    for (const { input, made } of planned) {
      const certificates = input.enterprises.map(({ id }) => made.certificate(id));
      const sum = (figure: 'visits' | 'lowerBound'): number =>
        certificates.reduce(
          (total, certificate) => total + (certificate?.[figure] ?? Number.NaN),
          0,
        );
      expect(sum('visits')).toBe(made.summary.visits);
      expect(sum('lowerBound')).toBe(made.summary.lowerBound);
      input.enterprises.forEach(({ id }, e) => {
        const own = made.visits.filter(({ enterprise }) => enterprise === id);
        expect(certificates[e]).toMatchObject({ enterprise: id, visits: own.length });
        expect(certificates[e]?.witness.length).toBeLessThanOrEqual(
          certificates[e]?.lowerBound ?? -1,
        );
        const owed = [
          ...own.flatMap(({ occurrences }) => occurrences),
          ...made.unserved.filter((row) => row.enterprise === id),
        ];
        for (const { item, cycle } of certificates[e]?.witness ?? [])
          expect(owed.some((one) => one.item === item && one.cycle === cycle)).toBe(true);
      });
      for (const id of ['nobody', '', 'hasOwnProperty'])
        expect(made.certificate(id)).toBeUndefined();
    }
  });
});
