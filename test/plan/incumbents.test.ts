import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hardCappedEnterprise, hardEnterprise } from '../../bench/support/hard-enterprises';
import { verify } from '../../src/answers/verify/verify';
import { planText } from '../../src/output/plan-text';
import { type Incumbent, incumbents } from '../../src/plan/incumbents';
import { plan } from '../../src/plan/plan';
import { gapAtMost, type Progress, stepsAtLeast, visitsAtMost } from '../../src/plan/stop-rules';
import { decoded } from '../support/decoded';
import { registryArb } from '../support/registries';
import { runs } from '../support/runs';
import { undated } from '../support/undated';

/** Hard for first fit, and some of it capped. */
const hard = fc
  .tuple(fc.nat(200), fc.boolean())
  .map(([seed, capped]) => decoded(capped ? hardCappedEnterprise(seed) : hardEnterprise(seed)));

const registries = fc.oneof(registryArb({ tight: true }).map(decoded), hard);

const progressOf = ({ plan: _, ...progress }: Incumbent): Progress => progress;

describe('incumbents', () => {
  test('are valid plans, with the figures that they are announced with', () => {
    fc.assert(
      fc.property(registries, (registry) => {
        for (const incumbent of incumbents(registry, { searchSteps: 5000 })) {
          const planned = incumbent.plan();
          expect(verify(registry, planned)).toEqual([]);
          const { visits, lowerBound, enterprises, enterprisesProven } = planned.summary;
          expect(incumbent).toMatchObject({ visits, lowerBound, enterprises, enterprisesProven });
          expect(incumbent.unserved).toBe(planned.unserved.length);
          if (incumbent.overloadMinutes === undefined) continue;
          const { overloadMinutes, overloadBound = 0, unevenness = 0 } = planned.summary;
          expect(incumbent.overloadMinutes).toBeCloseTo(overloadMinutes, 6);
          expect(incumbent.unevenness).toBeCloseTo(unevenness, 6);
          expect(incumbent.overloadBound).toBeCloseTo(overloadBound, 6);
        }
      }),
      { numRuns: runs(8, 40), seed: 3 },
    );
  });

  test('are never worse than the one before, and in the end at least as good as the plan', () => {
    fc.assert(
      fc.property(registries, (registry) => {
        let before: Incumbent | undefined;
        for (const incumbent of incumbents(registry, { searchSteps: 5000 })) {
          if (before !== undefined) {
            expect(incumbent.steps).toBeGreaterThanOrEqual(before.steps);
            expect(incumbent.unserved).toBeLessThanOrEqual(before.unserved);
            if (incumbent.unserved === before.unserved) {
              expect(incumbent.visits).toBeLessThanOrEqual(before.visits);
              expect(incumbent.lowerBound).toBeGreaterThanOrEqual(before.lowerBound);
            }
            if (before.overloadMinutes !== undefined) {
              const { overloadMinutes = Infinity, unevenness = Infinity } = incumbent;
              expect(overloadMinutes).toBeLessThanOrEqual(before.overloadMinutes + 1e-6);
              if (overloadMinutes > before.overloadMinutes - 1e-6)
                expect(unevenness).toBeLessThanOrEqual((before.unevenness ?? 0) + 1e-6);
            }
          }
          before = incumbent;
        }
        const whole = plan(registry, { searchSteps: 5000 });
        expect(before?.unserved).toBeLessThanOrEqual(whole.unserved.length);
        if (before?.unserved === whole.unserved.length)
          expect(before.visits).toBeLessThanOrEqual(whole.summary.visits);
      }),
      { numRuns: runs(8, 40), seed: 4 },
    );
  });

  test('stay what they are when the search goes on, and come again when it is begun again', () => {
    const registry = decoded(hardEnterprise(5));
    const search = incumbents(registry, { searchSteps: 5000 });
    const [first] = search;
    const text = [...planText(first.plan())].join('');
    const all = [...search];
    expect(all.length).toBeGreaterThan(1);
    expect(all.map(progressOf)).toEqual([...search].map(progressOf));
    expect([...planText(all[0].plan())].join('')).toBe(text);
    expect(all[0].visits).toBeGreaterThan(all[all.length - 1].visits);
  });

  test('end whatever number of steps is asked for', () => {
    const registry = decoded(hardEnterprise(1));
    const all = [...incumbents(registry, { searchSteps: 0 })];
    expect(
      all.filter(({ overloadMinutes }) => overloadMinutes === undefined).map((one) => one.steps),
    ).toEqual([0]);
    expect(plan(registry, { searchSteps: 0 }).summary.visits).toBe(all[0].visits);
    expect([...incumbents(registry, { dateSteps: 0 })].length).toBeGreaterThan(1);
    expect(
      [...incumbents(registry, { searchSteps: Number.MAX_SAFE_INTEGER })].at(-1)?.enterprisesProven,
    ).toBe(1);
  });

  test('search equal enterprises once', () => {
    const { history: _, assignments: __, ...one } = decoded(hardEnterprise(5));
    const two = {
      ...one,
      enterprises: [...one.enterprises, ...one.enterprises.map((e) => ({ ...e, id: 'twin' }))],
    };
    const [first, second] = [one, two].map((registry) =>
      [...incumbents(registry, { searchSteps: 2000 })]
        .filter(({ overloadMinutes }) => overloadMinutes === undefined)
        .at(-1),
    );
    expect(first?.steps).toBeGreaterThan(0);
    expect(second).toMatchObject({
      steps: first?.steps,
      visits: 2 * (first?.visits ?? 0),
      enterprises: 2,
    });
  });
});

describe('a plan until', () => {
  const registry = decoded(hardEnterprise(5));
  const all = [...incumbents(registry)];
  const isOfVisits = ({ overloadMinutes }: Progress): boolean => overloadMinutes === undefined;

  test('a rule holds has the visits of the first incumbent for which it does', () => {
    for (const rule of [
      visitsAtMost(all[0].visits - 1),
      visitsAtMost(all[0].visits),
      gapAtMost(0.1),
      gapAtMost(0),
      stepsAtLeast(1),
      () => false,
    ]) {
      const ofVisits = all.filter(isOfVisits);
      const chosen = ofVisits.find(rule) ?? ofVisits[ofVisits.length - 1];
      expect(undated(plan(registry, { until: rule }).visits)).toEqual(
        undated(chosen.plan().visits),
      );
    }
  });

  test('asks the rule once for each incumbent, of visits until it holds and then of dates', () => {
    const asked: Progress[] = [];
    plan(registry, {
      until: (progress) => {
        asked.push(progress);
        return asked.length === 2 || asked.length === 3;
      },
    });
    expect(asked.map(isOfVisits)).toEqual([true, true, false]);
    expect(asked.slice(0, 2).map(({ visits }) => visits)).toEqual(
      all.slice(0, 2).map(({ visits }) => visits),
    );
  });

  test('no rule holds is the last incumbent', () => {
    const { plan: last } = all[all.length - 1];
    expect([...planText(plan(registry, { until: () => false }))].join('')).toBe(
      [...planText(last())].join(''),
    );
  });
});
