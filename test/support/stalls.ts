import { readFileSync } from 'node:fs';
import { dateTextOf, parseDay } from '../../src/registry/day';
import type { Due } from '../../src/registry/due';
import type { Frequency } from '../../src/registry/frequency';
import type { Item } from '../../src/registry/item';
import type { Pin } from '../../src/registry/pin';
import type { DateRange } from '../../src/registry/range';
import type { RegistryInput } from '../../src/registry/registry';

/**
 * Dimensions of a registry in which work may grow. Nothing in the registry is random:
 * items differ by their index.
 */
export interface Shape {
  readonly items: number;
  /** Days of the horizon. */
  readonly days: number;
  readonly frequency: Frequency;
  /** Times added to the frequency of each item after the first, up to `times` more. */
  readonly spread: number;
  readonly departments: number;
  /** Number of domains next to `general`; each has all others as guests. */
  readonly domains: number;
  /** Pairs of items that never share a visit. */
  readonly apart: number;
  /** Number of different objects, which the items have in turn. */
  readonly objects: number;
  /** Number of different durations, from 10 minutes on. */
  readonly durations: number;
  readonly maxMinutes: number | null;
  readonly durationRatio: number | null;
  readonly maxDepartments: number;
  readonly window: number;
  /** Number of ranges in which the enterprise is closed. */
  readonly closed: number;
  /** Number of seasons of each item; 0: all year. */
  readonly seasons: number;
  /** Number of past inspections, of one item after another. */
  readonly history: number;
  readonly due: number;
  /**
   * Numbers of pins that put two occurrences of neighbouring items together,
   * and that keep them apart.
   */
  readonly together: number;
  readonly separated: number;
  /** Number of pins that narrow the days of an item. */
  readonly narrowed: number;
  readonly criteria: number;
  readonly enterprises: number;
  readonly visitCap: number | undefined;
  /** Every second item is checked off site. */
  readonly desk: boolean;
  readonly dailyMinutes: number | undefined;
}

/** One enterprise that is owed some items of one department, once a year. */
export const plainShape: Shape = {
  items: 20,
  days: 365,
  frequency: { times: 1 },
  spread: 0,
  departments: 1,
  domains: 0,
  apart: 0,
  objects: 1,
  durations: 1,
  maxMinutes: 240,
  durationRatio: 3,
  maxDepartments: 0,
  window: 1,
  closed: 0,
  seasons: 0,
  history: 0,
  due: 0,
  together: 0,
  separated: 0,
  narrowed: 0,
  criteria: 0,
  enterprises: 1,
  visitCap: undefined,
  desk: false,
  dailyMinutes: undefined,
};

const times = <A>(count: number, of: (k: number) => A): readonly A[] =>
  Array.from({ length: count }, (_, k) => of(k));

const start = '2026-01-01';
const firstDay = parseDay(start);

/** Pairs of different numbers below `count`, each once, neighbours first. */
const pairsOf = (count: number, most: number): ReadonlyArray<readonly [number, number]> => {
  const pairs: (readonly [number, number])[] = [];
  for (let gap = 1; gap < count && pairs.length < most; gap++)
    for (let a = 0; a + gap < count && pairs.length < most; a++) pairs.push([a, a + gap]);
  return pairs;
};

/** Ranges of four days each, evenly over the horizon. */
const closedRanges = (count: number, days: number): readonly DateRange[] =>
  times(count, (k) => {
    const from = firstDay + Math.floor((k * days) / count);
    return { from: dateTextOf(from), to: dateTextOf(from + 3) };
  });

const seasonsOf = (count: number, k: number): NonNullable<Item['season']> =>
  times(count, (s) => {
    const from = firstDay + ((Math.floor((s * 365) / count) + 7 * k) % 360);
    return {
      from: dateTextOf(from).slice(5),
      to: dateTextOf(from + Math.ceil(180 / count)).slice(5),
    };
  });

