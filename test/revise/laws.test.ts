import fc from 'fast-check';
import { isLeft } from 'fp-ts/Either';
import { describe, expect, test } from 'vitest';
import { factsOf } from '../../src/answers/verify/facts';
import { owedBy } from '../../src/answers/verify/owed';
import { brokenRules } from '../../src/answers/verify/visit-rules';
import { columnsOf } from '../../src/output/plan';
import type { PlanDocument } from '../../src/output/plan-document';
import { plan } from '../../src/plan/plan';
import { dateTextOf, parseDay } from '../../src/registry/day';
import type { Registry, RegistryInput } from '../../src/registry/registry';
import type { Change, Through } from '../../src/revise/change';
import { type ReviseOptions, revise } from '../../src/revise/revise';
import { amendedArb, dice, randomPins, withoutRefused } from '../support/amended';
import { fewestVisitsOf } from '../support/brute-force';
import { decoded } from '../support/decoded';
import { servable } from '../support/exact';
import { registryArb, smallEnterpriseArb } from '../support/registries';
import { revised, stillToCome } from '../support/revisions';
import { happenings } from '../support/year';

const preferenceArb = fc.constantFrom<ReviseOptions>({}, { prefer: 'fewest-changes' });

/** A day some time after the frozen ones, not after the end. */
const laterIn = ({ horizon, frozenThrough }: RegistryInput, days: number): Through => {
  const first = parseDay(frozenThrough ?? dateTextOf(parseDay(horizon.start) - 1)) + 1;
  return { change: 'through', date: dateTextOf(Math.min(parseDay(horizon.end), first + days)) };
};

const isProven = ({ summary }: PlanDocument): boolean =>
  summary.enterprisesProven === summary.enterprises;

describe('through months in which nothing happens', () => {
  test('published visits stay, around pins, tasks, past visits and caps, whatever is preferred', () => {
    let unproven = 0;
    fc.assert(
      fc.property(
        amendedArb({ enterprises: 2, items: 6 }),
        preferenceArb,
        fc.nat(90),
        (input, options, days) => {
          let registry = decoded(input);
          let planned: PlanDocument = plan(registry);
          for (let month = 0; month < 3; month++) {
            const {
              changes,
              plan: now,
              registry: then,
            } = revised(registry, planned, [laterIn(registry, days)], options);
            if (isProven(planned)) {
              expect(changes).toEqual([]);
              expect(JSON.stringify(now.visits)).toBe(JSON.stringify(planned.visits));
            } else {
              unproven++;
              for (const { why } of changes)
                expect(['fewest-visits', 'most-served']).toContain(why.join());
              if (changes.some(({ why }) => why.includes('fewest-visits')))
                expect(now.summary.visits).toBeLessThan(planned.summary.visits);
            }
            [registry, planned] = [then, now];
          }
        },
      ),
      { numRuns: 12, seed: 101 },
    );
    expect(unproven).toBeLessThan(12);
  });

  test('and after what was missed or came up was planned once', () => {
    fc.assert(
      fc.property(
        registryArb({ enterprises: 2, items: 6 }),
        preferenceArb,
        fc.nat(10_000),
        (input, options, seed) => {
          const registry = decoded(input);
          const planned = plan(registry);
          const then = revised(registry, planned, happenings(registry, planned, seed), options);
          if (!isProven(then.plan)) return;
          const { changes } = revised(
            then.registry,
            then.plan,
            [laterIn(then.registry, 40)],
            options,
          );
          if (options.prefer === undefined) expect(changes).toEqual([]);
          else for (const { why } of changes) expect(why).toEqual(['fewest-visits']);
        },
      ),
      { numRuns: 20, seed: 102 },
    );
  });
});

/**
 * As many published visits as can be as they were, in a plan of as few visits as can be; pins, caps
 * and days of others aside.
 */
