import type {
  Assignment,
  Cap,
  Criteria,
  Department,
  DomainSettings,
  DoneVisit,
  Due,
  Enterprise,
  Frequency,
  Item,
  Lead,
  MethodSettings,
  OccurrenceRef,
  PastInspection,
  Per,
  Pin,
  Policy,
  Quiet,
  RegistryInput,
} from '../../src/index';
import { type Draws, defined, drawsOf } from './random';
import { problemOf } from './reference/optimum';
import { type Duty, dateOf, dayNumber, type Reading, readRegistry } from './reference/owed';
import type { Visits } from './reference/visits';

/** The structure that a registry is drawn for: each has shown defects before. */
type Leaning = 'anything' | 'guests' | 'caps' | 'pins' | 'tight' | 'tasks';

/** `tasks` is not among them: only who asks gets it, so that seeds keep their registries. */
const LEANINGS: readonly Leaning[] = [
  'anything',
  'anything',
  'guests',
  'guests',
  'caps',
  'caps',
  'pins',
  'pins',
  'tight',
];
const DOMAINS = ['key', 'general', 'township', '镇街'];
const METHODS = ['on-site', 'sampling', 'documents', 'remote'];
const OBJECTS = ['kitchen', 'construction-site'];
const TOPICS = ['fire', 'food', 'work-safety'];
const GRADES = ['A', 'B', 'D'];
const AREAS = ['海昌街道', '许村镇'];
const INDUSTRIES = ['C1713', 'C18', 'F51'];
const TAGS = ['food', 'dust'];
const ODD_IDS = ['é/0', '__proto__', '项4', 'constructor', ' ', '%2F'];
const STARTS = [
  '2026-01-01',
  '2026-01-31',
  '2024-02-29',
  '2025-08-31',
  '2026-12-15',
  '2027-03-01',
  '2025-11-10',
];

/** Ids of a kind of row, odd ones among them. */
const idsOf = ({ chance }: Draws, prefix: string, count: number): readonly string[] => {
  const odd = chance(10);
  return Array.from({ length: count }, (_, k) =>
    odd && k < ODD_IDS.length ? ODD_IDS[k] : `${prefix}${k}`,
  );
};

const criteriaOf = (draws: Draws, depth = 0): Criteria => {
  const { pick, some, between, chance } = draws;
  if (chance(55)) return {};
  switch (draws.below(depth < 2 ? 8 : 5)) {
    case 0:
      return { industry: some(['C', 'C17', 'F'], between(1, 2)) };
    case 1:
      return { tag: some(TAGS, 1) };
    case 2:
      return { size: [pick(['large', 'micro'])] };
    case 3:
      return { grade: some(GRADES, between(1, 2)) };
    case 4:
      return { area: some(AREAS, 1) };
    case 5:
      return { not: criteriaOf(draws, depth + 1) };
    case 6:
      return { any: [criteriaOf(draws, depth + 1), criteriaOf(draws, depth + 1)] };
    default:
      return { all: [criteriaOf(draws, depth + 1), criteriaOf(draws, depth + 1)] };
  }
};

/** A frequency of few occurrences in a horizon of some days. */
const frequencyOf = ({ pick, chance, maybe, some, between }: Draws, days: number): Frequency => {
  const per: Per = pick(
    days >= 360
      ? ['horizon', 'year', 'half-year', 'quarter', 'year']
      : ['horizon', 'horizon', days >= 90 ? 'quarter' : 'month', 'month'],
  );
  const units = {
    horizon: 1,
    year: days / 365,
    'half-year': days / 182,
    quarter: days / 91,
    month: days / 30,
  }[per];
  const most = Math.max(1, Math.floor(4 / Math.max(1, units)));
  const fractional = per === 'horizon' ? [0.5, 2.74, 1.5, 1 / 3] : [0.5, 1.5, 1 / 3, 0.75];
  const timesOf = (): number =>
    Math.min(most, days, chance(80) ? between(1, Math.min(3, most)) : pick(fractional));
  const byGrade = maybe(15, () =>
    Object.fromEntries(some(GRADES, 2).map((grade) => [grade, pick([0, 1, timesOf()])])),
  );
  return defined({
    times: chance(3) ? 0 : timesOf(),
    per: per === 'year' && chance(50) ? undefined : per,
    byGrade,
  });
};

