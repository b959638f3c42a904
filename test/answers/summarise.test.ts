import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { summarise, type Tally } from '../../src/answers/summarise';
import type { PlanDocument, Visit } from '../../src/output/plan-document';
import { plan } from '../../src/plan/plan';
import { decoded } from '../support/decoded';
import { registryArb } from '../support/registries';
import { runs } from '../support/runs';

const FIGURES = ['visits', 'joint', 'onSite', 'occurrences', 'minutes'] as const;

const total = (tallies: readonly Tally[], figure: (typeof FIGURES)[number]): number =>
  tallies.reduce((sum, tally) => sum + tally[figure], 0);

/** Plans as they are made, and written and read back as they would be. */
const plans = fc.sample(registryArb(), { numRuns: runs(40, 150), seed: 1 }).map((registry) => {
  const made = plan(decoded(registry));
  return { registry, made, document: JSON.parse(JSON.stringify(made)) as PlanDocument };
});
const documents: readonly PlanDocument[] = plans.map(({ document }) => document);

const of = (visits: readonly Visit[], has: (visit: Visit) => boolean): number =>
  visits.filter(has).length;

describe('the report on a plan', () => {
  test('adds up: domains and months to the total, the total to the summary', () => {
    for (const document of documents) {
      const report = summarise(document);
      for (const figure of FIGURES) {
        expect(total(report.byDomain, figure)).toBe(report.total[figure]);
        expect(total(report.byMonth, figure)).toBe(report.total[figure]);
      }
      const { summary } = document;
      expect(report.summary).toEqual(summary);
      expect(report.total.visits).toBe(summary.visits);
      expect(report.total.occurrences).toBe(summary.perItem);
      expect(report.total.joint).toBeCloseTo(summary.jointShare * summary.visits, 6);
      expect(report.total.onSite).toBeCloseTo(summary.onSiteShare * summary.visits, 6);
      const unserved = Object.values(report.unserved).reduce((sum, count) => sum + count, 0);
      expect(unserved).toBe(summary.occurrences - summary.perItem);
    }
  });

  test('counts a joint visit for each of its departments, with what is theirs', () => {
    let shared = 0;
    for (const { document, made, registry } of plans) {
      for (const [report, isKnown] of [
        [summarise(made), true],
        [summarise(document, { registry }), true],
        [summarise(document), false],
      ] as const)
        for (const { group, visits, joint, onSite, occurrences, minutes } of report.byDepartment) {
          const own = document.visits.filter(({ departments }) => departments.includes(group));
          expect(visits).toBe(own.length);
          expect(joint).toBe(of(own, ({ departments }) => departments.length > 1));
          expect(onSite).toBe(of(own, (visit) => visit.onSite));
          const items = own
            .flatMap((visit) => visit.occurrences)
            .flatMap(({ item }) =>
              registry.items.filter(({ id, department }) => id === item && department === group),
            );
          expect([occurrences, minutes]).toEqual(
            isKnown || joint === 0
              ? [items.length, items.reduce((sum, item) => sum + item.minutes, 0)]
              : [undefined, undefined],
          );
          if (!isKnown && joint > 0) shared++;
        }
      const { byDepartment, total: all } = summarise(made);
      expect(byDepartment.reduce((sum, { occurrences = 0 }) => sum + occurrences, 0)).toBe(
        all.occurrences,
      );
    }
    expect(shared).toBeGreaterThan(runs(5, 20));
  });

  test('has its groups in order, each once, and none that is empty', () => {
    for (const document of documents) {
      const { byDomain, byDepartment, byMonth } = summarise(document);
      for (const tallies of [byDomain, byDepartment, byMonth]) {
        const groups = tallies.map(({ group }) => group);
        expect(groups).toEqual([...new Set(groups)].sort());
        expect(tallies.every(({ visits }) => visits > 0)).toBe(true);
      }
      for (const { group, visits } of byMonth)
        expect(visits).toBe(of(document.visits, ({ date }) => date.startsWith(`${group}-`)));
      for (const { group, visits } of byDomain)
        expect(visits).toBe(of(document.visits, ({ domain }) => domain === group));
    }
  });

  test('tells the unserved apart by reason', () => {
    for (const document of documents) {
      const { unserved } = summarise(document);
      expect(Object.keys(unserved).sort()).toEqual([
        'exempt',
        'no-open-day',
        'quiet',
        'recognised',
        'visit-cap',
      ]);
      for (const [reason, count] of Object.entries(unserved))
        expect(count).toBe(document.unserved.filter((row) => row.reason === reason).length);
    }
  });

  test('is one of zeros for a plan of nothing', () => {
    const empty = plan(
      decoded({
        horizon: { start: '2026-01-01', end: '2026-12-31' },
        departments: [],
        items: [],
        enterprises: [],
      }),
    );
    expect(summarise(empty)).toMatchObject({
      total: { visits: 0, joint: 0, onSite: 0, occurrences: 0, minutes: 0 },
      byDomain: [],
      byDepartment: [],
      byMonth: [],
      unserved: { 'no-open-day': 0, exempt: 0, 'visit-cap': 0, recognised: 0 },
    });
  });
});
