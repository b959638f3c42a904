import fc from 'fast-check';
import { isLeft, isRight } from 'fp-ts/Either';
import { describe, expect, test } from 'vitest';
import { verify } from '../../src/answers/verify/verify';
import { decodeRegistry } from '../../src/decode/decode-registry';
import { decodePlan } from '../../src/output/decode-plan';
import { plan } from '../../src/plan/plan';
import { occurrenceKey } from '../../src/registry/occurrence-ref';
import type { DateRange } from '../../src/registry/range';
import type { Registry, RegistryInput } from '../../src/registry/registry';
import type { Change } from '../../src/revise/change';
import { revise } from '../../src/revise/revise';
import { decoded } from '../support/decoded';
import { registryArb } from '../support/registries';
import { runs } from '../support/runs';
import { happenings } from '../support/year';

describe('a revision', () => {
  test('is a valid plan of a valid registry, time after time', () => {
    fc.assert(
      fc.property(
        registryArb({ enterprises: 3 }),
        fc.nat(10_000),
        fc.boolean(),
        (input, seed, few) => {
          let registry = decoded(input);
          let planned = plan(registry);
          for (let round = 0; round < 3; round++) {
            const changes = happenings(registry, planned, seed + round);
            const revised = revise(registry, planned, changes, {
              prefer: few ? 'fewest-visits' : 'fewest-changes',
            });
            if (isLeft(revised)) throw new Error(JSON.stringify([revised.left, changes]));
            ({ registry, plan: planned } = revised.right);
            expect(isRight(decodeRegistry(registry))).toBe(true);
            expect(verify(registry, planned)).toEqual([]);
          }
        },
      ),
      { numRuns: runs(10, 150), seed: 51 },
    );
  });

  test('without changes changes nothing', () => {
    fc.assert(
      fc.property(registryArb({ enterprises: 3 }), (input) => {
        const registry = decoded(input);
        const planned = plan(registry);
        const revised = revise(registry, planned, []);
        if (isLeft(revised)) throw new Error(JSON.stringify(revised.left));
        expect(revised.right.changes).toEqual([]);
        expect(revised.right.plan.visits).toEqual(planned.visits);
        expect(revised.right.plan.unserved).toEqual(planned.unserved);
      }),
      { numRuns: runs(12, 200), seed: 52 },
    );
  });

  test('has as few visits as planning anew, or fewer, and keeps what was made', () => {
    fc.assert(
      fc.property(registryArb({ enterprises: 3 }), fc.nat(10_000), (input, seed) => {
        const registry = decoded(input);
        const planned = plan(registry);
        const changes = happenings(registry, planned, seed);
        const revised = revise(registry, planned, changes);
        if (isLeft(revised)) throw new Error(JSON.stringify(revised.left));
        const { plan: after, registry: now } = revised.right;
        expect(after.summary.visits).toBeLessThanOrEqual(plan(now).summary.visits);
        const missed = new Set(
          changes.flatMap((change) => (change.change === 'through' ? (change.missed ?? []) : [])),
        );
        const frozen = now.frozenThrough ?? '';
        const made = planned.visits.filter(
          ({ id, date }) => date <= frozen && !missed.has(id ?? ''),
        );
        expect(
          after.visits.filter(({ date }) => date <= frozen).map(({ id, date }) => [id, date]),
        ).toEqual(made.map(({ id, date }) => [id, date]));
      }),
      { numRuns: runs(20, 300), seed: 53 },
    );
  });

  test('goes on under an id only with a visit that shares a check with it', () => {
    let changed = 0;
    fc.assert(
      fc.property(registryArb({ enterprises: 3 }), fc.nat(10_000), (input, seed) => {
        let registry = decoded(input);
        let planned = plan(registry);
        for (let round = 0; round < 3; round++) {
          const revised = revise(registry, planned, happenings(registry, planned, seed + round));
          if (isLeft(revised)) throw new Error(JSON.stringify(revised.left));
          ({ registry, plan: planned } = revised.right);
          for (const { before, after } of revised.right.changes) {
            if (before === undefined || after === undefined) continue;
            changed++;
            const was = new Set(before.occurrences.map((one) => occurrenceKey('', one)));
            expect(after.occurrences.some((one) => was.has(occurrenceKey('', one)))).toBe(true);
          }
          expect(new Set(planned.visits.map(({ id }) => id)).size).toBe(planned.visits.length);
        }
      }),
      { numRuns: runs(10, 150), seed: 59 },
    );
    expect(changed).toBeGreaterThan(runs(4, 100));
  });

  test('is the same whatever the order of rows', () => {
    fc.assert(
      fc.property(registryArb({ enterprises: 3 }), fc.nat(10_000), (input, seed) => {
        const registry = decoded(input);
        const document = plan(registry).toJSON();
        const changes = happenings(registry, plan(registry), seed);
        const turned: Registry = {
          ...registry,
          departments: registry.departments.toReversed(),
          items: registry.items.toReversed(),
          enterprises: registry.enterprises.toReversed(),
          assignments: (registry.assignments ?? []).toReversed(),
        };
        const [one, other] = [
          revise(registry, document, changes),
          revise(turned, { ...document, visits: document.visits.toReversed() }, changes),
        ].map((revised) =>
          isLeft(revised) ? revised.left : [revised.right.plan, revised.right.changes],
        );
        expect(JSON.stringify(other)).toBe(JSON.stringify(one));
      }),
      { numRuns: runs(8, 100), seed: 57 },
    );
  });

  test('by all changes at once owes the same as by some after the others', () => {
    // Further occurrences may have other numbers, and other ids may have been given up.
    const owed = ({ due = [], done = [], retiredIds: _, ...registry }: Registry): unknown => ({
      ...registry,
      due: due.map(({ cycle: _, ...row }) => JSON.stringify(row)).toSorted(),
      done: done.map(({ occurrences, ...row }) => ({
        ...row,
        items: occurrences.map(({ item }) => item),
      })),
    });
    fc.assert(
      fc.property(
        registryArb({ enterprises: 3 }),
        fc.nat(10_000),
        fc.nat(10),
        (input, seed, at) => {
          const registry = decoded(input);
          const planned = plan(registry);
          const [{ missed: _, ...through }, ...rest] = happenings(registry, planned, seed);
          const together = revise(registry, planned, [through, ...rest]);
          const first = revise(registry, planned, [through, ...rest.slice(0, at)]);
          if (isLeft(together) || isLeft(first)) throw new Error('refused');
          const second = revise(first.right.registry, first.right.plan, rest.slice(at));
          if (isLeft(second)) throw new Error(JSON.stringify(second.left));
          expect(owed(second.right.registry)).toEqual(owed(together.right.registry));
          expect(second.right.plan.summary.occurrences).toBe(
            together.right.plan.summary.occurrences,
          );
          const proven = [together, second].every(
            ({ right: { plan: one } }) => one.summary.enterprisesProven === one.summary.enterprises,
          );
          if (proven && registry.enterprises.every(({ visitCap }) => visitCap === undefined))
            expect(second.right.plan.summary.visits).toBe(together.right.plan.summary.visits);
        },
      ),
      { numRuns: runs(12, 200), seed: 58 },
    );
  });

  test('is the same of a plan that was written and read', () => {
    fc.assert(
      fc.property(registryArb({ enterprises: 3 }), fc.nat(10_000), (input, seed) => {
        const registry = decoded(input);
        const planned = plan(registry);
        const read = decodePlan(JSON.parse(JSON.stringify(planned)));
        if (isLeft(read)) throw new Error('unreadable');
        const changes = happenings(registry, planned, seed);
        const [a, b] = [planned, read.right].map((one) =>
          JSON.stringify(revise(registry, one, changes)),
        );
        expect(b).toBe(a);
      }),
      { numRuns: runs(8, 100), seed: 54 },
    );
  });
});