const settingsOf = (
  draws: Draws,
  leaning: Leaning,
  names: readonly string[],
  name: string,
): DomainSettings => {
  const { pick, maybe, chance, some, between } = draws;
  const mixed = leaning === 'caps' || chance(25);
  const narrow = leaning === 'tight';
  const others = names.filter((other) => other !== name);
  return defined({
    window: pick([1, 1, 1, 0.5, 0.75, 0.9, 0.3, 0.1]),
    sameObject: maybe(40, () => chance(80)),
    sameMethod: maybe(mixed ? 15 : 60, () => chance(90)),
    sameTopic: maybe(12, () => true),
    sameLevel: maybe(12, () => true),
    sameDepartment: maybe(6, () => true),
    durationRatio: maybe(60, () => pick([1, 1.1, 1.15, 1.5, 2, 3, null])),
    maxMinutes: maybe(narrow ? 90 : 50, () =>
      pick(narrow ? [60, 90, 100, 120] : [60, 100, 115, 120, 240, null]),
    ),
    maxDepartments: maybe(30, () => between(1, 3)),
    guests: maybe(leaning === 'guests' ? 95 : 60, () =>
      some(chance(5) ? names : others, between(1, others.length)),
    ),
  });
};

const policyOf = (
  draws: Draws,
  leaning: Leaning,
  names: readonly string[],
  ids: { readonly items: readonly string[]; readonly departments: readonly string[] },
): Policy => {
  const { pick, maybe, chance, some, between } = draws;
  const methodOf = (): MethodSettings =>
    defined({
      onSite: maybe(60, () => chance(35)),
      group: maybe(50, () => pick(['desk', 'visit', 'remote'])),
    });
  const pairs = (count: number): readonly (readonly [string, string])[] =>
    Array.from({ length: count }, () => some(ids.items, 2)).flatMap(([a, b]) =>
      b === undefined ? [] : [[a, b] as const],
    );
  const classification = () =>
    defined({
      domain: pick(names),
      topics: maybe(60, () => some(TOPICS, between(1, 2))),
      departments: maybe(50, () => some(ids.departments, 1)),
    });
  return defined({
    seed: maybe(20, () => between(-5, 1000)),
    round: maybe(20, () => pick([-1, 0, 1, 7, 2026])),
    // The default classification uses `key`, which then needs settings.
    classify: names.includes('key')
      ? maybe(25, () => [classification(), classification()])
      : [classification()],
    domains: Object.fromEntries(
      names.map((name) => [name, settingsOf(draws, leaning, names, name)]),
    ),
    methods: maybe(leaning === 'caps' ? 90 : 50, () =>
      Object.fromEntries(some(METHODS, between(1, 3)).map((name) => [name, methodOf()])),
    ),
    apart: maybe(leaning === 'guests' ? 70 : 30, () => pairs(between(1, 3))),
    recognise: maybe(leaning === 'tasks' ? 90 : 20, () => chance(80)),
    capByGrade: maybe(leaning === 'caps' ? 50 : 15, () =>
      Object.fromEntries(some(GRADES, 2).map((grade) => [grade, between(0, 3)])),
    ),
    travelMinutes: maybe(20, () => pick([0, 7.5, 30])),
  });
};

/** Closed and open days: mostly few, some with one long stretch closed. */
const calendarOf = (
  { below, chance, between }: Draws,
  first: number,
  days: number,
): RegistryInput['calendar'] => {
  const all = Array.from({ length: days }, (_, k) => dateOf(first + k));
  switch (below(5)) {
    case 0:
      return undefined;
    case 1: {
      const from = below(days);
      return { closed: all.slice(from, from + between(1, days)) };
    }
    case 2: {
      // Only some days are open.
      const share = 3 + below(30);
      return { closed: all, open: all.filter(() => chance(share)) };
    }
    case 3:
      return { closed: all.filter(() => chance(50)), open: all.filter(() => chance(10)) };
    default:
      return { open: all.filter(() => chance(3)) };
  }
};

