import fc from 'fast-check';
import { isLeft } from 'fp-ts/Either';
import { describe, expect, test } from 'vitest';
import { verify } from '../../src/answers/verify/verify';
import { decodeRegistry } from '../../src/decode';
import { plan } from '../../src/plan';
import type { OccurrenceRef } from '../../src/registry/occurrence-ref';
import type { Registry, RegistryInput } from '../../src/registry/registry';
import { amendedArb, randomPins, underWay } from '../support/amended';
import { decoded } from '../support/decoded';
import { registryArb } from '../support/registries';

const accepted = (input: RegistryInput): Registry => {
  const result = decodeRegistry(input);
  if (isLeft(result)) throw new Error(JSON.stringify(result.left));
  return result.right;
};

describe('a plan around past visits, tasks and pins', () => {
  test('is valid', () => {
    fc.assert(
      fc.property(amendedArb({ enterprises: 3 }), (input) => {
        const registry = accepted(input);
        expect(verify(registry, plan(registry))).toEqual([]);
      }),
      { numRuns: 700, seed: 41 },
    );
  });

  test('is valid where little fits into one visit', () => {
    fc.assert(
      fc.property(amendedArb({ enterprises: 2, tight: true }), (input) => {
        const registry = accepted(input);
        expect(verify(registry, plan(registry, { steps: 1000 }))).toEqual([]);
      }),
      { numRuns: 300, seed: 42 },
    );
  });
});

describe('pins', () => {
  test('are refused or kept, never ignored', () => {
    const seen = { refused: 0, kept: 0 };
    fc.assert(
      fc.property(registryArb({ enterprises: 2 }), fc.integer(), fc.boolean(), (input, seed, late) => {
        const now = late ? underWay(input, seed) : input;
        for (const pin of randomPins(now, seed, 3)) {
          const result = decodeRegistry({ ...now, pins: [pin] });
          if (isLeft(result)) {
            seen.refused++;
            for (const { path } of result.left) expect(path).toMatch(/^pins\[0\]/);
            continue;
          }
          seen.kept++;
          const { visits } = plan(result.right);
          const visitOf = (one: OccurrenceRef): number =>
            visits.findIndex(
              ({ enterprise, occurrences }) =>
                enterprise === pin.enterprise &&
                occurrences.some(({ item, cycle }) => item === one.item && cycle === one.cycle),
            );
          if (pin.pin === 'visit') {
            const places = new Set(pin.occurrences.map(visitOf));
            expect(places.size).toBe(1);
            expect([...places].map((v) => visits[v]?.date)).toEqual([pin.date]);
          } else if (pin.pin === 'together') expect(new Set(pin.occurrences.map(visitOf)).size).toBe(1);
          else if (pin.pin === 'apart') {
            const places = pin.occurrences.map(visitOf).filter((v) => v >= 0);
            expect(new Set(places).size).toBe(places.length);
          }
        }
      }),
      { numRuns: 300, seed: 43 },
    );
    expect(seen.refused).toBeGreaterThan(30);
    expect(seen.kept).toBeGreaterThan(180);
  });

  test('cost no more visits than what they ask for, and none where the plan keeps to them anyway', () => {
    fc.assert(
      fc.property(registryArb({ enterprises: 2, caps: false }), fc.nat(), (input, at) => {
        const free = plan(decoded(input));
        if (free.visits.length === 0) return;
        const { enterprise, date, occurrences } = free.visits[at % free.visits.length];
        const pinned = accepted({ ...input, pins: [{ pin: 'visit', enterprise, date, occurrences }] });
        expect(plan(pinned).summary.visits).toBe(free.summary.visits);
      }),
      { numRuns: 300, seed: 44 },
    );
  });
});

test('what has been done stays as it was, with its lead and id', () => {
  fc.assert(
    fc.property(registryArb(), fc.integer(), (input, seed) => {
      const now = underWay(input, seed);
      const { visits } = plan(accepted(now));
      const key = ({ enterprise, date, lead, domain, occurrences }: (typeof visits)[number]): string =>
        JSON.stringify([enterprise, date, lead, domain, occurrences]);
      const made = new Set(visits.filter(({ date }) => date <= (now.frozenThrough ?? '')).map(key));
      expect(made).toEqual(new Set(now.done?.map((row) => key({ ...visits[0], ...row }))));
    }),
    { numRuns: 300, seed: 45 },
  );
});
