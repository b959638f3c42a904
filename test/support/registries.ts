import fc from 'fast-check';
import { factsOf } from '../../src/answers/verify/facts';
import { owedBy } from '../../src/answers/verify/owed';
import type { Criteria } from '../../src/registry/criteria';
import { dateTextOf, parseDay } from '../../src/registry/day';
import type { Department } from '../../src/registry/department';
import type { Enterprise } from '../../src/registry/enterprise';
import type { Frequency, Per } from '../../src/registry/frequency';
import type { Item } from '../../src/registry/item';
import type { DomainSettings, Policy } from '../../src/registry/policy';
import type { DateRange, Season } from '../../src/registry/range';
import type {
  Assignment,
  Calendar,
  Horizon,
  PastInspection,
  RegistryInput,
} from '../../src/registry/registry';
import { servable } from './exact';

/** Size and features of generated registries. */
export interface RegistryOptions {
  readonly enterprises: number;
  readonly items: number;
  /** Longest horizon, in days. */
  readonly days: number;
  /** Whether there are visit caps, of enterprises and by grade. */
  readonly caps: boolean;
  /** Whether settings let little fit into one visit. */
  readonly tight: boolean;
  /** Whether ids may be names of properties of every object, or not ASCII. */
  readonly oddIds: boolean;
  /** Most times a year of a frequency, so that a year has few occurrences. */
  readonly mostTimes: number;
}

const ORDINARY: RegistryOptions = {
  enterprises: 4,
  items: 12,
  days: 800,
  caps: true,
  tight: false,
  oddIds: true,
  mostTimes: 12,
};

const DEPARTMENTS = 4;
const DOMAINS = ['general', 'key', 'township'];
const GRADES = ['A', 'B', 'D'];
const SIZES = ['large', 'small', 'micro'];
const AREAS = ['海昌', '许村'];
const INDUSTRIES = ['C1713', 'C18', 'F51', 'H6210'];
const TAGS = ['food', 'dust', 'hazard'];
const OBJECTS = ['enterprise', 'kitchen', 'warehouse'];
const METHODS = ['on-site', 'sampling', 'documents', 'remote'];
const TOPICS = ['fire', 'work-safety', 'food', 'tax'];
const ODD_IDS = ['__proto__', 'constructor', 'toString', '企业 1', '\ud800', ' '];

/** A field that is present in `tenths` of ten cases; shrinks to its absence. */
const maybe = <A>(arb: fc.Arbitrary<A>, tenths = 5): fc.Arbitrary<A | undefined> =>
  fc.oneof(
    { withCrossShrink: true },
    { weight: 10 - tenths, arbitrary: fc.constant(undefined) },
    { weight: tenths, arbitrary: arb },
  );

/** A row without its undefined fields, as after JSON. */
type Defined<A> = { readonly [K in keyof A]?: Exclude<A[K], undefined> };
const defined = <A extends object>(row: A): Defined<A> =>
  // No entry is undefined now; TypeScript does not see that through `fromEntries`.
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined)) as Defined<A>;

/** Some of a list, in its order. */
const some = (list: readonly string[]): fc.Arbitrary<string[]> =>
  fc.subarray([...list], { minLength: 1 });
const oneOf = (list: readonly string[]): fc.Arbitrary<string> => fc.constantFrom(...list);

const criteriaArb: fc.Arbitrary<Criteria> = fc.letrec<{ criteria: Criteria; leaf: Criteria }>(
  (tie) => ({
    leaf: fc.oneof(
      fc.constant({}),
      fc.record({ industry: some(['C', 'C1', 'C17', 'F', 'H62']) }),
      fc.record({ tag: some(TAGS) }),
      fc.record({ size: some(SIZES) }),
      fc.record({ grade: some(GRADES) }),
      fc.record({ area: some(AREAS) }),
    ),
    criteria: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      { weight: 3, arbitrary: fc.constant({}) },
      { weight: 5, arbitrary: tie('leaf') },
      fc.record({ all: fc.array(tie('criteria'), { maxLength: 2 }) }),
      fc.record({ any: fc.array(tie('criteria'), { maxLength: 3 }) }),
      fc.record({ not: tie('leaf') }),
    ),
  }),
).criteria;