const mostKeptOf = (
  now: Registry,
  published: PlanDocument['visits'],
): { readonly kept: number; readonly visits: number } => {
  const facts = factsOf(now);
  const owed = servable(owedBy(facts)(now.enterprises[0])).filter(({ done }) => done === undefined);
  const fewest = fewestVisitsOf(facts, owed);
  const masks = published.flatMap(({ domain, date, occurrences }) => {
    const members = occurrences.map(({ item, cycle }) =>
      owed.findIndex((one) => one.item.id === item && one.cycle === cycle),
    );
    const all = members.map((o) => owed[o]);
    const stands =
      !members.includes(-1) &&
      all.every(({ days }) => days.includes(parseDay(date))) &&
      brokenRules(
        facts,
        domain,
        all.map(({ item }) => item),
      ).length === 0;
    return stands ? [members.reduce((mask, o) => mask | (1 << o), 0)] : [];
  });
  const all = 2 ** owed.length - 1;
  let kept = 0;
  for (let set = 0; set < 2 ** masks.length; set++) {
    const chosen = masks.filter((_, k) => (set >> k) & 1);
    const served = chosen.reduce((mask, own) => mask | own, 0);
    if (chosen.length > kept && chosen.length + fewest[all ^ served] === fewest[all])
      kept = chosen.length;
  }
  return { kept, visits: fewest[all] };
};

test('keeps as many published visits as brute force can, among plans of as few visits', () => {
  let disturbed = 0;
  fc.assert(
    fc.property(smallEnterpriseArb(7, { caps: false }), fc.nat(10_000), (input, seed) => {
      const registry = decoded(input);
      const published = plan(registry);
      const roll = dice(seed);
      const [{ id }] = registry.enterprises;
      const item = registry.items[roll(registry.items.length)];
      const through = laterIn(registry, roll(90));
      const from = dateTextOf(parseDay(through.date) + 1 + roll(120));
      const to = dateTextOf(parseDay(from) + roll(60));
      const happened: readonly Change[] = [
        through,
        ...([
          [{ change: 'enterprise', row: { ...registry.enterprises[0], closed: [{ from, to }] } }],
          [{ change: 'task', enterprise: id, item: item.id, from, to }],
          [{ change: 'item', row: { ...item, minutes: 20 + 10 * roll(6) } }],
          [{ change: 'item-ended', item: item.id }],
        ][roll(4)] as readonly Change[]),
      ];
      const { plan: now, registry: then } = revised(registry, published, happened);
      const coming = stillToCome(published, then);
      const states = new Set(
        coming.map(({ date, domain, occurrences }) => JSON.stringify([date, domain, occurrences])),
      );
      const kept = stillToCome(now, then).filter(({ date, domain, occurrences }) =>
        states.has(JSON.stringify([date, domain, occurrences])),
      ).length;
      const best = mostKeptOf(then, coming);
      expect([stillToCome(now, then).length, kept]).toEqual([best.visits, best.kept]);
      if (kept < coming.length) disturbed++;
    }),
    { numRuns: 50, seed: 103 },
  );
  expect(disturbed).toBeGreaterThan(6);
});

test('a list is the same at once and cut before each day up to which visits were made', () => {
  fc.assert(
    fc.property(
      registryArb({ enterprises: 2, items: 6 }),
      preferenceArb,
      fc.nat(10_000),
      (input, options, seed) => {
        const registry = decoded(input);
        const published = plan(registry);
        const first = happenings(registry, published, seed);
        const half = revise(registry, published, first, options);
        if (isLeft(half)) throw new Error(JSON.stringify(half.left));
        const second = happenings(half.right.registry, half.right.plan, seed + 1);
        const cut = revised(half.right.registry, half.right.plan, second, options);
        const atOnce = revised(registry, published, [...first, ...second], options);
        expect(JSON.stringify([atOnce.plan, atOnce.registry])).toBe(
          JSON.stringify([cut.plan, cut.registry]),
        );
        // What is told is what is different, each visit once.
        const was = new Map(published.visits.map((visit) => [visit.id, visit]));
        const told = new Set(atOnce.changes.map(({ id }) => id));
        expect(told.size).toBe(atOnce.changes.length);
        for (const visit of stillToCome(atOnce.plan, atOnce.registry)) {
          const { date, domain, occurrences } = was.get(visit.id) ?? {};
          const isSame =
            JSON.stringify([date, domain, occurrences]) ===
            JSON.stringify([visit.date, visit.domain, visit.occurrences]);
          expect([visit.id, told.has(visit.id ?? '')]).toEqual([visit.id, !isSame]);
        }
      },
    ),
    { numRuns: 15, seed: 104 },
  );
});