const rangeOf = (
  { between }: Draws,
  first: number,
  days: number,
): { readonly from: string; readonly to: string } => {
  const from = first + between(-5, days);
  return { from: dateOf(from), to: dateOf(from + between(0, Math.max(3, Math.floor(days / 3)))) };
};

/** A valid registry without made visits, pins and due tasks. */
const plainRegistry = (draws: Draws, leaning: Leaning): RegistryInput => {
  const { pick, maybe, chance, some, between, below } = draws;
  const days = pick([
    between(20, 45),
    between(20, 120),
    between(60, 200),
    365,
    between(366, 420),
    between(1, 30),
  ]);
  const start = pick(STARTS);
  const first = dayNumber(start);
  const names = [
    'general',
    ...some(
      DOMAINS.filter((name) => name !== 'general'),
      between(chance(90) ? 1 : 0, leaning === 'guests' ? 3 : 2),
    ),
  ];
  const isDefault = leaning === 'anything' && chance(20);
  const known = isDefault ? ['key', 'general'] : names;
  const departmentIds = idsOf(draws, 'd', between(1, 4));
  const itemIds = idsOf(draws, 'i', between(2, leaning === 'guests' ? 7 : 6));
  const enterpriseIds = idsOf(draws, 'e', between(3, 7));
  const levels = chance(40) ? ['city', 'town', undefined] : [undefined];
  const topics = chance(60) ? [...TOPICS, undefined] : [undefined];
  const minutes = pick([
    [30],
    [100, 115],
    [100, 110, 115, 127],
    [20, 30, 40, 45, 60],
    [10, 30, 60, 90, 120, 300],
  ]);
  const objects = chance(30) ? [undefined, ...OBJECTS] : [undefined];
  const methods =
    leaning === 'caps'
      ? [...METHODS, undefined]
      : chance(40)
        ? [...METHODS, undefined, undefined]
        : [undefined];
  // Few hosts: one domain has most of the items.
  const host = pick(known);
  const guest = pick(known);
  const domainOf = (k: number): string | undefined =>
    leaning === 'guests' && chance(85) ? (k === 0 ? host : guest) : maybe(70, () => pick(known));
  const items = itemIds.map(
    (id, k): Item =>
      defined({
        id,
        name: maybe(20, () => '事项'),
        department: pick(departmentIds),
        domain: domainOf(k),
        method: pick(methods),
        object: pick(objects),
        topic: pick(topics),
        equivalent: maybe(leaning === 'tasks' ? 80 : 20, () => 'x'),
        minutes: pick(minutes),
        frequency: frequencyOf(draws, days),
        season: maybe(12, () => [
          {
            from: pick(['01-01', '06-01', '11-01', '02-29']),
            to: pick(['12-31', '09-30', '02-28', '03-15']),
          },
        ]),
        appliesTo: maybe(92, () => (chance(70) ? {} : criteriaOf(draws))),
        prepare: maybe(5, () => ['平面图']),
      }),
  );
  const caps = leaning === 'caps' ? 70 : 20;
  const enterprises = enterpriseIds.map(
    (id): Enterprise =>
      defined({
        id,
        name: maybe(10, () => '企业'),
        industry: maybe(50, () => pick(INDUSTRIES)),
        size: maybe(50, () => pick(['large', 'micro'])),
        grade: maybe(60, () => pick(GRADES)),
        area: maybe(50, () => pick(AREAS)),
        tags: maybe(40, () => some(TAGS, between(0, 2))),
        objects: maybe(50, () => some(OBJECTS, between(0, 2))),
        exempt: maybe(leaning === 'tasks' ? 60 : 15, () => [rangeOf(draws, first, days)]),
        closed: maybe(20, () => [rangeOf(draws, first, days)]),
        visitCap: maybe(caps, () => between(0, 4)),
      }),
  );
  const assignments = enterpriseIds.flatMap((enterprise) =>
    some(itemIds, chance(25) ? 1 : 0).map(
      (item): Assignment =>
        defined({ enterprise, item, frequency: maybe(60, () => frequencyOf(draws, days)) }),
    ),
  );
  const history = enterpriseIds.flatMap((enterprise) =>
    some(itemIds, chance(25) ? between(1, 2) : 0).map(
      (item): PastInspection => ({ enterprise, item, date: dateOf(first + between(-days, 10)) }),
    ),
  );
  return defined({
    horizon: { start, end: dateOf(first + days - 1) },
    calendar: calendarOf(draws, first, days),
    departments: departmentIds.map(
      (id): Department =>
        defined({
          id,
          level: pick(levels),
          dailyMinutes: maybe(30, () => pick([0, 30, 60, 240])),
          dailyMinutesByArea: maybe(10, () => ({ [pick(AREAS)]: between(0, 90) })),
        }),
    ),
    items,
    enterprises,
    assignments: below(3) === 0 && assignments.length === 0 ? undefined : assignments,
    history: history.length === 0 ? undefined : history,
    policy: isDefault
      ? undefined
      : policyOf(draws, leaning, names, { items: itemIds, departments: departmentIds }),
  });
};