/** A registry of that shape. */
export const registryOfShape = (shape: Partial<Shape>): RegistryInput => {
  const s = { ...plainShape, ...shape };
  const general = {
    window: s.window,
    sameObject: true,
    sameMethod: !s.desk,
    durationRatio: s.durationRatio,
    maxMinutes: s.maxMinutes,
    ...(s.maxDepartments > 0 ? { maxDepartments: s.maxDepartments } : {}),
  };
  const names = ['general', ...times(s.domains, (d) => `domain-${d}`)];
  const item = (k: number): string => `I-${k}`;
  const enterprise = (k: number): string => `E-${k}`;
  const objects = times(s.objects - 1, (k) => `object-${k + 1}`);
  const pins: readonly Pin[] = [
    ...times(
      s.together,
      (k): Pin => ({
        pin: 'together',
        enterprise: enterprise(0),
        occurrences: [
          { item: item(k), cycle: 0 },
          { item: item(k + 1), cycle: 0 },
        ],
      }),
    ),
    ...pairsOf(s.items, s.separated).map(
      ([a, b]): Pin => ({
        pin: 'apart',
        enterprise: enterprise(0),
        occurrences: [
          { item: item(a), cycle: 0 },
          { item: item(b), cycle: 0 },
        ],
      }),
    ),
    ...times(
      s.narrowed,
      (k): Pin => ({
        pin: 'days',
        enterprise: enterprise(0),
        item: item(k % s.items),
        from: dateTextOf(firstDay + (k % 28)),
      }),
    ),
  ];
  return {
    horizon: { start, end: dateTextOf(firstDay + s.days - 1) },
    departments: times(s.departments, (d) => ({
      id: `D-${d}`,
      ...(s.dailyMinutes === undefined ? {} : { dailyMinutes: s.dailyMinutes }),
    })),
    items: times(
      s.items,
      (k): Item => ({
        id: item(k),
        department: `D-${k % s.departments}`,
        domain: names[k % names.length],
        object: k % s.objects === 0 ? 'enterprise' : `object-${k % s.objects}`,
        ...(s.desk && k % 2 === 1 ? { method: 'documents' } : {}),
        minutes: 10 + ((37 * k) % s.durations),
        frequency: {
          ...s.frequency,
          times: s.frequency.times + (s.spread === 0 ? 0 : k % (s.spread + 1)),
        },
        ...(s.seasons === 0 ? {} : { season: seasonsOf(s.seasons, k) }),
        appliesTo:
          s.criteria === 0
            ? {}
            : { any: [{}, ...times(s.criteria, (c) => ({ industry: [`C${c}`] }))] },
      }),
    ),
    enterprises: times(s.enterprises, (k) => ({
      id: enterprise(k),
      objects,
      closed: closedRanges(s.closed, s.days),
      ...(s.visitCap === undefined ? {} : { visitCap: s.visitCap }),
    })),
    history: times(s.history, (k) => ({
      enterprise: enterprise(0),
      item: item(k % s.items),
      date: dateTextOf(firstDay - 1 - Math.floor(k / s.items) - (k % 97)),
    })),
    due: times(
      s.due,
      (k): Due => ({
        enterprise: enterprise(0),
        item: item(k % s.items),
        cycle: 10_000 + Math.floor(k / s.items),
        from: dateTextOf(firstDay + (k % 97)),
        to: dateTextOf(firstDay + (k % 97) + 60),
      }),
    ),
    pins,
    policy: {
      domains: Object.fromEntries(
        names.map((name) => [
          name,
          { ...general, guests: names.filter((other) => other !== name) },
        ]),
      ),
      apart: pairsOf(s.items, s.apart).map(([a, b]) => [item(a), item(b)]),
    },
  };
};

/** A registry that once took long, or may. */
export interface Stall {
  readonly name: string;
  readonly registry: () => RegistryInput;
}

const ofFile = (name: string): Stall => ({
  name,
  registry: () =>
    JSON.parse(readFileSync(`test/cases/defects/stall/${name}.json`, 'utf8')).registry,
});

const decade = 3652;
const year = 365;

/** Registries that once took a minute or more, named as they were found. */
const found: readonly Stall[] = [
  {
    name: 'cap-80',
    registry: () =>
      registryOfShape({
        items: 3,
        days: decade,
        frequency: { times: 79 },
        spread: 2,
        visitCap: 240,
      }),
  },
  {
    name: 'cap-objects-2000',
    registry: () => registryOfShape({ items: 2000, objects: 2000, visitCap: 666 }),
  },
  {
    name: 'decode-pins-1000',
    registry: () => registryOfShape({ items: 1001, maxMinutes: null, together: 1000 }),
  },
  { name: 'explain-80-domains', registry: () => ownDomains(80) },
  { name: 'own-departments-20', registry: () => ownDepartments(20) },
  { name: 'own-departments-40', registry: () => ownDepartments(40) },
  ofFile('slow-under-cap'),
];