const small = decoded({
  horizon: { start: '2026-01-01', end: '2026-12-31' },
  departments: [{ id: 'fire' }],
  items: [
    {
      id: 'exits',
      department: 'fire',
      domain: 'general',
      minutes: 45,
      frequency: { times: 2 },
      appliesTo: {},
    },
  ],
  enterprises: [{ id: 'E-1' }],
});

test('a plan that has visits of nothing, and rubbish for changes, are borne', () => {
  const document = plan(small).toJSON();
  const hollow = {
    ...document,
    visits: document.visits.map(({ id: _, ...rest }) => ({ ...rest, occurrences: [] })),
  };
  const revised = revise(small, hollow, []);
  if (isLeft(revised)) throw new Error(JSON.stringify(revised.left));
  expect(verify(revised.right.registry, revised.right.plan)).toEqual([]);
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          fc.jsonValue(),
          fc.record({ change: fc.constantFrom('through', 'pin', 'item', '__proto__') }),
        ),
      ),
      (rubbish) => {
        if (rubbish.length === 0) return;
        const result = revise(small, document, JSON.parse(JSON.stringify(rubbish)));
        if (!isLeft(result)) throw new Error('taken');
        for (const { path } of result.left) expect(path).toMatch(/^changes\[/);
      },
    ),
    { numRuns: runs(20, 300), seed: 55 },
  );
});