const KINDS = ['routine', 'special', 'case', '专项'];

/** The registry with '' for grade D: a grade like any other. */
const withEmptyGrade = (registry: RegistryInput): RegistryInput =>
  JSON.parse(JSON.stringify(registry).replaceAll('"D"', '""'));

/**
 * The registry with kinds, protection, quiet days and leads, drawn apart from all else: the rest of
 * a seed's registry is the same with them or without.
 */
const withCountryRules = (
  { pick, maybe, chance, some, between }: Draws,
  registry: RegistryInput,
): RegistryInput => {
  if (chance(60)) return registry;
  const { items, departments, policy = {} } = registry;
  const domains = Object.keys(policy.domains ?? { key: 0, general: 0 });
  const criteria = (): Criteria | undefined =>
    maybe(60, () => pick<Criteria>([{ grade: some(GRADES, 1) }, { area: some(AREAS, 1) }, {}]));
  const quiet = (): Quiet =>
    defined({
      ...(chance(50)
        ? { monthDays: { from: between(1, 31), to: between(1, 31) } }
        : {
            season: pick([
              { from: '06-07', to: '06-10' },
              { from: '12-15', to: '02-29' },
            ]),
          }),
      appliesTo: criteria(),
    });
  const lead = (): Lead =>
    defined({
      departments: some(
        departments.map(({ id }) => id),
        between(1, 2),
      ),
      domains: maybe(30, () => some(domains, 1)),
      topics: maybe(30, () => some(TOPICS, 2)),
      objects: maybe(20, () => some(['enterprise', ...OBJECTS], 1)),
    });
  const list = <A>(most: number, draw: () => A): readonly A[] =>
    Array.from({ length: between(1, most) }, draw);
  const graded = chance(40) ? 50 : 0;
  const named = Object.entries(
    policy.methods ?? { documents: { onSite: false }, remote: { onSite: false } },
  );
  const offSite = named.flatMap(([method, { onSite }]) => (onSite === false ? [method] : []));
  const fallback = offSite.length > 0 && chance(60) ? 60 : 0;
  const caps = (): readonly Cap[] =>
    Array.from({ length: between(1, 3) }, (_, k) =>
      defined({
        id: `cap${k}`,
        max: between(0, 3),
        each: maybe(50, () => 'department' as const),
        counts: maybe(70, () =>
          defined({
            kinds: maybe(40, () => some(KINDS, between(1, 2))),
            departments: maybe(20, () =>
              some(
                departments.map(({ id }) => id),
                1,
              ),
            ),
            levels: maybe(20, () => ['city']),
            domains: maybe(30, () => some(domains, 1)),
            offSite: maybe(20, () => chance(80)),
          }),
        ),
        appliesTo: criteria(),
      }),
    );
  const ruled: RegistryInput = {
    ...registry,
    items: items.map((item) =>
      defined({
        ...item,
        kind: maybe(50, () => pick(KINDS)),
        basis: maybe(10, () => ['消防法第五十三条']),
        fallback: maybe(fallback, () => pick(offSite)),
        methodByGrade: maybe(graded, () =>
          Object.fromEntries(some(GRADES, between(0, 2)).map((grade) => [grade, pick(METHODS)])),
        ),
      }),
    ),
    policy: defined({
      ...policy,
      protected: maybe(50, () =>
        defined({
          domains: maybe(60, () => some(domains, between(0, 2))),
          kinds: maybe(60, () => some(KINDS, between(0, 2))),
        }),
      ),
      caps: maybe(60, caps),
      quiet: maybe(60, () => list(3, quiet)),
      leads: maybe(60, () => list(3, lead)),
      spacing: maybe(50, () => pick([0, 1, 7, 30, 90, 366])),
    }),
  };
  return chance(15) ? withEmptyGrade(ruled) : ruled;
};

