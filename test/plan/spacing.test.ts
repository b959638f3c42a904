import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { verify } from '../../src/answers/verify/verify';
import type { Plan } from '../../src/output/plan';
import type { Summary } from '../../src/output/plan-document';
import { planText } from '../../src/output/plan-text';
import { plan } from '../../src/plan/plan';
import { parseDay } from '../../src/registry/day';
import type { RegistryInput } from '../../src/registry/registry';
import { regroup } from '../../src/replan/regroup';
import { schedule } from '../../src/replan/reschedule';
import { decoded } from '../support/decoded';
import { registryArb } from '../support/registries';
import { runs } from '../support/runs';

const random = { seed: 30, numRuns: runs(16, 200) } as const;
const registries = registryArb({ enterprises: 6 });
const textOf = (made: Plan): string => [...planText(made)].join('');

const spaced = (input: RegistryInput, spacing: number): RegistryInput => ({
  ...input,
  policy: { ...input.policy, spacing },
});

const figuresOf = ({ closeVisits = 0, closeBound = 0, closeBefore = 0 }: Summary) => ({
  closeVisits,
  closeBound,
  closeBefore,
});

/** A registry of one enterprise: `items` of one department each, once a year. */
const oneFirm = (windows: ReadonlyArray<readonly [from: string, to: string]>): RegistryInput => ({
  horizon: { start: '2026-01-01', end: '2026-12-31' },
  departments: windows.map((_, k) => ({ id: `d${k}`, dailyMinutes: 60 })),
  items: windows.map(([from, to], k) => ({
    ...{ id: `i${k}`, department: `d${k}`, method: `m${k}`, minutes: 60 },
    ...{ frequency: { times: 1 }, season: [{ from, to }], appliesTo: {} },
  })),
  enterprises: [{ id: 'E' }],
});

describe('with spacing', () => {
  test('plans are valid, and their bound holds', () => {
    let [close, fewer] = [0, 0];
    fc.assert(
      fc.property(registries, fc.constantFrom(1, 7, 30, 90, 366), (input, spacing) => {
        const registry = decoded(spaced(input, spacing));
        const made = plan(registry);
        expect(verify(registry, made)).toEqual([]);
        const { closeVisits, closeBound, closeBefore } = figuresOf(made.summary);
        expect(closeBound).toBeLessThanOrEqual(closeVisits);
        if (closeVisits > 0) close++;
        if (closeVisits < closeBefore) fewer++;
      }),
      random,
    );
    expect(close).toBeGreaterThan(runs(2, 25));
    expect(fewer).toBeGreaterThan(runs(1, 15));
  });

  test('0 gives the bytes of a policy without it', () => {
    fc.assert(
      fc.property(registries, (input) => {
        const { spacing: _, ...policy } = input.policy ?? {};
        const without = { ...input, policy };
        expect(textOf(plan(decoded(spaced(input, 0))))).toBe(textOf(plan(decoded(without))));
        expect(plan(decoded(without)).summary).not.toHaveProperty('closeVisits');
      }),
      random,
    );
  });

  test('dates found again, and after regrouping, are no worse; figures follow the policy', () => {
    fc.assert(
      fc.property(registries, fc.constantFrom(7, 30, 90), (input, spacing) => {
        const registry = decoded(spaced(input, spacing));
        const blind = plan(decoded(spaced(input, 0)));
        const found = schedule(registry, blind);
        expect(verify(registry, found)).toEqual([]);
        for (const again of [schedule(registry, found), regroup(registry, found)]) {
          expect(verify(registry, again)).toEqual([]);
          const more = again.summary.overloadMinutes - found.summary.overloadMinutes;
          expect(more).toBeLessThanOrEqual(1e-6);
          if (more > -1e-6)
            expect(again.summary.closeVisits).toBeLessThanOrEqual(found.summary.closeVisits ?? 0);
        }
        expect(schedule(decoded(spaced(input, 0)), found).summary).not.toHaveProperty('closeBound');
      }),
      random,
    );
  });
});

describe('the visits of one enterprise', () => {
  test('are as far apart as the policy asks where their days allow that', () => {
    const registry = decoded(
      spaced(
        oneFirm([
          ['01-05', '03-13'],
          ['01-05', '03-13'],
          ['01-05', '03-13'],
        ]),
        30,
      ),
    );
    const { visits, summary } = plan(registry);
    const days = visits.map(({ date }) => parseDay(date));
    expect(days[1] - days[0]).toBeGreaterThanOrEqual(30);
    expect(days[2] - days[1]).toBeGreaterThanOrEqual(30);
    expect(figuresOf(summary)).toEqual({ closeVisits: 0, closeBound: 0, closeBefore: 2 });
  });

  test('are close where their days leave nothing else, and the bound says so', () => {
    const { summary } = plan(
      decoded(
        spaced(
          oneFirm([
            ['01-05', '01-30'],
            ['01-05', '02-27'],
            ['02-02', '02-27'],
          ]),
          30,
        ),
      ),
    );
    expect(figuresOf(summary)).toEqual({ closeVisits: 1, closeBound: 1, closeBefore: 2 });
  });

  test('are close rather than above capacity', () => {
    const input = oneFirm([
      ['01-05', '01-05'],
      ['01-05', '12-30'],
    ]);
    // The second department has minutes in the first week alone.
    const registry = decoded({
      ...spaced(input, 30),
      departments: [
        { id: 'd0', dailyMinutes: 60 },
        { id: 'd1', dailyMinutes: 12 },
      ],
      calendar: {
        closed: Array.from({ length: 51 }, (_, w) =>
          [1, 2, 3, 4].map((day) => new Date(Date.UTC(2026, 0, 12 + 7 * w + day)).toISOString()),
        )
          .flat()
          .map((text) => text.slice(0, 10))
          .filter((text) => text.startsWith('2026')),
      },
    });
    const { summary } = plan(registry);
    expect(summary.overloadMinutes).toBe(0);
    expect(figuresOf(summary)).toEqual({ closeVisits: 1, closeBound: 0, closeBefore: 1 });
  });

  test('that are made count as the visit before', () => {
    const input = spaced(
      oneFirm([
        ['01-05', '02-27'],
        ['01-05', '02-27'],
      ]),
      30,
    );
    const registry = decoded({
      ...input,
      frozenThrough: '2026-01-23',
      done: [
        {
          ...{ enterprise: 'E', domain: 'general', date: '2026-01-23', lead: 'd0' },
          occurrences: [{ item: 'i0', cycle: 0 }],
        },
      ],
    });
    const { visits, summary } = plan(registry);
    expect(visits.map(({ date }) => date >= '2026-02-22')).toEqual([false, true]);
    expect(figuresOf(summary)).toEqual({ closeVisits: 0, closeBound: 0, closeBefore: 1 });
  });
});
