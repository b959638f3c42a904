import { factsOf } from '../../src/answers/verify/facts';
import { owedBy } from '../../src/answers/verify/owed';
import { between, pick, type Random, streamOf } from '../../src/county/random';
import { dateTextOf, parseDay } from '../../src/registry/day';
import type { Enterprise } from '../../src/registry/enterprise';
import type { Frequency } from '../../src/registry/frequency';
import type { Item } from '../../src/registry/item';
import type { DomainSettings, Policy } from '../../src/registry/policy';
import type { DateRange } from '../../src/registry/range';
import type { PastInspection, RegistryInput } from '../../src/registry/registry';

const horizon = { start: '2026-01-01', end: '2026-12-31' } as const;
const firstDay = parseDay(horizon.start);

/** The kind of object for {@link streamOf}; other benches and the county have other numbers. */
const hardStream = 41;

/** Fewest and most servable occurrences. */
const fewestOccurrences = 20;
const mostOccurrences = 120;

/** Items drawn without success before an enterprise counts as full. */
const mostMisses = 40;

/** One to twelve times a year, low frequencies more often. */
const frequencies: readonly Frequency[] = [
  { times: 1 },
  { times: 1 },
  { times: 1 },
  { times: 2 },
  { times: 2 },
  { times: 1, per: 'half-year' },
  { times: 3 },
  { times: 1, per: 'quarter' },
  { times: 4 },
  { times: 3, per: 'half-year' },
  { times: 2, per: 'quarter' },
  { times: 1, per: 'month' },
];

const chance = (random: Random, probability: number): boolean => random() < probability;

/** A number from `low` to `high` in steps of `step`. */
const stepped = (random: Random, low: number, high: number, step: number): number =>
  Math.round((low + step * between(random, 0, Math.round((high - low) / step))) * 100) / 100;

const range = (random: Random, shortest: number, longest: number): DateRange => {
  const first = firstDay + between(random, 0, 364 - longest);
  return {
    from: dateTextOf(first),
    to: dateTextOf(first + between(random, shortest, longest) - 1),
  };
};

/**
 * The values that an enterprise's items are drawn from:
 * few, so that nearly all items may share visits.
 */
interface Character {
  readonly departments: number;
  readonly objects: readonly string[];
  readonly methods: readonly string[];
  readonly shortest: number;
  readonly longest: number;
}

const characterOf = (random: Random): Character => ({
  departments: chance(random, 0.8) ? between(random, 2, 4) : between(random, 5, 8),
  objects: chance(random, 0.25) ? ['enterprise', 'kitchen'] : ['enterprise'],
  methods: pick(random, [
    ['on-site'],
    ['on-site'],
    ['on-site', 'on-site', 'sampling'],
    ['on-site', 'documents', 'remote'],
  ]),
  shortest: pick(random, [10, 15, 20]),
  longest: pick(random, [35, 45, 60]),
});

const domainSettings = (
  random: Random,
  window: number,
  guests: readonly string[],
): DomainSettings => ({
  window,
  sameObject: chance(random, 0.8),
  sameMethod: chance(random, 0.7),
  durationRatio: stepped(random, 1.5, 3, 0.25),
  maxMinutes: stepped(random, 40, 80, 5),
  ...(chance(random, 0.2) ? { maxDepartments: between(random, 2, 3) } : {}),
  guests,
});

const policyOf = (random: Random, seed: number): Policy => ({
  seed,
  domains: {
    key: domainSettings(
      random,
      stepped(random, 0.3, 0.8, 0.05),
      pick(random, [['general'], ['general'], ['general', 'township']]),
    ),
    general: domainSettings(
      random,
      stepped(random, 0.5, 1, 0.05),
      chance(random, 0.5) ? ['township'] : [],
    ),
    township: domainSettings(random, stepped(random, 0.4, 1, 0.05), []),
  },
  methods: {
    documents: { onSite: false, group: 'desk' },
    remote: { onSite: false, group: 'desk' },
  },
});