/** Items that each have a domain of their own, without guests. */
const ownDomains = (items: number): RegistryInput => {
  const registry = registryOfShape({
    items,
    domains: items - 1,
    durationRatio: null,
    maxMinutes: null,
  });
  const names = [...new Set(registry.items.map(({ domain }) => domain ?? 'general'))];
  return {
    ...registry,
    policy: { domains: Object.fromEntries(names.map((name) => [name, { window: 1 }])) },
  };
};

/** One item of each department, each owed more often than the one before. */
const ownDepartments = (departments: number): RegistryInput =>
  registryOfShape({
    items: departments,
    departments,
    days: decade,
    durations: 100,
    frequency: { times: 12 },
    spread: departments,
    dailyMinutes: 60,
  });

/**
 * Occurrences of all kinds at once: durations, departments, domains with guests
 * both ways, exceptions, days.
 */
const mixed = (occurrences: number): Partial<Shape> => ({
  items: occurrences / 4,
  frequency: { times: 4 },
  departments: 20,
  domains: 3,
  apart: occurrences / 2,
  durations: 97,
  window: 0.8,
  closed: 20,
  history: occurrences / 8,
});

const shaped = (name: string, shape: Partial<Shape>): Stall => ({
  name,
  registry: () => registryOfShape(shape),
});

/** Registries that are odd in one way each. */
const odd: readonly Stall[] = [
  shaped('mixed-100', mixed(100)),
  shaped('mixed-2000', mixed(2000)),
  shaped('mixed-20000', mixed(20_000)),
  shaped('mixed-2000-capped', { ...mixed(2000), visitCap: 150 }),
  shaped('mixed-20000-capped', { ...mixed(20_000), visitCap: 1000 }),
  shaped('desk-2000-capped', { ...mixed(2000), desk: true, visitCap: 150 }),
  shaped('domains-80', { items: 100, domains: 79, durations: 50 }),
  shaped('domains-80-2000', { items: 2000, domains: 79, durations: 50 }),
  shaped('objects-500', { items: 2000, objects: 500, durations: 97 }),
  shaped('apart-all-100', { items: 100, apart: 4950 }),
  shaped('apart-all-600', { items: 600, apart: 179_700 }),
  shaped('durations-2000', { items: 2000, durations: 2000, departments: 2000, durationRatio: 1.1 }),
  shaped('durations-20000', {
    items: 20_000,
    durations: 9999,
    departments: 100,
    durationRatio: 1.1,
  }),
  shaped('monthly-decade', {
    items: 160,
    days: decade,
    frequency: { times: 1, per: 'month' },
    departments: 40,
    durations: 97,
  }),
  shaped('daily-decade', {
    items: 6,
    days: decade,
    frequency: { times: 300 },
    spread: 5,
    departments: 3,
  }),
  shaped('daily-decade-capped', {
    items: 6,
    days: decade,
    frequency: { times: 300 },
    spread: 5,
    departments: 3,
    visitCap: 900,
  }),
  shaped('day-sets-2000', {
    items: 500,
    frequency: { times: 4 },
    seasons: 12,
    closed: 80,
    departments: 10,
  }),
  shaped('day-sets-decade', {
    items: 500,
    days: decade,
    frequency: { times: 4 },
    seasons: 12,
    closed: 500,
    departments: 10,
    durations: 50,
  }),
  shaped('occasions-12000', {
    items: 3000,
    frequency: { times: 4 },
    durations: 2999,
    departments: 300,
    durationRatio: 1.5,
    domains: 3,
    seasons: 6,
    closed: 60,
    maxMinutes: null,
  }),
  shaped('one-department-100', { items: 100, durations: 97, maxMinutes: 200 }),
  shaped('few-departments-2000', {
    items: 2000,
    departments: 30,
    maxDepartments: 2,
    durations: 30,
  }),
  shaped('due-2000', { items: 50, due: 2000, durations: 30 }),
  shaped('pins-apart-100', { items: 100, separated: 4950 }),
  shaped('pins-days-1000', { items: 100, narrowed: 1000 }),
  shaped('capped-100', {
    items: 50,
    frequency: { times: 2 },
    departments: 5,
    durations: 60,
    visitCap: 6,
  }),
  shaped('capped-items-2000', {
    items: 2000,
    departments: 10,
    durations: 60,
    visitCap: 30,
    window: year / 366,
  }),
];

/** All registries known to be slow, or likely to be. */
export const stalls: readonly Stall[] = [...found, ...odd];