describe('an invitation', () => {
  const invited = (policy: RegistryInput['policy'], closed: readonly DateRange[]): Registry =>
    decoded({
      horizon: { start: '2026-01-01', end: '2026-12-31' },
      departments: [{ id: 'fire' }, { id: 'market' }, { id: 'labour' }],
      items: [
        {
          id: 'exits',
          department: 'fire',
          domain: 'general',
          minutes: 45,
          frequency: { times: 1 },
          appliesTo: {},
        },
      ],
      enterprises: [{ id: 'E-1', closed }],
      ...(policy === undefined ? {} : { policy }),
    });
  const change: Change = {
    change: 'invitation',
    enterprise: 'E-1',
    departments: ['market', 'fire', 'labour'],
    from: '2026-03-01',
    to: '2026-03-31',
  };
  const answered = (registry: Registry): ReturnType<typeof revise> =>
    revise(registry, plan(registry), [change]);

  test('brings the departments together, and what falls due joins them', () => {
    const revised = answered(invited(undefined, []));
    if (isLeft(revised)) throw new Error(JSON.stringify(revised.left));
    const { visits } = revised.right.plan;
    expect(visits.map(({ departments }) => departments)).toEqual([['fire', 'labour', 'market']]);
    expect(visits[0].date.slice(0, 7)).toBe('2026-03');
    expect(visits[0].occurrences).toHaveLength(4);
  });

  test('to days when nobody can come is told to be unserved', () => {
    const revised = answered(invited(undefined, [{ from: '2026-02-15', to: '2026-04-15' }]));
    if (isLeft(revised)) throw new Error(JSON.stringify(revised.left));
    const { plan: now, registry } = revised.right;
    expect(now.unserved.map(({ reason }) => reason)).toEqual([
      'no-open-day',
      'no-open-day',
      'no-open-day',
    ]);
    expect(verify(registry, now)).toEqual([]);
  });

  test('of more departments than may come together is refused at its place', () => {
    const general = { window: 1, maxDepartments: 2 };
    const revised = answered(invited({ classify: [], domains: { general } }, []));
    expect(
      isLeft(revised) ? revised.left.map(({ path, expected }) => `${path}: ${expected}`) : [],
    ).toEqual([
      'changes[0].departments: occurrences that may share a visit ("general" forbids it by maxDepartments 2)',
    ]);
  });
});

describe('changes', () => {
  const refusal = (...changes: readonly Change[]): readonly string[] => {
    const result = revise(small, plan(small), changes);
    return isLeft(result)
      ? result.left.map(({ path, expected, actual }) => `${path}: ${expected}, ${actual}`)
      : [];
  };
  test('that cannot be made are refused with their place', () => {
    expect(refusal({ change: 'closed', enterprise: 'E-2', from: '2026-05-01' })).toEqual([
      'changes[0].enterprise: the id of an enterprise, "E-2"',
    ]);
    expect(refusal({ change: 'through', date: '2026-03-31', missed: ['E-1/exits/1'] })).toEqual([
      'changes[0].missed[0]: the id of a visit up to that day, "E-1/exits/1"',
    ]);
    const occurrences = [{ item: 'exits', cycle: 0 }];
    expect(
      refusal({
        change: 'pin',
        row: { pin: 'visit', enterprise: 'E-1', occurrences, date: '2026-09-01' },
      }),
    ).toEqual([
      expect.stringMatching(
        /^changes\[0\]\.row\.date: days that item "exits" \(cycle 0\) is allowed/,
      ),
    ]);
  });
});