const itemOf = (random: Random, character: Character, index: number): Item => ({
  id: `I-${String(index).padStart(2, '0')}`,
  department: `D-${between(random, 1, character.departments)}`,
  domain: pick(random, ['key', 'key', 'general', 'general', 'township']),
  method: pick(random, character.methods),
  object: pick(random, character.objects),
  minutes: stepped(random, character.shortest, character.longest, 5),
  frequency: pick(random, frequencies),
  ...(chance(random, 0.15) ? { season: [pick(random, [SUMMER, WINTER, SPRING])] } : {}),
  appliesTo: {},
});

const SPRING = { from: '03-01', to: '06-15' } as const;
const SUMMER = { from: '05-15', to: '10-15' } as const;
const WINTER = { from: '10-15', to: '04-15' } as const;

const historyOf = (random: Random, items: readonly Item[]): readonly PastInspection[] =>
  items
    .filter(() => chance(random, 0.3))
    .map(({ id }) => ({
      enterprise: 'E',
      item: id,
      date: dateTextOf(firstDay - between(random, 1, 120)),
    }));

const apartOf = (random: Random, items: readonly Item[]): NonNullable<Policy['apart']> => {
  if (items.length < 2) return [];
  return Array.from({ length: Math.ceil(items.length / 6) }, () => {
    const first = between(random, 0, items.length - 1);
    const second = (first + between(random, 1, items.length - 1)) % items.length;
    return [items[first].id, items[second].id] as const;
  });
};

const enterpriseOf = (random: Random, { objects }: Character): Enterprise => ({
  id: 'E',
  grade: 'B',
  objects: objects.filter((object) => object !== 'enterprise'),
  closed: Array.from({ length: between(random, 0, 2) }, () => range(random, 7, 30)),
  exempt: chance(random, 0.3) ? [range(random, 30, 60)] : [],
});

const servableOf = (registry: RegistryInput): number =>
  owedBy(factsOf(registry))(registry.enterprises[0]).filter(
    ({ unserved }) => unserved === undefined,
  ).length;

const enterpriseFrom = (random: Random, seed: number): RegistryInput => {
  const target = between(random, fewestOccurrences, mostOccurrences);
  const character = characterOf(random);
  const frame: RegistryInput = {
    horizon,
    calendar: { closed: ['2026-01-01', '2026-05-01', '2026-10-01'] },
    departments: Array.from({ length: character.departments }, (_, d) => ({ id: `D-${d + 1}` })),
    items: [],
    enterprises: [enterpriseOf(random, character)],
    policy: policyOf(random, seed),
  };
  const items: Item[] = [];
  let servable = 0;
  // History may remove a few occurrences later; the occurrences that an item adds
  // do not depend on other items.
  for (let misses = 0; servable < target && misses < mostMisses; ) {
    const item = itemOf(random, character, items.length);
    const own = servableOf({ ...frame, items: [item] });
    if (own === 0 || servable + own > target) misses++;
    else {
      items.push(item);
      servable += own;
    }
  }
  return {
    ...frame,
    items,
    history: historyOf(random, items),
    policy: { ...frame.policy, apart: apartOf(random, items) },
  };
};

/**
 * A registry of one enterprise that is hard to plan: three domains with guests, limits that most
 * departments of a visit reach, items kept apart, seasons, history, closures and exemptions,
 * and 20 to 120 servable occurrences, every number about equally likely. Equal seeds give the
 * same registry on any machine.
 */
export const hardEnterprise = (seed: number): RegistryInput => {
  for (let attempt = 0; ; attempt++) {
    const registry = enterpriseFrom(streamOf(seed, hardStream, attempt), seed);
    if (servableOf(registry) >= fewestOccurrences) return registry;
  }
};

/**
 * A hard enterprise with a visit cap that may bind: mostly below the visits
 * that serve all occurrences.
 */
export const hardCappedEnterprise = (seed: number): RegistryInput => {
  const registry = hardEnterprise(seed);
  const random = streamOf(seed, hardStream + 1, 0);
  const visitCap = Math.max(1, Math.round(servableOf(registry) * stepped(random, 0.1, 0.35, 0.05)));
  return {
    ...registry,
    enterprises: registry.enterprises.map((enterprise) => ({ ...enterprise, visitCap })),
  };
};
