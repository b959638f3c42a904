import fc from 'fast-check';
import { expect, test } from 'vitest';
import { idSet } from '../../src/stream/id-set';

test('tells which ids have come, as a Set does', () => {
  const id = fc.oneof(
    fc.string({ maxLength: 3, unit: 'binary' }),
    fc.constantFrom('__proto__', 'constructor', '\ud800', '\udc00', '', '企业', 'E-1', 'E-2'),
  );
  fc.assert(
    fc.property(fc.array(id, { maxLength: 200 }), (ids) => {
      const [known, set] = [new Set<string>(), idSet()];
      for (const one of ids) {
        expect(set.add(one)).toBe(!known.has(one));
        known.add(one);
      }
    }),
    { seed: 1, numRuns: 500 },
  );
});

const shapes: ReadonlyArray<readonly [string, (k: number) => string]> = [
  ['numbered', (k) => `HN${String(k).padStart(6, '0')}`],
  ['far apart', (k) => `91330481MA${(k * 7919).toString(36)}`],
  ['of two letters each', (k) => k.toString(2).padStart(20, '0')],
];

test.each(shapes)('takes no new id for an old one among 300,000 %s', (_, idOf) => {
  const set = idSet();
  let fresh = 0;
  for (let k = 0; k < 300_000; k++) if (set.add(idOf(k))) fresh++;
  expect(fresh).toBe(300_000);
  for (let k = 0; k < 300_000; k += 997) expect(set.add(idOf(k))).toBe(false);
});

test('remembers three quarters of its slots, and compares what comes later with these', () => {
  const set = idSet(2 ** 12);
  const remembered = (3 * 2 ** 12) / 4;
  for (let k = 0; k < 10_000; k++) expect(set.add(`E-${k}`)).toBe(true);
  expect(set.add(`E-${remembered - 1}`)).toBe(false);
  expect(set.add(`E-${remembered}`)).toBe(true);
});