const PER_YEAR: Readonly<Record<Per, number>> = {
  horizon: 1,
  year: 1,
  'half-year': 2,
  quarter: 4,
  month: 12,
};

const frequencyArb = ({ mostTimes }: RegistryOptions, days: number): fc.Arbitrary<Frequency> => {
  const pers = (['year', 'half-year', 'quarter', 'month', 'horizon'] as const).filter(
    (per) => PER_YEAR[per] <= mostTimes,
  );
  return fc
    .record({
      per: maybe(fc.constantFrom(...pers)),
      times: fc.oneof(
        { weight: 6, arbitrary: fc.integer({ min: 1, max: 4 }) },
        { weight: 2, arbitrary: fc.constantFrom(0.5, 0.1, 1.5, 1 / 3, 2.25) },
        fc.constant(0),
      ),
      byGrade: maybe(
        fc.dictionary(oneOf(GRADES), fc.constantFrom(0, 1, 2, 3, 0.5), {
          maxKeys: 2,
          noNullPrototype: true,
        }),
      ),
    })
    .map(({ per, times, byGrade }) => {
      const most = Math.min(
        mostTimes / PER_YEAR[per ?? 'year'],
        per === 'horizon' ? days : Number.POSITIVE_INFINITY,
      );
      const atMost = (value: number): number => Math.min(value, Math.floor(most));
      const grades =
        byGrade &&
        Object.fromEntries(Object.entries(byGrade).map(([id, value]) => [id, atMost(value)]));
      return { times: atMost(times), ...defined({ per, byGrade: grades }) };
    });
};

const seasonArb: fc.Arbitrary<Season> = fc
  .tuple(
    fc.constantFrom('01-01', '06-01', '02-29', '11-01'),
    fc.constantFrom('12-31', '09-30', '02-28', '03-15'),
  )
  .map(([from, to]) => ({ from, to }));

const minutesArb = ({ tight }: RegistryOptions): fc.Arbitrary<number> =>
  tight
    ? fc.constantFrom(30, 40, 45, 60, 20)
    : fc.constantFrom(30, 10, 15, 45, 60, 90, 120, 240, 300);

/** An item before its id and its department are known. */
const itemArb = (
  options: RegistryOptions,
  days: number,
  domains: readonly string[],
): fc.Arbitrary<Omit<Item, 'id'>> =>
  fc
    .record({
      name: maybe(fc.constant('事项')),
      department: fc.nat(DEPARTMENTS - 1),
      domain: maybe(oneOf(domains)),
      method: maybe(oneOf(METHODS), 4),
      object: maybe(oneOf(OBJECTS), 3),
      topic: maybe(oneOf(TOPICS)),
      equivalent: maybe(fc.constant('x')),
      minutes: minutesArb(options),
      frequency: frequencyArb(options, days),
      season: maybe(fc.array(seasonArb, { minLength: 1, maxLength: 2 }), 2),
      appliesTo: fc.oneof(
        { weight: options.tight ? 8 : 3, arbitrary: fc.constant({}) },
        { weight: 3, arbitrary: criteriaArb },
        fc.constant(undefined),
      ),
    })
    .map(({ department, minutes, frequency, ...rest }) => ({
      department: `d${department}`,
      minutes,
      frequency,
      ...defined(rest),
    }));

/** Dates from some days before a day on. */
const dateArb = (start: number, before: number, after: number): fc.Arbitrary<string> =>
  fc.integer({ min: -before, max: after }).map((offset) => dateTextOf(start + offset));

