import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  abortedBy,
  allOf,
  anyOf,
  clockAt,
  gapAtMost,
  overloadAtMost,
  type Progress,
  stepsAtLeast,
  visitsAtMost,
} from '../../src/plan/stop-rules';

const progressArb: fc.Arbitrary<Progress> = fc
  .record({
    steps: fc.nat(),
    lowerBound: fc.nat(1000),
    above: fc.nat(100),
    unserved: fc.nat(),
    enterprises: fc.nat(),
  })
  .map(({ above, ...rest }) => ({
    ...rest,
    visits: rest.lowerBound + above,
    enterprisesProven: 0,
  }));

const some: Progress = {
  steps: 500,
  visits: 100,
  lowerBound: 98,
  unserved: 0,
  enterprises: 3,
  enterprisesProven: 2,
};

describe('stop rules', () => {
  test('hold from their figure on', () => {
    expect([99, 100, 101].map((most) => visitsAtMost(most)(some))).toEqual([false, true, true]);
    expect([0, 0.01, 0.02, 1].map((share) => gapAtMost(share)(some))).toEqual([
      false,
      false,
      true,
      true,
    ]);
    expect([499, 500, 501].map((least) => stepsAtLeast(least)(some))).toEqual([true, true, false]);
  });

  test('of what is searched for: visits first, then minutes above capacity', () => {
    const dated: Progress = { ...some, overloadMinutes: 200, overloadBound: 190, unevenness: 7 };
    expect(visitsAtMost(100)(dated)).toBe(false);
    expect([0, 0.04, 0.05, 1].map((share) => gapAtMost(share)(dated))).toEqual([
      false,
      false,
      true,
      true,
    ]);
    expect(gapAtMost(0)({ ...dated, overloadBound: 200 })).toBe(true);
    expect([199, 200, 201].map((most) => overloadAtMost(most)(dated))).toEqual([false, true, true]);
    expect(overloadAtMost(1000)(some)).toBe(false);
    expect(stepsAtLeast(500)(dated)).toBe(true);
  });

  test('a gap of nothing is a proof', () => {
    fc.assert(
      fc.property(progressArb, (progress) => {
        expect(gapAtMost(0)(progress)).toBe(progress.visits === progress.lowerBound);
      }),
    );
  });

  test('ask the clock and the signal each time', () => {
    let now = 0;
    const rule = clockAt(() => now, 10);
    const controller = new AbortController();
    const stopped = abortedBy(controller.signal);
    expect([rule(some), stopped(some)]).toEqual([false, false]);
    now = 10;
    controller.abort();
    expect([rule(some), stopped(some)]).toEqual([true, true]);
  });

  test('of several, any or all', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 5 }), progressArb, (answers, progress) => {
        const rules = answers.map((answer) => () => answer);
        expect(anyOf(...rules)(progress)).toBe(answers.includes(true));
        expect(allOf(...rules)(progress)).toBe(!answers.includes(false));
      }),
    );
  });
});