const refOf = ({ item, cycle }: Duty): OccurrenceRef => ({ item: item.id, cycle });

/** Visits made by the day up to which planning is closed. */
const doneOf = (draws: Draws, reading: Reading, frozen: number): readonly DoneVisit[] => {
  const { registry, openDays, domains } = reading;
  const { below, chance, pick, some, between } = draws;
  const past = openDays.filter((day) => day <= frozen);
  if (past.length === 0) return [];
  return registry.enterprises.flatMap((enterprise): readonly DoneVisit[] => {
    if (chance(50)) return [];
    const { duties, visits } = problemOf(reading, enterprise);
    let left = duties;
    return Array.from({ length: 1 + below(2) }).flatMap((): readonly DoneVisit[] => {
      // A visit of a possible plan, or one that the rules forbid.
      const masks = visits?.masks ?? [];
      const mask = masks.length > 0 && chance(70) ? pick(masks) : undefined;
      const drawn =
        mask === undefined
          ? some(left, between(1, 3))
          : (visits?.units ?? []).flatMap((unit, u) => (mask & (1 << u) ? unit.duties : []));
      const own = drawn.filter(
        (one) => left.includes(one) && drawn.find(({ item }) => item.id === one.item.id) === one,
      );
      if (own.length === 0) return [];
      left = left.filter((one) => !own.includes(one));
      return [
        defined({
          id: chance(30)
            ? `made ${enterprise.id} ${own[0].item.row.id} ${own[0].cycle}`
            : undefined,
          enterprise: enterprise.id,
          domain: chance(70) ? own[0].item.domain : pick([...domains.keys()]),
          date: dateOf(pick(past)),
          lead: pick(own).item.row.department,
          occurrences: own.map(refOf),
        }),
      ];
    });
  });
};

const dueOf = (draws: Draws, { registry, first, last, owedTo, items }: Reading): readonly Due[] => {
  const { chance, between, some, pick } = draws;
  const rows = registry.enterprises.flatMap((enterprise): readonly Due[] => {
    if (chance(60)) return [];
    const duties = owedTo(enterprise);
    return Array.from({ length: between(1, 2) }).flatMap((_, k): readonly Due[] => {
      const from = between(first - 3, last);
      const own = {
        from: dateOf(from),
        to: dateOf(from + between(0, Math.max(4, Math.floor((last - first) / 3)))),
      };
      const isFurther = chance(60) || duties.length === 0;
      const one = isFurther
        ? { item: pick([...items.keys()]), cycle: 10_000 + k }
        : refOf(pick(duties));
      return [{ enterprise: enterprise.id, ...one, ...own }];
    });
  });
  return some(rows, rows.length).filter(
    (row, k, all) =>
      all.findIndex(
        (one) =>
          one.enterprise === row.enterprise && one.item === row.item && one.cycle === row.cycle,
      ) === k,
  );
};

