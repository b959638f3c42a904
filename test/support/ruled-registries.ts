import fc from 'fast-check';
import type { Item } from '../../src/registry/item';
import type { Cap, Policy } from '../../src/registry/policy';
import type { RegistryInput } from '../../src/registry/registry';
import { type RegistryOptions, registryArb } from './registries';

const KINDS = ['routine', 'special', 'case'];
const OFF_SITE = ['documents', 'remote'];
const GRADES = ['A', 'B', 'D'];

/** A field that is present in half of all cases. */
const half = <K extends string, A>(
  name: K,
  arb: fc.Arbitrary<A>,
): fc.Arbitrary<Partial<Record<K, A>>> =>
  fc.oneof(
    fc.constant({}),
    arb.map((value) => ({ [name]: value }) as Record<K, A>),
  );

const merged = <A>(...parts: ReadonlyArray<fc.Arbitrary<Partial<A>>>): fc.Arbitrary<Partial<A>> =>
  fc.tuple(...parts).map((all) => Object.assign({}, ...all));

const termsArb: fc.Arbitrary<Partial<Item>> = merged<Item>(
  half('kind', fc.constantFrom(...KINDS)),
  half('fallback', fc.constantFrom(...OFF_SITE)),
  half(
    'methodByGrade',
    fc
      .tuple(fc.subarray(GRADES, { minLength: 1 }), fc.constantFrom(...OFF_SITE, 'on-site'))
      .map(([grades, method]) => Object.fromEntries(grades.map((grade) => [grade, method]))),
  ),
);

const capsArb: fc.Arbitrary<readonly Cap[]> = fc
  .array(
    fc.tuple(
      fc.integer({ min: 0, max: 3 }),
      merged<Cap>(
        half('each', fc.constant('department' as const)),
        half(
          'counts',
          fc.constantFrom({ kinds: ['routine', 'special'] }, { domains: ['general'] }),
        ),
        half('appliesTo', fc.constantFrom({ not: { grade: ['D'] } }, { grade: ['A', 'B'] })),
      ),
    ),
    { minLength: 1, maxLength: 2 },
  )
  .map((all) => all.map(([max, rest], k) => ({ id: `cap${k}`, max, ...rest })));

const rulesArb: fc.Arbitrary<Partial<Policy>> = merged<Policy>(
  capsArb.map((caps) => ({ caps })),
  half('protected', fc.constantFrom({ kinds: ['case'] }, { domains: ['key'] })),
  half(
    'quiet',
    fc.constantFrom([{ monthDays: { from: 1, to: 10 } }], [{ monthDays: { from: 25, to: 5 } }]),
  ),
  half('leads', fc.constantFrom([{ departments: ['d3', 'd1', 'd2', 'd0'] }])),
);

/**
 * Registries with kinds, fallbacks and methods by grade of items, and with caps, quiet days and
 * leads in the policy. `documents` and `remote` are off site.
 */
export const ruledRegistryArb = (
  options: Partial<RegistryOptions> = {},
): fc.Arbitrary<RegistryInput> =>
  fc
    .tuple(
      registryArb({ items: 8, mostTimes: 4, oddIds: false, ...options }),
      fc.array(termsArb, { minLength: 12, maxLength: 12 }),
      rulesArb,
    )
    .map(([registry, terms, rules]) => ({
      ...registry,
      items: registry.items.map((item, i) => ({ ...item, ...terms[i % terms.length] })),
      policy: {
        ...registry.policy,
        ...rules,
        methods: { documents: { onSite: false }, remote: { onSite: false } },
      },
    }));