const rangeArb = (start: number, days: number): fc.Arbitrary<DateRange> =>
  fc
    .tuple(
      fc.integer({ min: -20, max: days }),
      fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 400 })),
    )
    .map(([offset, length]) => ({
      from: dateTextOf(start + offset),
      to: dateTextOf(start + offset + length),
    }));

const enterpriseArb = (
  options: RegistryOptions,
  start: number,
  days: number,
): fc.Arbitrary<Omit<Enterprise, 'id'>> =>
  fc
    .record({
      name: maybe(fc.constant('企业')),
      industry: maybe(oneOf(INDUSTRIES)),
      size: maybe(oneOf(SIZES)),
      grade: maybe(oneOf(GRADES)),
      area: maybe(oneOf(AREAS)),
      tags: maybe(fc.subarray(TAGS)),
      objects: maybe(fc.subarray(OBJECTS)),
      exempt: maybe(fc.array(rangeArb(start, days), { maxLength: 2 }), 3),
      closed: maybe(fc.array(rangeArb(start, days), { maxLength: 2 }), 3),
      visitCap: options.caps ? maybe(fc.integer({ min: 0, max: 8 }), 3) : fc.constant(undefined),
    })
    .map(defined);

const settingsArb = (
  { tight }: RegistryOptions,
  domains: readonly string[],
): fc.Arbitrary<DomainSettings> =>
  fc
    .record({
      window: tight
        ? fc.constantFrom(1, 0.5, 0.7, 0.9)
        : fc.constantFrom(1, 0.5, 0.25, 0.7, 0.9, 0.01),
      sameObject: maybe(fc.boolean(), tight ? 3 : 5),
      sameMethod: maybe(fc.boolean(), tight ? 3 : 5),
      sameTopic: maybe(fc.boolean(), tight ? 1 : 3),
      sameLevel: maybe(fc.boolean(), tight ? 1 : 3),
      sameDepartment: maybe(fc.boolean(), tight ? 1 : 2),
      durationRatio: maybe(tight ? fc.constantFrom(2, 3, 4) : fc.constantFrom(null, 1, 1.5, 2, 3)),
      maxMinutes: tight
        ? fc.constantFrom(70, 100, 130)
        : maybe(fc.constantFrom(null, 20, 60, 120, 240)),
      maxDepartments: tight
        ? maybe(fc.integer({ min: 1, max: 3 }), 8)
        : maybe(fc.integer({ min: 1, max: 4 })),
      guests: maybe(fc.subarray([...domains]), tight ? 8 : 5),
    })
    .map(({ window, ...rest }) => ({ window, ...defined(rest) }));

/** A policy whose pairs of items are still indices. */
type RoughPolicy = Omit<Policy, 'apart'> & {
  readonly pairs?: ReadonlyArray<readonly [number, number]>;
};

const policyArb = (
  options: RegistryOptions,
  domains: readonly string[] | undefined,
): fc.Arbitrary<RoughPolicy | undefined> => {
  const known = domains ?? ['general', 'key'];
  const settings = settingsArb(options, known);
  const classification = fc
    .record({
      domain: oneOf(known),
      topics: maybe(some(TOPICS)),
      departments: maybe(some(Array.from({ length: DEPARTMENTS }, (_, d) => `d${d}`))),
    })
    .map(({ domain, ...rest }) => ({ domain, ...defined(rest) }));
  const method = fc
    .record({ onSite: maybe(fc.boolean()), group: maybe(oneOf(['desk', 'remote'])) })
    .map(defined);
  const policy = fc
    .record({
      seed: maybe(fc.integer({ min: -5, max: 1000 })),
      round: maybe(fc.integer({ min: -2, max: 3000 })),
      classify: maybe(fc.array(classification, { maxLength: 3 }), 4),
      domains:
        domains === undefined
          ? fc.constant(undefined)
          : fc
              .tuple(...domains.map(() => settings))
              .map((all) => Object.fromEntries(all.map((own, i) => [domains[i], own]))),
      methods: maybe(fc.dictionary(oneOf(METHODS), method, { noNullPrototype: true })),
      pairs: maybe(
        fc.array(fc.tuple(fc.nat(11), fc.nat(11)), { maxLength: options.tight ? 8 : 4 }),
      ),
      recognise: maybe(fc.boolean(), 8),
      capByGrade: options.caps
        ? maybe(
            fc.dictionary(oneOf(GRADES), fc.integer({ min: 0, max: 6 }), {
              maxKeys: 2,
              noNullPrototype: true,
            }),
          )
        : fc.constant(undefined),
      travelMinutes: maybe(fc.constantFrom(30, 0, 7.5)),
    })
    .map(defined);
  return domains === undefined ? maybe(policy) : policy;
};