test('an id that was given up never comes back, and no two visits have one, in the plan anew either', () => {
  let givenUp = 0;
  fc.assert(
    fc.property(
      registryArb({ enterprises: 2, items: 6 }),
      preferenceArb,
      fc.nat(10_000),
      (input, options, seed) => {
        let registry = decoded(input);
        let planned = plan(registry);
        const gone = new Set<string | undefined>();
        for (let month = 0; month < 5; month++) {
          const before = planned.visits.map(({ id }) => id);
          ({ registry, plan: planned } = revised(
            registry,
            planned,
            happenings(registry, planned, seed + month),
            options,
          ));
          for (const one of [planned, plan(decoded(registry))]) {
            const ids = new Set(one.visits.map(({ id }) => id));
            expect(ids.size).toBe(one.visits.length);
            for (const id of ids) expect(gone.has(id)).toBe(false);
          }
          const now = new Set(planned.visits.map(({ id }) => id));
          for (const id of before) if (!now.has(id)) gone.add(id);
        }
        givenUp += gone.size;
      },
    ),
    { numRuns: 8, seed: 105 },
  );
  expect(givenUp).toBeGreaterThan(5);
});

test('every cause happened to the enterprise, to one of its items, or to all', () => {
  const causes = new Set<string>();
  fc.assert(
    fc.property(
      registryArb({ enterprises: 3, items: 8 }),
      preferenceArb,
      fc.nat(10_000),
      (input, options, seed) => {
        const registry = decoded(withoutRefused({ ...input, pins: randomPins(input, seed, 3) }));
        const published = plan(registry);
        const roll = dice(seed);
        const happened: readonly Change[] = [
          ...happenings(registry, published, seed),
          ...registry.departments
            .filter(() => roll(2) === 0)
            .map(
              ({ id }): Change => ({
                change: 'capacity',
                department: id,
                dailyMinutes: 60 + roll(400),
              }),
            ),
        ];
        const { changes, plan: now } = revised(registry, published, happened, options);
        const departmentOf = new Map(
          columnsOf(now).rows.items.map(({ id, department }) => [id, department]),
        );
        const missed = new Set(
          happened.flatMap((one) => (one.change === 'through' ? (one.missed ?? []) : [])),
        );
        for (const { enterprise, why, before, after } of changes) {
          expect(why.length).toBeGreaterThan(0);
          const own = [...published.visits, ...now.visits].filter(
            (visit) => visit.enterprise === enterprise,
          );
          const items = new Set([
            ...own.flatMap(({ occurrences }) => occurrences.map(({ item }) => item)),
            ...[...published.unserved, ...now.unserved].flatMap((row) =>
              row.enterprise === enterprise ? [row.item] : [],
            ),
          ]);
          for (const cause of why) {
            causes.add(cause);
            if (cause === 'missed')
              expect(
                published.visits.some(
                  (visit) => visit.enterprise === enterprise && missed.has(visit.id ?? ''),
                ),
              ).toBe(true);
            else if (cause === 'capacity') {
              expect(after?.date).not.toBe(before?.date);
              const departments = new Set(
                after?.occurrences.map(({ item }) => departmentOf.get(item)),
              );
              expect(
                happened.some(
                  (one) => one.change === 'capacity' && departments.has(one.department),
                ),
              ).toBe(true);
            } else if (cause === 'fewest-visits') {
              const count = (visits: PlanDocument['visits']): number =>
                visits.filter((visit) => visit.enterprise === enterprise).length;
              expect(count(now.visits)).toBeLessThan(count(published.visits));
            } else
              expect(
                happened.some(
                  (one) =>
                    one.change === cause &&
                    (('enterprise' in one && one.enterprise === enterprise) ||
                      (one.change === 'enterprise' && one.row.id === enterprise) ||
                      (one.change === 'item' && items.has(one.row.id)) ||
                      (one.change === 'item-ended' && items.has(one.item))),
                ),
              ).toBe(true);
          }
        }
      },
    ),
    { numRuns: 30, seed: 106 },
  );
  for (const cause of ['missed', 'task', 'item', 'closed', 'capacity'])
    expect(causes).toContain(cause);
});
