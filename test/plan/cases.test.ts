import { describe, expect, test } from 'vitest';
import { verify } from '../../src/answers/verify/verify';
import { occurrenceRows } from '../../src/occurrences/occurrence-rows';
import { occurrencesOf } from '../../src/occurrences/occurrences';
import { permanentRandomNumber } from '../../src/occurrences/random-number';
import { plan } from '../../src/plan/plan';
import { workedCases } from '../support/cases';
import { decoded } from '../support/decoded';

const bySource = (
  a: { item: string; cycle: number },
  b: { item: string; cycle: number },
): number => (a.item === b.item ? a.cycle - b.cycle : a.item < b.item ? -1 : 1);

describe.each(workedCases)('the worked case $name', ({ registry: input, expected }) => {
  const registry = decoded(input);
  const occurrences = occurrencesOf(registry);
  const planned = plan(registry);

  test('is a valid plan', () => expect(verify(registry, planned)).toEqual([]));

  test.each(Object.entries(expected.enterprises))('%s', (id, enterprise) => {
    expect(permanentRandomNumber(registry.policy?.seed ?? 1, id)).toBe(
      enterprise.permanentRandomNumber,
    );

    const rows = occurrenceRows(occurrences, id);
    const isStated = enterprise.occurrences.some(({ method }) => method !== undefined);
    const servable = rows.flatMap(({ item, cycle, domain, method, days, reason }) => {
      if (reason !== undefined) return [];
      const own = { item, cycle, domain, ...(isStated ? { method } : {}) };
      return [{ ...own, first: days[0], last: days[days.length - 1], days: days.length }];
    });
    expect(servable.sort(bySource)).toEqual([...enterprise.occurrences].sort(bySource));
    const unserved = rows.flatMap(({ item, cycle, reason }) =>
      reason === undefined ? [] : [{ item, cycle, reason }],
    );
    expect(unserved.sort(bySource)).toEqual([...enterprise.unserved].sort(bySource));

    const visits = planned.visits.filter((visit) => visit.enterprise === id);
    expect(visits.flatMap(({ occurrences }) => occurrences).length).toBe(enterprise.served);
    expect(visits.length).toBe(enterprise.fewestVisits);
    const byFallback = visits.flatMap(({ occurrences }) =>
      occurrences.filter(({ fallback }) => fallback === true),
    );
    expect(byFallback.length).toBe(enterprise.byFallback ?? 0);
    expect(planned.certificate(id)).toMatchObject({
      visits: visits.length,
      lowerBound: visits.length,
    });
  });

  test('departments by themselves', () => {
    const stated = Object.values(expected.enterprises).map(({ perDepartment }) => perDepartment);
    if (stated.every((visits) => visits !== undefined))
      expect(planned.summary.perDepartment).toBe(stated.reduce((sum, visits) => sum + visits, 0));
    else expect(stated.every((visits) => visits === undefined)).toBe(true);
  });
});