const horizonArb = ({
  days,
  tight,
}: RegistryOptions): fc.Arbitrary<{ readonly start: number; readonly days: number }> =>
  fc.record({
    start: fc
      .constantFrom(
        '2026-01-01',
        '2026-01-31',
        '2024-02-29',
        '2025-08-31',
        '2026-04-01',
        '2027-12-30',
      )
      .map(parseDay),
    days: fc.oneof(
      { weight: tight ? 12 : 3, arbitrary: fc.constant(Math.min(365, days)) },
      { weight: 3, arbitrary: fc.integer({ min: Math.min(366, days), max: days }) },
      { weight: 2, arbitrary: fc.integer({ min: 1, max: Math.min(364, days) }) },
    ),
  });

const calendarArb = (start: number, days: number): fc.Arbitrary<Calendar> => {
  const dates = fc.array(dateArb(start, 3, days), { maxLength: 8 });
  return fc.record({ closed: maybe(dates), open: maybe(dates) }).map(defined);
};

const departmentArb: fc.Arbitrary<Omit<Department, 'id'>> = fc
  .record({
    name: maybe(fc.constant('部门')),
    level: maybe(oneOf(['city', 'town'])),
    dailyMinutes: maybe(fc.integer({ min: 10, max: 480 })),
  })
  .map(defined);

/** Further fields of departments: squads for single areas, and little daily time or none. */
const squadsArb: fc.Arbitrary<Omit<Department, 'id'>> = fc
  .record({
    dailyMinutes: maybe(fc.integer({ min: 0, max: 20 }), 3),
    dailyMinutesByArea: maybe(
      fc.dictionary(oneOf(AREAS), fc.integer({ min: 0, max: 90 }), { noNullPrototype: true }),
      3,
    ),
  })
  .map(defined);

const withIds = <A extends object>(
  rows: readonly A[],
  prefix: string,
  odd: boolean,
): ReadonlyArray<A & { readonly id: string }> =>
  rows.map((row, i) => ({ id: (odd ? ODD_IDS[i] : undefined) ?? `${prefix}${i}`, ...row }));

const ofIndex = <A extends { readonly id: string }>(rows: readonly A[], index: number): string =>
  rows[index % rows.length].id;

/** The first of the rows that name the same enterprise and item. */
const onePerPair = (rows: readonly Assignment[]): readonly Assignment[] =>
  rows.filter(
    (row, i) =>
      rows.findIndex((one) => one.enterprise === row.enterprise && one.item === row.item) === i,
  );

/**
 * Valid registries that use every field of the input. They shrink towards one enterprise, one item,
 * no policy, and a horizon of a year from 2026-01-01.
 */
