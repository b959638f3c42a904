import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exactChoice } from '../../../src/consolidate/several-caps/exact';
import { fewestOccasions, mostHeld } from '../../../src/consolidate/several-caps/occasion-sets';
import {
  type CappedProblem,
  type CappedResult,
  hostOfVisit,
  visitOf,
} from '../../../src/consolidate/several-caps/problem';
import { relaxed } from '../../../src/consolidate/several-caps/relaxation';
import { goodChoice, isBetter, merge } from '../../../src/consolidate/several-caps/ruin';
import { runs } from '../../support/runs';
import { smallProblem } from './small-problems';

const bestOf = (problem: CappedProblem, limits: readonly number[]): CappedResult | undefined => {
  const best = exactChoice(problem, limits, { steps: 10_000_000 }, true);
  if (best === undefined) throw new Error('out of steps');
  return best === 'infeasible' ? undefined : best;
};

const all = ({ own }: CappedProblem): readonly number[] => Array.from(own.keys());

describe('bounds under several caps', () => {
  test('relaxations are below the best choice, and often equal it', () => {
    const seen = { out: 0, fallback: 0, equal: 0, all: 0 };
    fc.assert(
      fc.property(smallProblem(7, true), ({ problem, limits }) => {
        const best = bestOf(problem, limits);
        if (best === undefined) return;
        const { out, fallback, made } = best;
        for (const aim of ['out', 'fallback', 'visits'] as const) {
          const { bound } = relaxed(problem, limits, [], made, { aim, out, fallback });
          expect(bound).toBeLessThanOrEqual(best[aim]);
          seen.equal += bound === best[aim] ? 1 : 0;
          seen.all++;
        }
        seen.out += out > 0 ? 1 : 0;
        seen.fallback += fallback > 0 ? 1 : 0;
      }),
      { numRuns: runs(150, 2000), seed: 5 },
    );
    expect(seen.out).toBeGreaterThan(runs(30, 400));
    expect(seen.fallback).toBeGreaterThan(runs(15, 200));
    expect(seen.equal).toBeGreaterThan(0.9 * seen.all);
  });

  test('the fewest occasions are no more than the fewest visits', () => {
    let equal = 0;
    let asked = 0;
    fc.assert(
      fc.property(smallProblem(8, false), ({ problem }) => {
        const unlimited = [8, 8];
        const best = bestOf(problem, unlimited);
        if (best === undefined) return;
        const found = fewestOccasions(problem, [], 1, best.visits);
        expect(found).toBeDefined();
        expect(found?.bound).toBeLessThanOrEqual(best.visits);
        equal += found?.bound === best.visits ? 1 : 0;
        asked++;
      }),
      { numRuns: runs(150, 2000), seed: 6 },
    );
    expect(equal).toBeGreaterThan(0.6 * asked);
  });

  test('a block is served within its own limit', () => {
    let limited = 0;
    fc.assert(
      fc.property(smallProblem(7, false), ({ problem, limits: [limit] }) => {
        const one: CappedProblem = {
          ...problem,
          capsOf: (item) => problem.capsOf(item).filter((c) => c === 0),
        };
        const best = bestOf(one, [limit]);
        if (best === undefined) return;
        const counted = all(one).filter((k) => one.capsOf(one.own[k]).length > 0);
        if (counted.length <= limit || limit === 0) return;
        const block = { counted, need: counted.length - best.out, most: limit };
        const found = fewestOccasions(one, [block], 1, best.visits);
        expect(found?.bound).toBeLessThanOrEqual(best.visits);
        limited += best.out > 0 ? 1 : 0;
      }),
      { numRuns: runs(200, 2000), seed: 7 },
    );
    expect(limited).toBeGreaterThan(runs(20, 200));
  });

  test('occasions serve no fewer than visits do', () => {
    let equal = 0;
    let asked = 0;
    fc.assert(
      fc.property(smallProblem(7, false), ({ problem, limits: [limit] }) => {
        // The second cap counts everything.
        const wide: CappedProblem = {
          ...problem,
          capsOf: (item) => [...problem.capsOf(item).filter((c) => c === 0), 1],
        };
        const most = 2;
        const best = bestOf(wide, [limit, most]);
        if (best === undefined) return;
        const counted = all(wide).filter((k) => wide.capsOf(wide.own[k]).includes(0));
        const served = wide.own.length - best.out;
        const held = mostHeld(wide, [{ counted, most: limit }], all(wide), most, served);
        expect(held?.served).toBeGreaterThanOrEqual(served);
        equal += held?.served === served ? 1 : 0;
        asked++;
        const more = mostHeld(wide, [{ counted, most: limit }], all(wide), most, served + 1);
        expect(more?.served).toBeGreaterThanOrEqual(served);
      }),
      { numRuns: runs(200, 2000), seed: 8 },
    );
    expect(asked).toBeGreaterThan(runs(60, 600));
    expect(equal).toBeGreaterThan(0.6 * asked);
  });
});

describe('choices under several caps', () => {
  test('ruin and recreate keeps the limits and the protected occurrences', () => {
    let best = 0;
    let asked = 0;
    fc.assert(
      fc.property(smallProblem(7, true), ({ problem, limits }) => {
        const exact = bestOf(problem, limits);
        if (exact === undefined) return;
        const floor = { out: exact.out, fallback: exact.fallback, visits: exact.visits };
        const start = bestOf({ ...problem, own: problem.own, must: problem.must }, limits)?.made;
        const found = goodChoice(problem, limits, start ?? [], floor, 50);
        expect(isBetter(found, exact)).toBe(false);
        const members = found.made.flatMap((visit) => visit.members);
        expect(new Set(members).size).toBe(members.length);
        for (const k of all(problem)) if (problem.must[k] === 1) expect(members).toContain(k);
        limits.forEach((limit, c) => {
          const used = found.made.filter(({ items }) =>
            items.some((i) => problem.capsOf(i).includes(c)),
          ).length;
          expect(used).toBeLessThanOrEqual(limit);
        });
        best += isBetter(exact, found) ? 0 : 1;
        asked++;
      }),
      { numRuns: runs(100, 1000), seed: 9 },
    );
    expect(best).toBe(asked);
  });

  test('merged visits hold the same occurrences, and no two of them can be one', () => {
    let fewer = 0;
    fc.assert(
      fc.property(smallProblem(8, false), ({ problem }) => {
        const alone = all(problem).flatMap((k) => visitOf(problem, [k], [problem.own[k]]) ?? []);
        const merged = merge(problem, alone);
        expect(merged.flatMap(({ members }) => members).toSorted((a, b) => a - b)).toEqual(
          all(problem),
        );
        merged.forEach((a, at) => {
          expect(hostOfVisit(problem, a)).toBe(0);
          for (const b of merged.slice(at + 1))
            expect(
              visitOf(problem, [...a.members, ...b.members], [...a.items, ...b.items]),
            ).toBeUndefined();
        });
        fewer += merged.length < alone.length ? 1 : 0;
      }),
      { numRuns: runs(100, 1000), seed: 10 },
    );
    expect(fewer).toBeGreaterThan(runs(50, 500));
  });
});
