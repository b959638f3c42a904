import fc from 'fast-check';
import { isLeft } from 'fp-ts/Either';
import { describe, expect, test } from 'vitest';
import { verify } from '../../src/answers/verify/verify';
import { formatError } from '../../src/codec/located-error';
import { decodeRegistry } from '../../src/decode/decode-registry';
import { plan } from '../../src/plan/plan';
import { dateTextOf, parseDay } from '../../src/registry/day';
import type { OccurrenceRef } from '../../src/registry/occurrence-ref';
import type { Pin } from '../../src/registry/pin';
import type { Registry, RegistryInput } from '../../src/registry/registry';
import { amendedArb, randomPins, underWay } from '../support/amended';
import { decoded } from '../support/decoded';
import { registryArb } from '../support/registries';
import { runs } from '../support/runs';

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
      { numRuns: runs(40, 700), seed: 41 },
    );
  });

  test('is valid where little fits into one visit', () => {
    fc.assert(
      fc.property(amendedArb({ enterprises: 2, tight: true }), (input) => {
        const registry = accepted(input);
        expect(verify(registry, plan(registry, { searchSteps: 1000 }))).toEqual([]);
      }),
      { numRuns: runs(30, 300), seed: 42 },
    );
  });
});

describe('pins', () => {
  test('are refused or kept, never ignored', () => {
    const seen = { refused: 0, kept: 0 };
    fc.assert(
      fc.property(
        registryArb({ enterprises: 2 }),
        fc.integer(),
        fc.boolean(),
        (input, seed, late) => {
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
            } else if (pin.pin === 'together')
              expect(new Set(pin.occurrences.map(visitOf)).size).toBe(1);
            else if (pin.pin === 'apart') {
              const places = pin.occurrences.map(visitOf).filter((v) => v >= 0);
              expect(new Set(places).size).toBe(places.length);
            }
          }
        },
      ),
      { numRuns: runs(30, 300), seed: 43 },
    );
    expect(seen.refused).toBeGreaterThan(runs(2, 30));
    expect(seen.kept).toBeGreaterThan(runs(14, 180));
  });

  test('cost no more visits than what they ask for, and none where the plan keeps to them anyway', () => {
    fc.assert(
      fc.property(registryArb({ enterprises: 2, caps: false }), fc.nat(), (input, at) => {
        const free = plan(decoded(input));
        if (free.visits.length === 0) return;
        const { enterprise, date, occurrences } = free.visits[at % free.visits.length];
        const pinned = accepted({
          ...input,
          pins: [{ pin: 'visit', enterprise, date, occurrences }],
        });
        expect(plan(pinned).summary.visits).toBe(free.summary.visits);
      }),
      { numRuns: runs(30, 300), seed: 44 },
    );
  });
});

test('visits, tasks and pins on record of whatever there is are refused at their places, or planned', () => {
  const seen = { refused: 0, planned: 0 };
  fc.assert(
    fc.property(
      registryArb({ enterprises: 2 }),
      fc.array(fc.nat(), { minLength: 40, maxLength: 40 }),
      (input, rolls) => {
        let at = 0;
        const roll = (below: number): number => (rolls[at++ % rolls.length] + at) % below;
        const pick = <A>(list: readonly A[]): A => list[roll(list.length)];
        if (input.items.length === 0 || input.enterprises.length === 0) return;
        const enterprise = pick(input.enterprises).id;
        const date = (): string => dateTextOf(parseDay(input.horizon.start) + roll(300));
        const one = (): OccurrenceRef => ({
          item: pick(input.items).id,
          cycle: pick([0, 0, 0, 1, 7, 10_000, 10_001]),
        });
        const span = (): { from: string; to: string } => {
          const [from = '', to = ''] = [date(), date()].sort();
          return { from, to };
        };
        const pin = (): Pin => {
          const occurrences = [one(), one()];
          const kind = roll(4);
          if (kind === 0) return { pin: 'visit', enterprise, date: date(), occurrences };
          if (kind === 1) return { pin: 'days', enterprise, ...one(), ...span() };
          return { pin: kind === 2 ? 'together' : 'apart', enterprise, occurrences };
        };
        const result = decodeRegistry({
          ...input,
          frozenThrough: date(),
          due: roll(2) === 0 ? [] : [{ enterprise, ...one(), ...span() }],
          done:
            roll(2) === 0
              ? []
              : [
                  {
                    enterprise,
                    domain: 'general',
                    date: date(),
                    lead: pick(input.departments).id,
                    occurrences: [one()],
                  },
                ],
          pins: [pin(), pin()].slice(roll(3)),
        });
        if (isLeft(result)) {
          seen.refused++;
          for (const { path } of result.left)
            expect(path).toMatch(/^(pins|due|done|frozenThrough)/);
        } else {
          seen.planned++;
          expect(verify(result.right, plan(result.right))).toEqual([]);
        }
      },
    ),
    { numRuns: runs(40, 500), seed: 46 },
  );
  expect(Math.min(seen.refused, seen.planned)).toBeGreaterThan(runs(4, 50));
});

test('what has been done stays as it was, with its lead and id', () => {
  fc.assert(
    fc.property(registryArb(), fc.integer(), (input, seed) => {
      const now = underWay(input, seed);
      const { visits } = plan(accepted(now));
      const key = ({
        enterprise,
        date,
        lead,
        domain,
        occurrences,
      }: (typeof visits)[number]): string =>
        JSON.stringify([enterprise, date, lead, domain, occurrences]);
      const made = new Set(visits.filter(({ date }) => date <= (now.frozenThrough ?? '')).map(key));
      expect(made).toEqual(new Set(now.done?.map((row) => key({ ...visits[0], ...row }))));
    }),
    { numRuns: runs(30, 300), seed: 45 },
  );
});

describe('past visits', () => {
  test('an id of two of them is refused at the second', () => {
    const visit = { id: 'V-7', enterprise: 'E', domain: 'general', lead: 'D' };
    const result = decodeRegistry({
      horizon: { start: '2026-01-01', end: '2026-12-31' },
      departments: [{ id: 'D' }],
      items: [{ id: 'I', department: 'D', minutes: 30, frequency: { times: 2 }, appliesTo: {} }],
      enterprises: [{ id: 'E' }],
      frozenThrough: '2026-10-31',
      done: [
        { ...visit, date: '2026-03-17', occurrences: [{ item: 'I', cycle: 0 }] },
        { ...visit, date: '2026-09-15', occurrences: [{ item: 'I', cycle: 1 }] },
      ],
    });
    expect(isLeft(result) ? result.left.map(formatError) : []).toEqual([
      'done[1].id: expected an id other than that of done[0], got "V-7"',
    ]);
  });
});
