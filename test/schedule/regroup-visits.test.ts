import fc from 'fast-check';
import { expect, test } from 'vitest';
import { weeksOf } from '../../src/registry/weeks';
import { regroupVisits } from '../../src/schedule/regroup-visits';
import { overloadOf } from '../../src/schedule/workload';
import { dice } from '../support/amended';

/**
 * Visits of some enterprises at random, three departments with a team each, up to four members in a
 * visit.
 */
const example = (seed: number) => {
  const roll = dice(seed);
  const weeks = weeksOf(
    Int32Array.from({ length: 20 }, (_, k) => 20_000 + k + 2 * Math.floor(k / 5)),
  );
  const travelMinutes = roll(2) * 15;
  const enterprise: number[] = [];
  for (let e = 0; e < 4; e++) for (let k = 1 + roll(4); k > 0; k--) enterprise.push(e);
  const memberStart = [0];
  for (const _ of enterprise) memberStart.push((memberStart.at(-1) ?? 0) + 1 + roll(4));
  const members = memberStart.at(-1) ?? 0;
  const department = Int32Array.from({ length: members }, () => roll(3));
  const rank = Int32Array.from(enterprise, () => roll(20));
  const onSite = Uint8Array.from(enterprise, () => roll(4) && 1);
  const minutes = Float64Array.from({ length: members }, () => 10 + roll(50));
  const fixed = Uint8Array.from(enterprise, () => (roll(6) === 0 ? 1 : 0));
  const salt = roll(1000);
  /** Minutes of teams when members are in these visits, reckoned from nothing. */
  const loadOf = (visitOf: ArrayLike<number>): Float64Array => {
    const load = new Float64Array(3 * weeks.count);
    const there = new Set<string>();
    for (let m = 0; m < members; m++) {
      const cell = department[m] * weeks.count + weeks.ofRank[rank[visitOf[m]]];
      load[cell] += minutes[m];
      if (!there.has(`${visitOf[m]} ${department[m]}`)) load[cell] += travelMinutes;
      there.add(`${visitOf[m]} ${department[m]}`);
    }
    return load;
  };
  const first = Array.from(
    { length: members },
    (_, m) => memberStart.findIndex((start) => start > m) - 1,
  );
  const load = loadOf(first);
  const capacity = load.map(() => roll(120));
  return {
    first,
    loadOf,
    given: {
      ...{ weeks, rank, onSite, fixed, department, minutes, travelMinutes, load, capacity },
      enterprise: Int32Array.from(enterprise),
      memberStart: Int32Array.from(memberStart),
      team: department,
      enters: Uint8Array.from(department, () => roll(2)),
      allows: (m: number, at: number) => (m * 7 + at * 13 + salt) % 3 > 0,
      isVisit: (v: number, some: readonly number[]) =>
        some.length > 0 && some.length <= 4 && (v + salt) % 7 > 0,
    },
  };
};

test('members move within their enterprise, to days that they allow, and leave as many minutes fewer as is said', () => {
  let moved = 0;
  fc.assert(
    fc.property(fc.nat(1_000_000), (seed) => {
      const { given, first, loadOf } = example(seed);
      const before = overloadOf(given.load, given.capacity);
      const { visitOf, gain, moves } = regroupVisits(given);
      const after = loadOf(visitOf);
      expect(before - overloadOf(after, given.capacity)).toBeCloseTo(gain, 6);
      given.load.forEach((minutes, cell) => {
        expect(minutes).toBeCloseTo(after[cell], 6);
      });
      expect(gain).toBeGreaterThanOrEqual(0);
      const held = new Set(visitOf);
      given.rank.forEach((_, v) => {
        expect(held.has(v)).toBe(true);
      });
      visitOf.forEach((v, m) => {
        const home = first[m];
        if (v === home) return;
        expect(given.enterprise[v]).toBe(given.enterprise[home]);
        expect(given.allows(m, given.rank[v])).toBe(true);
        expect([given.fixed[v], given.fixed[home]]).toEqual([0, 0]);
        expect(given.enters[m] <= given.onSite[v]).toBe(true);
      });
      moved += moves;
    }),
    { numRuns: 500, seed: 98 },
  );
  expect(moved).toBeGreaterThan(300);
});
