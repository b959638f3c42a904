import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  countLimit,
  equality,
  exception,
  holds,
  type Rule,
  type RuledItem,
  similarity,
  sumLimit,
} from '../../src/rules/rule';
import { visitChecker } from '../../src/rules/visit-check';

const itemArb: fc.Arbitrary<Omit<RuledItem, 'id'>> = fc.record({
  department: fc.constantFrom('d', 'e', 'f'),
  level: fc.constantFrom('city', undefined),
  domain: fc.constantFrom('key', 'general', 'other'),
  method: fc.constantFrom('on-site', 'sampling'),
  methodGroup: fc.constantFrom('group a', 'method b'),
  object: fc.constantFrom('enterprise', 'kitchen'),
  topic: fc.constantFrom('fire', undefined),

  kind: fc.constant('routine'),
  minutes: fc.constantFrom(30, 60, 100, 115),
});

const RULES: readonly Rule[] = [
  equality('topic', ({ topic }) => topic),
  equality('object', ({ object }) => object),
  similarity('ratio', ({ minutes }) => minutes, 1.15),
  similarity('double', ({ minutes }) => minutes, 2),
  exception(
    'apart',
    (a, b) => a.method !== b.method,
    ({ level }) => level === 'city',
  ),
  sumLimit(
    'minutes',
    ({ department }) => department,
    ({ minutes }) => minutes,
    160,
  ),
  countLimit('departments', ({ department }) => department, 2),
];

describe('the check of a visit', () => {
  test('says of any members what model §5 says rule by rule', () => {
    let [visits, hostless, twice] = [0, 0, 0];
    fc.assert(
      fc.property(
        fc.array(itemArb, { minLength: 3, maxLength: 6 }),
        fc.subarray([...RULES], { maxLength: 3 }),
        fc.array(fc.nat(7), { minLength: 1, maxLength: 4 }),
        (rows, rules, picks) => {
          const items = rows.map((row, i): RuledItem => ({ id: `${i}`, ...row }));
          // Two occurrences of every item.
          const item = Int32Array.from({ length: 2 * items.length }, (_, o) => o >> 1);
          const members = [...new Set(picks.map((pick) => pick % item.length))];
          const check = visitChecker(items, [{ domain: 'key', guests: ['general'], rules }])(item);
          const own = members.map((o) => items[item[o]]);
          const areIn = own.every(({ domain }) => domain !== 'other');
          const hasHost = own.some(({ domain }) => domain === 'key');
          const differ = new Set(own).size === own.length;
          const keeps = rules.every((rule) => holds(rule)(own));
          expect(check.isVisit('key', members)).toBe(areIn && hasHost && differ && keeps);
          // Nothing is left from one question to the next.
          expect(check.isVisit('key', members)).toBe(areIn && hasHost && differ && keeps);
          expect(check.isVisit('general', members)).toBe(false);
          if (members.length === 2)
            expect(check.mayMeet('key', members[0], members[1])).toBe(areIn && differ && keeps);
          visits += areIn && hasHost && differ && keeps && members.length > 1 ? 1 : 0;
          hostless += areIn && !hasHost && differ && keeps ? 1 : 0;
          twice += areIn && hasHost && !differ && keeps ? 1 : 0;
        },
      ),
      { seed: 5, numRuns: 3000 },
    );
    expect(Math.min(visits, hostless, twice)).toBeGreaterThan(50);
  });

  test('knows of no visit without members', () => {
    const check = visitChecker([], [{ domain: 'key', guests: [], rules: [] }])(new Int32Array(0));
    expect(check.isVisit('key', [])).toBe(false);
    expect(check.mayMeet('other', 0, 1)).toBe(false);
  });
});
