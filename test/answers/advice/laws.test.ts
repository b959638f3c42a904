import fc from 'fast-check';
import { expect, test } from 'vitest';
import { advice } from '../../../src/answers/advice/advice';
import type { Remark } from '../../../src/answers/advice/remark';
import { plan } from '../../../src/plan/plan';
import { domainOf } from '../../../src/registry/classify';
import { isProtected, policyWithDefaults, ROUTINE } from '../../../src/registry/policy-defaults';
import type { RegistryInput } from '../../../src/registry/registry';
import { amendedArb } from '../../support/amended';
import { decoded } from '../../support/decoded';
import { registryArb } from '../../support/registries';
import { ruledRegistryArb } from '../../support/ruled-registries';
import { runs } from '../../support/runs';
import { expectWellSaid } from '../explain/well-said';

const remarksOn = (input: RegistryInput): readonly Remark[] => advice(decoded(input)).remarks;

/** The value at a place; for the name of a field, the name. */
const namedBy = (
  input: unknown,
  place: string,
): { readonly value: unknown; readonly key: string } => {
  let [value, key] = [input, ''];
  for (const [, name, quoted] of place.matchAll(/\.?([^.[\]"]+)|\[("(?:[^"\\]|\\.)*"|\d+)\]/g)) {
    key = name ?? String(JSON.parse(quoted));
    expect(typeof value === 'object' && value !== null && Object.hasOwn(value, key), place).toBe(
      true,
    );
    value = Reflect.get(Object(value), key);
  }
  return { value, key };
};

/** The registry, where every second enterprise writes its tags in capitals. */
const misspelt = (input: RegistryInput): RegistryInput => ({
  ...input,
  enterprises: input.enterprises.map(({ tags = [], ...row }, e) => ({
    ...row,
    tags: e % 2 === 0 ? tags : tags.map((tag) => tag.toUpperCase()),
  })),
});

/** The text, id or number that a remark is about. */
const subjectOf = (remark: Remark): unknown => {
  switch (remark.kind) {
    case 'unclassified-topic':
      return remark.topic;
    case 'unclassified-department':
    case 'no-capacity':
      return remark.department.id;
    case 'unknown-method':
      return remark.method;
    case 'item-not-owed':
    case 'no-open-day':
      return remark.item.id;
    case 'enterprise-owed-nothing':
      return remark.enterprise.id;
    case 'cap-below-protected':
    case 'policy-cap-below-protected':
    case 'cap-counts-nothing':
      return remark.cap;
    case 'fallback-unused':
      return remark.items[0];
    case 'alike-texts':
    case 'padded-text':
      return remark.text;
  }
};

/** The values that a place may stand for: of a row its id, of a named field its name. */
const valuesAt = (input: RegistryInput, place: string): readonly unknown[] => {
  const { value, key } = namedBy(input, place);
  const row = namedBy(input, place.replace(/\.(appliesTo|frequency|season|fallback)$/, '')).value;
  return [value, key, Reflect.get(Object(row), 'id')];
};

test('every remark resolves to the value that it names, and is said in both languages', () => {
  const told = new Set<string>();
  fc.assert(
    fc.property(
      fc.oneof(registryArb().map(misspelt), amendedArb(), ruledRegistryArb()),
      (input) => {
        const given = advice(decoded(input));
        for (const remark of given.remarks) {
          told.add(remark.kind);
          expect(valuesAt(input, remark.place)).toContain(subjectOf(remark));
          if (remark.kind === 'alike-texts')
            expect(valuesAt(input, remark.like.place)).toContain(remark.like.text);
        }
        expectWellSaid(given);
        expect(advice(decoded(structuredClone(input)))).toEqual(given);
      },
    ),
    { numRuns: runs(120, 3000) },
  );
  expect([...told].sort()).toEqual([
    ...['alike-texts', 'cap-below-protected', 'cap-counts-nothing', 'enterprise-owed-nothing'],
    ...['fallback-unused', 'item-not-owed', 'no-capacity', 'no-open-day', 'padded-text'],
    ...['policy-cap-below-protected', 'unclassified-department'],
    ...['unclassified-topic', 'unknown-method'],
  ]);
});

test('checks that nobody is owed or that have no day are those of the plan', () => {
  fc.assert(
    fc.property(fc.oneof(registryArb(), amendedArb()), (input) => {
      const remarks = remarksOn(input);
      const { visits, unserved } = plan(decoded(input), { searchSteps: 0, dateSteps: 0 });
      const owed = [
        ...[...visits].flatMap(({ enterprise, occurrences }) =>
          occurrences.map(({ item }) => ({ enterprise, item, reason: undefined })),
        ),
        ...unserved,
      ];
      const [items, enterprises] = [
        new Set(owed.map(({ item }) => item)),
        new Set(owed.map(({ enterprise }) => enterprise)),
      ];
      expect(remarks.flatMap((one) => (one.kind === 'item-not-owed' ? [one.item.id] : []))).toEqual(
        input.items.flatMap(({ id }) => (items.has(id) ? [] : [id])),
      );
      expect(
        remarks.flatMap((one) =>
          one.kind === 'enterprise-owed-nothing' ? [one.enterprise.id] : [],
        ),
      ).toEqual(input.enterprises.flatMap(({ id }) => (enterprises.has(id) ? [] : [id])));
      const without = owed.filter(({ reason }) => reason === 'no-open-day');
      expect(
        remarks.flatMap((one) =>
          one.kind === 'no-open-day'
            ? [[one.item.id, one.unserved, one.occurrences, one.enterprises]]
            : [],
        ),
      ).toEqual(
        input.items.flatMap(({ id }) => {
          const own = without.filter(({ item }) => item === id);
          const all = owed.filter(({ item }) => item === id).length;
          const at = new Set(own.map(({ enterprise }) => enterprise)).size;
          return own.length === 0 ? [] : [[id, own.length, all, at]];
        }),
      );
    }),
    { numRuns: runs(80, 2000) },
  );
});

test('a cap is too low where a plan of the protected checks alone has more visits', () => {
  let low = 0;
  fc.assert(
    fc.property(registryArb({ caps: true }), (input) => {
      const policy = policyWithDefaults(input.policy, 2026);
      fc.pre(!policy.recognise);
      const items = input.items.filter(
        (item) =>
          isProtected(policy, domainOf(policy, item), item.kind ?? ROUTINE) &&
          policy.methods[item.method ?? 'on-site']?.onSite !== false,
      );
      const isKept = ({ item }: { readonly item: string }): boolean =>
        items.some(({ id }) => id === item);
      const { capByGrade, apart = [], ...rest } = input.policy ?? {};
      const alone = decoded({
        ...input,
        items,
        enterprises: input.enterprises.map(({ visitCap: _, ...row }) => row),
        assignments: (input.assignments ?? []).filter(isKept),
        history: (input.history ?? []).filter(isKept),
        policy: {
          ...rest,
          apart: apart.filter((pair) => pair.every((item) => isKept({ item }))),
        },
      });
      const { visits } = plan(alone, { dateSteps: 0 });
      const needed = (id: string): number =>
        [...visits].filter(({ enterprise }) => enterprise === id).length;
      const expected = input.enterprises.flatMap(({ id, visitCap, grade = '' }) => {
        const cap = visitCap ?? capByGrade?.[grade] ?? Number.POSITIVE_INFINITY;
        return needed(id) > cap ? [[id, cap, needed(id)]] : [];
      });
      low += expected.length;
      expect(
        remarksOn(input).flatMap((one) =>
          one.kind === 'cap-below-protected' ? [[one.enterprise.id, one.cap, one.needed]] : [],
        ),
      ).toEqual(expected);
    }),
    { numRuns: runs(60, 1500) },
  );
  expect(low).toBeGreaterThan(10);
});

test('a cap of the policy on all on-site checks is too low where the same cap of every enterprise is', () => {
  let low = 0;
  fc.assert(
    fc.property(registryArb({ caps: false }), fc.integer({ min: 0, max: 4 }), (input, max) => {
      const { capByGrade: _, ...policy } = input.policy ?? {};
      const whole = remarksOn({ ...input, policy: { ...policy, caps: [{ id: 'all', max }] } });
      const enterprises = input.enterprises.map((row) => ({ ...row, visitCap: max }));
      const single = remarksOn({ ...input, policy, enterprises }).flatMap((one) =>
        one.kind === 'cap-below-protected' ? [one.needed] : [],
      );
      low += single.length;
      expect(whole.filter(({ kind }) => kind.endsWith('cap-below-protected'))).toEqual(
        single.length === 0
          ? []
          : [
              {
                ...{ kind: 'policy-cap-below-protected', place: 'policy.caps[0]', cap: 'all', max },
                ...{ needed: Math.max(...single), enterprises: single.length },
              },
            ],
      );
    }),
    { numRuns: runs(60, 1500) },
  );
  expect(low).toBeGreaterThan(10);
});

test('a cap or a fallback that is told to have no effect has none', () => {
  let [caps, fallbacks] = [0, 0];
  fc.assert(
    fc.property(ruledRegistryArb({ caps: false }), (input) => {
      const remarks = remarksOn(input);
      const [idle, unused] = [
        remarks.flatMap((one) => (one.kind === 'cap-counts-nothing' ? [one.cap] : [])),
        remarks.flatMap((one) => (one.kind === 'fallback-unused' ? one.items : [])),
      ];
      caps += idle.length;
      fallbacks += unused.length;
      const isIdle = ({ id }: { readonly id: string }): boolean => idle.includes(id);
      const without = {
        ...input,
        policy: {
          ...input.policy,
          caps: (input.policy?.caps ?? []).filter((cap) => !isIdle(cap)),
        },
        items: input.items.map(({ fallback, ...item }) =>
          fallback === undefined || unused.includes(item.id) ? item : { ...item, fallback },
        ),
      };
      const documentOf = (registry: RegistryInput) => {
        const { visits, unserved } = plan(decoded(registry), { dateSteps: 0 });
        return { visits, unserved };
      };
      expect(documentOf(without)).toEqual(documentOf(input));
      expect(
        remarksOn(without).filter(({ kind }) =>
          ['cap-counts-nothing', 'fallback-unused'].includes(kind),
        ),
      ).toEqual([]);
    }),
    { numRuns: runs(40, 600) },
  );
  expect(Math.min(caps, fallbacks)).toBeGreaterThan(5);
});

/** Registries without oddities. */
const cleanArb: fc.Arbitrary<RegistryInput> = fc
  .record({
    items: fc.array(
      fc.record({
        department: fc.constantFrom('fire', 'market'),
        domain: fc.constantFrom('key', 'general'),
        method: fc.constantFrom('on-site', 'sampling', 'documents', '远程检查'),
        topic: fc.constantFrom('消防', 'food'),
        minutes: fc.integer({ min: 10, max: 60 }),
        frequency: fc.record({ times: fc.integer({ min: 1, max: 4 }) }),
      }),
      { minLength: 1, maxLength: 8 },
    ),
    enterprises: fc.array(fc.record({ area: fc.constantFrom('海昌', '许村') }), {
      minLength: 1,
      maxLength: 4,
    }),
  })
  .map(({ items, enterprises }) => ({
    horizon: { start: '2026-01-01', end: '2026-12-31' },
    departments: ['fire', 'market'].map((id) => ({ id, dailyMinutes: 480 })),
    items: items.map((item, i) => ({ id: `i${i}`, ...item, appliesTo: {} })),
    enterprises: enterprises.map((row, e) => ({ id: `E-${e}`, ...row })),
  }));

test('a registry without oddities has no remarks', () => {
  fc.assert(
    fc.property(cleanArb, (input) => {
      expect(remarksOn(input)).toEqual([]);
    }),
    { numRuns: runs(40, 1000) },
  );
});
