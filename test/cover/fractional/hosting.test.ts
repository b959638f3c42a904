import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { membersOf } from '../../../src/cover/bits';
import { boundTo, choiceOf, crowdedHosts } from '../../../src/cover/fractional/hosting';
import type { Visits } from '../../../src/cover/fractional/visits';
import {
  checkVisits,
  elementsOf,
  maskOf,
  oddQuestionArb,
  openPacking,
  questionOf,
} from '../small-questions';
import { listed, masksOf } from './listed';

const random = { seed: 1981, numRuns: 500 } as const;

/** Four elements without limits, on occasions that all need a host, of which there are few. */
const hostedArb = fc
  .array(
    fc.record({
      members: fc.uniqueArray(fc.nat(3), { minLength: 2 }),
      hosts: fc.uniqueArray(fc.nat(3), { minLength: 1, maxLength: 2 }),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((drawn) => {
    const hosts = drawn.map(({ members, hosts: own }) => own.filter((i) => members.includes(i)));
    const { length } = drawn;
    return questionOf(
      4,
      drawn.map(({ members }) => members),
      {
        ...openPacking(4, length),
        hosts: Int32Array.from(hosts, maskOf),
        needsHost: new Uint8Array(length).fill(1),
      },
    );
  });

describe('hosts', () => {
  /** Visits with those hosts, which are all their elements. */
  const hosted = (elements: number, hosts: readonly (readonly number[])[]): Visits => {
    const sets = Int32Array.from(hosts, maskOf);
    return {
      count: hosts.length,
      sets,
      hosts: sets,
      start: Int32Array.from(
        { length: hosts.length + 1 },
        (_, v) => hosts.slice(0, v).flat().length,
      ),
      member: Int32Array.from(hosts.flat()),
      having: Array.from({ length: elements }, (_, i) =>
        Int32Array.from(hosts.flatMap((own, v) => (own.includes(i) ? [v] : []))),
      ),
      free: new Uint8Array(hosts.length),
    };
  };

  test('are crowded where and only where some of the visits have fewer of them than they are', () => {
    let [crowded, spacious] = [0, 0];
    const visitsArb = fc.array(fc.uniqueArray(fc.nat(4), { minLength: 1, maxLength: 3 }), {
      minLength: 1,
      maxLength: 6,
    });
    const shareArb = fc.constantFrom(0.25, 0.5, 1);
    fc.assert(
      fc.property(
        visitsArb,
        fc.array(shareArb, { minLength: 6, maxLength: 6 }),
        (hosts, shares) => {
          const visits = hosted(5, hosts);
          const excess = (mask: number): number =>
            hosts.reduce((sum, own, v) => sum + ((maskOf(own) & ~mask) === 0 ? shares[v] : 0), 0) -
            membersOf(Int32Array.of(mask), 0, 1).length;
          const found = crowdedHosts(5, visits, Float64Array.from(shares.slice(0, hosts.length)));
          const some = Array.from({ length: 32 }, (_, mask) => mask).some(
            (mask) => excess(mask) > 0,
          );
          expect(found.length > 0).toBe(some);
          for (const [mask] of found) expect(excess(mask)).toBeGreaterThan(0);
          if (some) crowded++;
          else spacious++;
        },
      ),
      random,
    );
    expect(Math.min(crowded, spacious)).toBeGreaterThan(50);
  });

  test('of three visits are crowded if they are two, for each visit needs a host of its own', () => {
    const visits = hosted(3, [[0], [0, 1], [1], [2]]);
    expect(crowdedHosts(3, visits, Float64Array.of(1, 1, 1, 1))).toEqual([Int32Array.of(0b011)]);
    expect(boundTo(3, visits, Int32Array.of(0b011))).toEqual([0, 1, 2]);
    expect(crowdedHosts(3, visits, Float64Array.of(1, 0.5, 0.5, 1))).toEqual([]);
    // A visit with a part that needs no host is not bound to any.
    const free = { ...visits, free: Uint8Array.of(0, 1, 0, 0) };
    expect(crowdedHosts(3, free, Float64Array.of(1, 1, 1, 1))).toEqual([]);
    expect(boundTo(3, free, Int32Array.of(0b011))).toEqual([0, 2]);
  });

  test('change visits where another one has no other: 0 or 1 for one, but 0 alone for the other', () => {
    const question = questionOf(
      4,
      [
        [0, 1, 2],
        [0, 3],
      ],
      {
        ...openPacking(4, 2),
        hosts: Int32Array.of(0b0011, 0b0001),
        needsHost: Uint8Array.of(1, 1),
      },
    );
    const visits = listed(question);
    for (const chosen of [
      [0, 1],
      [1, 0],
    ]) {
      const choice = choiceOf(question, visits, chosen);
      expect(choice?.count).toBe(2);
      if (choice !== undefined) checkVisits(question, choice);
    }
    expect(choiceOf(question, visits, [0, 1, 1])).toBeUndefined();
  });

  test('let visits be a choice where and only where each that needs a host has one of its own', () => {
    const seen = { made: 0, uncovered: 0, unhosted: 0 };
    fc.assert(
      fc.property(
        fc.oneof(oddQuestionArb({ sums: 2, counts: 2, elements: 4 }), hostedArb),
        fc.array(fc.nat(60), { maxLength: 8 }),
        (question, picks) => {
          const visits = listed(question);
          const masks = masksOf(question, visits);
          const chosen = picks.map((pick) => pick % visits.count);
          const choice = choiceOf(question, visits, chosen);
          const isCovered =
            chosen.reduce((all, v) => all | masks[v], 0) === (1 << question.elements) - 1;
          const bound = chosen.filter((v) => visits.free[v] === 0);
          // For no set of elements are there more visits with hosts among them alone (Hall 1935).
          const isHosted = Array.from({ length: 1 << question.elements }, (_, mask) => mask).every(
            (mask) =>
              bound.filter((v) => (visits.hosts[v] & ~mask) === 0).length <=
              elementsOf(mask).length,
          );
          expect(choice !== undefined).toBe(isCovered && isHosted);
          if (choice !== undefined) checkVisits(question, choice);
          if (choice !== undefined) seen.made++;
          else if (isHosted) seen.uncovered++;
          else seen.unhosted++;
        },
      ),
      { numRuns: 300 },
    );
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(20);
  });
});
