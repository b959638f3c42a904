import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { factsOf } from '../../src/answers/verify/facts';
import { owedBy } from '../../src/answers/verify/owed';
import type { RegistryInput } from '../../src/registry/registry';
import { decoded } from '../support/decoded';
import { servable } from '../support/exact';
import { registryArb, smallEnterpriseArb } from '../support/registries';

/** Paths of every field, array indices and keys that are ids left out. */
const fieldsOf = (value: unknown, path = ''): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap((part) => fieldsOf(part, path));
  if (typeof value !== 'object' || value === null) return [path];
  return [
    path,
    ...Object.entries(value).flatMap(([key, part]) => {
      const isId = /(byGrade|capByGrade|methods|domains|dailyMinutesByArea)$/.test(path);
      const isCriterion = path.endsWith('appliesTo') && ['all', 'any', 'not'].includes(key);
      return [
        ...(isCriterion ? [`${path}.${key}`] : []),
        ...fieldsOf(part, isCriterion ? path : isId ? `${path}.*` : `${path}.${key}`),
      ];
    }),
  ];
};

const FIELDS: Readonly<Record<string, readonly string[]>> = {
  '': [
    'horizon',
    'calendar',
    'departments',
    'items',
    'enterprises',
    'assignments',
    'history',
    'policy',
  ],
  '.horizon': ['start', 'end'],
  '.calendar': ['closed', 'open'],
  '.departments': ['id', 'name', 'level', 'dailyMinutes', 'dailyMinutesByArea'],
  '.items': [
    ...[
      'id',
      'name',
      'department',
      'domain',
      'method',
      'object',
      'topic',
      'equivalent',
      'minutes',
      'frequency',
      'season',
    ],
    'appliesTo',
  ],
  '.items.frequency': ['times', 'per', 'byGrade'],
  '.items.season': ['from', 'to'],
  '.items.appliesTo': ['all', 'any', 'not', 'industry', 'tag', 'size', 'grade', 'area'],
  '.enterprises': [
    ...[
      'id',
      'name',
      'industry',
      'size',
      'grade',
      'area',
      'tags',
      'objects',
      'exempt',
      'closed',
      'visitCap',
    ],
  ],
  '.enterprises.exempt': ['from', 'to'],
  '.enterprises.closed': ['from', 'to'],
  '.assignments': ['enterprise', 'item', 'frequency'],
  '.history': ['enterprise', 'item', 'date'],
  '.policy': [
    'seed',
    'round',
    'classify',
    'domains',
    'methods',
    'apart',
    'recognise',
    'capByGrade',
    'travelMinutes',
  ],
  '.policy.classify': ['domain', 'topics', 'departments'],
  '.policy.domains.*': [
    ...[
      'window',
      'sameObject',
      'sameMethod',
      'sameTopic',
      'sameLevel',
      'sameDepartment',
      'durationRatio',
      'maxMinutes',
    ],
    ...['maxDepartments', 'guests'],
  ],
  '.policy.methods.*': ['onSite', 'group'],
};

const samples = fc.sample(registryArb(), { numRuns: 500, seed: 20_260_101 });
const small = fc.sample(smallEnterpriseArb(), { numRuns: 500, seed: 20_260_102 });

const count = (holds: (registry: RegistryInput) => boolean): number => samples.filter(holds).length;

const reasons = (registry: RegistryInput): ReadonlySet<string | undefined> => {
  const owed = owedBy(factsOf(registry));
  return new Set(
    registry.enterprises.flatMap((enterprise) => owed(enterprise).map(({ unserved }) => unserved)),
  );
};

const days = ({ horizon: { start, end } }: RegistryInput): number =>
  (Date.parse(end) - Date.parse(start)) / 86_400_000 + 1;

describe('generated registries', () => {
  test('are valid', () => {
    for (const registry of [...samples, ...small]) expect(decoded(registry)).toBe(registry);
  });

  test('use every field of the input, each at least five times', () => {
    const times = new Map<string, number>();
    for (const registry of samples) {
      for (const field of new Set(fieldsOf(registry)))
        times.set(field, (times.get(field) ?? 0) + 1);
    }
    const rare = Object.entries(FIELDS)
      .flatMap(([path, fields]) => fields.map((field) => `${path}.${field}`))
      .filter((field) => (times.get(field) ?? 0) < 5);
    expect(rare).toEqual([]);
  });

  test.each([
    [
      'three domains with guests',
      ({ policy }) => Object.values(policy?.domains ?? {}).some(({ guests }) => guests?.length),
    ],
    [
      'a season over the year end',
      ({ items }) => items.some(({ season }) => season?.some(({ from, to }) => from > to)),
    ],
    [
      'fractional times',
      ({ items }) => items.some(({ frequency: { times } }) => !Number.isInteger(times)),
    ],
    ['a horizon from the 31st', ({ horizon: { start } }) => start.endsWith('31')],
    ['a horizon from a leap day', ({ horizon: { start } }) => start.endsWith('02-29')],
    ['a horizon of no whole year', (registry) => days(registry) < 365],
    ['a horizon of more than a year', (registry) => days(registry) > 366],
    [
      'no limits, as null',
      ({ policy }) =>
        Object.values(policy?.domains ?? {}).some(({ maxMinutes }) => maxMinutes === null),
    ],
    [
      'no ratio, as null',
      ({ policy }) =>
        Object.values(policy?.domains ?? {}).some((own) => own.durationRatio === null),
    ],
    [
      'methods off site',
      ({ policy }) => Object.values(policy?.methods ?? {}).some(({ onSite }) => onSite === false),
    ],
    [
      'several methods of a group',
      ({ policy }) => Object.values(policy?.methods ?? {}).filter(({ group }) => group).length > 1,
    ],
    [
      'ids that every object has',
      ({ enterprises }) => enterprises.some(({ id }) => id === '__proto__'),
    ],
    [
      'a squad without minutes',
      ({ departments }) =>
        departments.some((one) => Object.values(one.dailyMinutesByArea ?? {}).includes(0)),
    ],
    [
      'a squad whose area an enterprise is in',
      ({ departments, enterprises }) =>
        enterprises.some(({ area = '' }) =>
          departments.some(({ dailyMinutesByArea = {} }) =>
            Object.hasOwn(dailyMinutesByArea, area),
          ),
        ),
    ],
    ['no policy', ({ policy }) => policy === undefined],
    ['something without an open day', (registry) => reasons(registry).has('no-open-day')],
    ['something exempt', (registry) => reasons(registry).has('exempt')],
    ['something recognised', (registry) => reasons(registry).has('recognised')],
    ['something to serve', (registry) => reasons(registry).has(undefined)],
    ...(['year', 'half-year', 'quarter', 'month', 'horizon'] as const).map(
      (unit) =>
        [
          `frequencies per ${unit}`,
          ({ items }: RegistryInput) => items.some(({ frequency: { per } }) => per === unit),
        ] as const,
    ),
  ] as ReadonlyArray<readonly [string, (registry: RegistryInput) => boolean]>)(
    'have %s',
    (_, holds) => {
      expect(count(holds)).toBeGreaterThanOrEqual(10);
    },
  );

  test('of small enterprises have occurrences, but not many', () => {
    const sizes = small.map(
      (registry) => servable(owedBy(factsOf(registry))(registry.enterprises[0])).length,
    );
    expect(Math.max(...sizes)).toBeLessThanOrEqual(20);
    expect(sizes.filter((size) => size >= 6).length).toBeGreaterThanOrEqual(250);
  });
});