export const registryArb = (
  options: Partial<RegistryOptions> = {},
): fc.Arbitrary<RegistryInput> => {
  const all = { ...ORDINARY, ...options };
  return fc
    .record({ horizon: horizonArb(all), domains: maybe(fc.constant(DOMAINS), all.tight ? 8 : 5) })
    .chain(({ horizon: { start, days }, domains }) =>
      fc.record({
        horizon: fc.constant<Horizon>({
          start: dateTextOf(start),
          end: dateTextOf(start + days - 1),
        }),
        calendar: maybe(calendarArb(start, days)),
        departments: fc.tuple(departmentArb, departmentArb, departmentArb, departmentArb),
        items: fc.array(itemArb(all, days, domains ?? ['general', 'key']), {
          minLength: 1,
          maxLength: all.items,
          size: 'max',
        }),
        enterprises: fc.array(enterpriseArb(all, start, days), {
          minLength: 1,
          maxLength: all.enterprises,
          size: 'max',
        }),
        assignments: maybe(
          fc.array(
            fc.record({
              enterprise: fc.nat(3),
              item: fc.nat(11),
              frequency: maybe(frequencyArb(all, days)),
            }),
            {
              maxLength: 5,
            },
          ),
        ),
        history: maybe(
          fc.array(
            fc.record({ enterprise: fc.nat(3), item: fc.nat(11), date: dateArb(start, 250, 30) }),
            {
              maxLength: 8,
            },
          ),
        ),
        policy: policyArb(all, domains),
        odd: all.oddIds ? maybe(fc.constant(true), 1) : fc.constant(undefined),
        squads: fc.tuple(squadsArb, squadsArb, squadsArb, squadsArb),
      }),
    )
    .map(({ horizon, calendar, departments, squads, odd, policy, ...rest }): RegistryInput => {
      const items = withIds(rest.items, 'i', odd === true);
      const enterprises = withIds(rest.enterprises, 'e', odd === true);
      const assignments = rest.assignments?.map(
        ({ enterprise, item, frequency }): Assignment => ({
          enterprise: ofIndex(enterprises, enterprise),
          item: ofIndex(items, item),
          ...defined({ frequency }),
        }),
      );
      const history = rest.history?.map(
        ({ enterprise, item, date }): PastInspection => ({
          enterprise: ofIndex(enterprises, enterprise),
          item: ofIndex(items, item),
          date,
        }),
      );
      const { pairs, ...settings } = policy ?? {};
      const apart = pairs
        ?.map(([a, b]) => [ofIndex(items, a), ofIndex(items, b)] as const)
        .filter(([a, b]) => a !== b);
      return {
        horizon,
        departments: departments.map((department, d) => ({
          id: `d${d}`,
          ...department,
          ...squads[d],
        })),
        items,
        enterprises,
        ...defined({
          calendar,
          assignments: assignments && onePerPair(assignments),
          history,
          policy: policy && { ...settings, ...defined({ apart }) },
        }),
      };
    });
};

/** The registry with only its first items, and without rows that name another item. */
const withItems = (registry: RegistryInput, count: number): RegistryInput => {
  const items = registry.items.slice(0, count);
  const kept = new Set(items.map(({ id }) => id));
  const { assignments, history, policy } = registry;
  return {
    ...registry,
    items,
    ...defined({
      assignments: assignments?.filter(({ item }) => kept.has(item)),
      history: history?.filter(({ item }) => kept.has(item)),
      policy: policy && {
        ...policy,
        ...defined({ apart: policy.apart?.filter((pair) => pair.every((id) => kept.has(id))) }),
      },
    }),
  };
};

/**
 * Registries of one enterprise with at most `most` servable occurrences, whose limits make the
 * fewest visits hard to find; small enough for an exact optimum.
 */
export const smallEnterpriseArb = (
  most = 20,
  options: Partial<RegistryOptions> = {},
): fc.Arbitrary<RegistryInput> =>
  registryArb({
    enterprises: 1,
    items: 18,
    days: 400,
    tight: true,
    oddIds: false,
    mostTimes: 4,
    ...options,
  }).map((registry) => {
    const size = (kept: number): number => {
      const part = withItems(registry, kept);
      return servable(owedBy(factsOf(part))(part.enterprises[0])).length;
    };
    let kept = registry.items.length;
    while (kept > 1 && size(kept) > most) kept -= 1;
    return withItems(registry, kept);
  });