/** Pins on the occurrences of an enterprise; most can be kept. */
const pinsFor = (
  draws: Draws,
  reading: Reading,
  enterprise: string,
  duties: readonly Duty[],
  visits: Visits | undefined,
): readonly Pin[] => {
  const { below, chance, between, pick, some } = draws;
  const open = duties.filter(({ unserved, done }) => unserved === undefined && done === undefined);
  if (open.length === 0) return [];
  const common = (list: readonly Duty[]): readonly number[] =>
    list[0].days.filter((day) => list.every(({ days }) => days.includes(day)));
  const company = (): readonly Duty[] => {
    const masks = visits?.masks ?? [];
    if (masks.length === 0 || chance(15)) return some(open, between(2, 3));
    const mask = pick(masks);
    // Part of a visit; its host may be missing from the pin.
    const members = (visits?.units ?? []).flatMap((unit, u) =>
      mask & (1 << u) ? unit.duties : [],
    );
    return some(members, between(2, 3));
  };
  return Array.from({ length: between(1, 2) }).flatMap((): readonly Pin[] => {
    switch (below(6)) {
      case 0: {
        const list = chance(50) ? [pick(open)] : company();
        const days = common(list);
        return days.length === 0
          ? []
          : [{ pin: 'visit', enterprise, occurrences: list.map(refOf), date: dateOf(pick(days)) }];
      }
      case 1:
      case 2: {
        const list = company();
        return list.length < 2
          ? []
          : [{ pin: 'together', enterprise, occurrences: list.map(refOf) }];
      }
      case 3: {
        const list = chance(60) ? some(open, between(2, 3)) : company();
        return list.length < 2 ? [] : [{ pin: 'apart', enterprise, occurrences: list.map(refOf) }];
      }
      case 4: {
        const one = pick(open);
        const [a, b] = [pick(one.days), pick(one.days)].sort((x, y) => x - y);
        return [
          defined({
            pin: 'days' as const,
            enterprise,
            item: one.item.id,
            cycle: one.cycle,
            from: chance(70) ? dateOf(a) : undefined,
            to: chance(70) ? dateOf(b) : dateOf(reading.last),
          }),
        ];
      }
      default:
        return [
          defined({
            pin: 'unmerged' as const,
            enterprise: chance(85) ? enterprise : undefined,
            item: pick(open).item.id,
          }),
        ];
    }
  });
};

/**
 * The registry of a seed: small, with any fields, about five enterprises. Equal seeds give the same
 * registry; with a leaning it is another one.
 */
export const registryOf = (seed: number, wanted?: Leaning): RegistryInput => {
  const draws = drawsOf(seed);
  const leaning = wanted ?? draws.pick(LEANINGS);
  const { chance, between } = draws;
  let input = withCountryRules(drawsOf(seed ^ 0x5bd1e995), plainRegistry(draws, leaning));
  const isUnderWay = chance(leaning === 'pins' ? 60 : leaning === 'tasks' ? 90 : 15);
  if (isUnderWay) {
    const reading = readRegistry(input);
    const { first, last } = reading;
    const frozen = between(first - 1, Math.floor((first + last) / 2));
    const due = chance(leaning === 'tasks' ? 95 : 60) ? dueOf(draws, reading) : [];
    const withDue = due.length === 0 ? input : { ...input, due };
    const done = chance(70) ? doneOf(draws, readRegistry(withDue), frozen) : [];
    input = { ...withDue, frozenThrough: dateOf(frozen), ...(done.length === 0 ? {} : { done }) };
  }
  if (chance(leaning === 'pins' ? 95 : 10)) {
    const reading = readRegistry(input);
    const pins = input.enterprises.flatMap((enterprise) => {
      if (chance(25)) return [];
      const { duties, visits } = problemOf(reading, enterprise);
      return pinsFor(draws, reading, enterprise.id, duties, visits);
    });
    if (pins.length > 0) input = { ...input, pins };
  }
  return input;
};
