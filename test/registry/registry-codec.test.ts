import fc from 'fast-check';
import { isLeft, isRight } from 'fp-ts/Either';
import { describe, expect, it } from 'vitest';
import { formatError } from '../../src/codec/located-error';
import { pathText } from '../../src/codec/place';
import type { RegistryInput } from '../../src/registry/registry';
import { decodeRegistry } from '../../src/registry/registry-codec';
import { fullRegistry } from '../support/full-registry';
import { registryArb } from '../support/registries';

type Json = Record<string, unknown>;

const linesOf = (input: unknown): readonly string[] => {
  const result = decodeRegistry(input);
  return isLeft(result) ? result.left.map(formatError) : [];
};

/** The full registry with one part replaced (or, by `undefined`, removed). */
const withPart = (keys: readonly (string | number)[], value: unknown): unknown => {
  const root: Json = { registry: fullRegistry() };
  const path = ['registry', ...keys];
  let holder: object = root;
  for (const key of path.slice(0, -1)) {
    const next: unknown = Reflect.get(holder, key);
    if (typeof next !== 'object' || next === null) throw new Error(`there is no ${path.join('.')}`);
    holder = next;
  }
  const last = path[path.length - 1];
  if (value === undefined) Reflect.deleteProperty(holder, last);
  else
    Object.defineProperty(holder, last, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  return root.registry;
};

/** Every place in a value, with what is there. */
const placesOf = (
  value: unknown,
  keys: readonly (string | number)[] = [],
): { keys: readonly (string | number)[]; value: unknown }[] => [
  { keys, value },
  ...(Array.isArray(value)
    ? value.flatMap((part, at) => placesOf(part, [...keys, at]))
    : typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, part]) => placesOf(part, [...keys, key]))
      : []),
];

describe('decodeRegistry accepts', () => {
  it('a registry that uses every field, and gives the very input back', () => {
    const input = fullRegistry();
    const result = decodeRegistry(input);
    expect(isRight(result) && result.right).toBe(input);
    expect(input).toEqual(fullRegistry());
  });

  it('the smallest registry', () => {
    expect(
      linesOf({
        horizon: { start: '2026-01-01', end: '2026-01-01' },
        departments: [],
        items: [],
        enterprises: [],
      }),
    ).toEqual([]);
  });

  it.each<[string, readonly (string | number)[], unknown]>([
    ['29 February as a season', ['items', 0, 'season'], [{ from: '02-29', to: '02-29' }]],
    [
      'criteria of empty lists',
      ['items', 0, 'appliesTo'],
      { any: [{ industry: [] }, { all: [] }] },
    ],
    [
      'criteria 64 levels deep',
      ['items', 0, 'appliesTo'],
      Array.from({ length: 63 }).reduce<object>((not) => ({ not }), {}),
    ],
    [
      'as many times as days',
      ['items', 1, 'frequency'],
      { times: 28, per: 'month', byGrade: { A: 0 } },
    ],
    ['any times where no unit is whole', ['horizon', 'end'], '2026-01-30'],
    ['a horizon of 3,660 days', ['horizon', 'end'], '2036-01-08'],
    ['ids that objects have as properties', ['departments', 2], { id: '__proto__' }],
    ['undefined fields', ['enterprises', 1], { id: 'E-2', grade: undefined, colour: undefined }],
    ['ids of lone surrogates', ['enterprises', 1], { id: '\ud800' }],
    [
      'a domain of any name',
      ['policy', 'domains', '__proto__'],
      { window: 1, guests: ['__proto__', 'key'] },
    ],
    ['durations without limits', ['policy', 'domains', 'key', 'durationRatio'], null],
    ['minus zero', ['enterprises', 0, 'visitCap'], -0],
  ])('%s', (_, keys, value) => {
    expect(linesOf(withPart(keys, value))).toEqual([]);
  });
});

const ENTERPRISE_FIELDS =
  'id, name, industry, size, grade, area, tags, objects, exempt, closed, visitCap';
const deep = Array.from({ length: 64 }).reduce<object>((not) => ({ not }), {});

describe('decodeRegistry refuses, saying where', () => {
  it.each<[readonly (string | number)[], unknown, string]>([
    // Shapes
    [['horizon'], undefined, 'horizon: expected an object, got nothing'],
    [['departments'], {}, 'departments: expected an array, got {}'],
    [['items', 0, 'minutes'], '45', 'items[0].minutes: expected an integer ≥ 1, got "45"'],
    [['items', 0, 'minutes'], undefined, 'items[0].minutes: expected an integer ≥ 1, got nothing'],
    [['items', 0, 'name'], null, 'items[0].name: expected a string, got null'],
    [['items', 0, 'frequency'], 2, 'items[0].frequency: expected an object, got 2'],
    [
      ['items', 0, 'frequency', 'times'],
      undefined,
      'items[0].frequency.times: expected a number ≥ 0, got nothing',
    ],
    [['enterprises', 0, 'tags'], 'food', 'enterprises[0].tags: expected an array, got "food"'],
    [['enterprises', 0, 'tags', 0], 1, 'enterprises[0].tags[0]: expected a string, got 1'],
    [['policy', 'recognise'], 1, 'policy.recognise: expected true or false, got 1'],
    [['policy', 'apart', 0], ['XF-01'], 'policy.apart[0]: expected an array of two, got ["XF-01"]'],
    [['policy', 'domains'], [], 'policy.domains: expected an object, got []'],
    // Unknown fields
    [
      ['enterprises', 0, 'colour'],
      'red',
      `enterprises[0].colour: expected no such field (known: ${ENTERPRISE_FIELDS}), got "red"`,
    ],
    [
      ['enterprises', 0, 'odd key'],
      1,
      `enterprises[0]["odd key"]: expected no such field (known: ${ENTERPRISE_FIELDS}), got 1`,
    ],
    [
      ['enterprises', 0, '__proto__'],
      1,
      `enterprises[0].__proto__: expected no such field (known: ${ENTERPRISE_FIELDS}), got 1`,
    ],
    [['horizon', 'days'], 3, 'horizon.days: expected no such field (known: start, end), got 3'],
    [
      ['items', 0, 'appliesTo'],
      { sector: ['C'] },
      'items[0].appliesTo.sector: expected no such field (known: industry, tag, size, grade, area, all, any, not), got ["C"]',
    ],
    // Ids
    [['enterprises', 1, 'id'], 7, 'enterprises[1].id: expected a non-empty string, got 7'],
    [
      ['items', 2],
      { id: 'XF-01', department: 'fire', minutes: 1, frequency: { times: 1 } },
      'items[2].id: expected an id of its own (items[0] has this one), got "XF-01"',
    ],
    [
      ['departments', 2],
      { id: 'fire' },
      'departments[2].id: expected an id of its own (departments[0] has this one), got "fire"',
    ],
    [
      ['enterprises', 1, 'id'],
      'E-1',
      'enterprises[1].id: expected an id of its own (enterprises[0] has this one), got "E-1"',
    ],
    [['enterprises', 1, 'id'], '', 'enterprises[1].id: expected a non-empty string, got ""'],
    // References
    [
      ['items', 0, 'department'],
      'constructor',
      'items[0].department: expected the id of a department, got "constructor"',
    ],
    [
      ['assignments', 0, 'item'],
      'SC-1',
      'assignments[0].item: expected the id of an item, got "SC-1"',
    ],
    [
      ['assignments', 0, 'enterprise'],
      'E-9',
      'assignments[0].enterprise: expected the id of an enterprise, got "E-9"',
    ],
    [
      ['history', 0, 'item'],
      'toString',
      'history[0].item: expected the id of an item, got "toString"',
    ],
    [
      ['history', 0, 'enterprise'],
      'E-9',
      'history[0].enterprise: expected the id of an enterprise, got "E-9"',
    ],
    [
      ['policy', 'apart', 0, 1],
      'SC-1',
      'policy.apart[0][1]: expected the id of an item, got "SC-1"',
    ],
    [
      ['policy', 'apart', 0, 1],
      'XF-01',
      'policy.apart[0][1]: expected an item other than the first, got "XF-01"',
    ],
    [
      ['policy', 'classify', 0, 'departments', 0],
      'tax',
      'policy.classify[0].departments[0]: expected the id of a department, got "tax"',
    ],
    [
      ['assignments', 1],
      { enterprise: 'E-1', item: 'SC-09' },
      'assignments[1]: expected an enterprise and item not assigned by assignments[0], got {"enterprise":"E-1","item":"SC-09"}',
    ],
    // Quiet days, leads and protection
    [
      ['policy', 'quiet'],
      [{ monthDays: { from: 0, to: 20 } }],
      'policy.quiet[0].monthDays.from: expected an integer ≥ 1, got 0',
    ],
    [
      ['policy', 'quiet'],
      [{ monthDays: { from: 1, to: 32 } }],
      'policy.quiet[0].monthDays.to: expected at most 31, got 32',
    ],
    [
      ['policy', 'quiet'],
      [{ appliesTo: {} }],
      'policy.quiet[0]: expected days by either monthDays or season, got {"appliesTo":{}}',
    ],
    [
      ['policy', 'quiet'],
      [{ season: { from: '06-07', to: '06-31' } }],
      'policy.quiet[0].season.to: expected a day of the year (MM-DD), got "06-31"',
    ],
    [
      ['policy', 'leads'],
      [{ departments: ['fire', 'tax'] }],
      'policy.leads[0].departments[1]: expected the id of a department, got "tax"',
    ],
    [
      ['policy', 'leads'],
      [{ departments: [] }],
      'policy.leads[0].departments: expected an array of at least one, got []',
    ],
    [
      ['policy', 'leads'],
      [{ departments: ['fire'], domains: ['township'] }],
      'policy.leads[0].domains[0]: expected a domain that the policy has settings for, got "township"',
    ],
    [
      ['policy', 'protected'],
      { domains: ['township'] },
      'policy.protected.domains[0]: expected a domain that the policy has settings for, got "township"',
    ],
    [
      ['policy', 'protected'],
      { kinds: [1] },
      'policy.protected.kinds[0]: expected a string, got 1',
    ],
    // Domains
    [
      ['items', 0, 'domain'],
      'township',
      'items[0].domain: expected a domain that the policy has settings for, got "township"',
    ],
    [
      ['items', 0, 'domain'],
      'toString',
      'items[0].domain: expected a domain that the policy has settings for, got "toString"',
    ],
    [
      ['policy', 'classify', 0, 'domain'],
      'fire',
      'policy.classify[0].domain: expected a domain that the policy has settings for, got "fire"',
    ],
    [
      ['policy', 'domains', 'key', 'guests', 0],
      'township',
      'policy.domains.key.guests[0]: expected a domain that the policy has settings for, got "township"',
    ],
    [
      ['policy', 'domains'],
      { key: { window: 1 } },
      'items[1].domain: expected a domain that the policy has settings for (it is classified as "general"), got nothing',
    ],
    [
      ['policy', 'domains', 'key', 'window'],
      undefined,
      'policy.domains.key.window: expected a number above 0, at most 1, got nothing',
    ],
    [
      ['policy', 'domains', 'key', 'window'],
      0,
      'policy.domains.key.window: expected a number above 0, at most 1, got 0',
    ],
    [
      ['policy', 'domains', 'key', 'durationRatio'],
      0.5,
      'policy.domains.key.durationRatio: expected a number ≥ 1 or null, got 0.5',
    ],
    [
      ['policy', 'domains', 'key', 'maxMinutes'],
      Infinity,
      'policy.domains.key.maxMinutes: expected a number ≥ 1 or null, got Infinity',
    ],
    [
      ['policy', 'domains', 'key', 'maxDepartments'],
      0,
      'policy.domains.key.maxDepartments: expected an integer ≥ 1, got 0',
    ],
    // Dates
    [
      ['calendar', 'closed', 0],
      '2026-02-29',
      'calendar.closed[0]: expected a date (YYYY-MM-DD), got "2026-02-29"',
    ],
    [
      ['calendar', 'open', 0],
      '2026-2-1',
      'calendar.open[0]: expected a date (YYYY-MM-DD), got "2026-2-1"',
    ],
    [
      ['history', 0, 'date'],
      20251210,
      'history[0].date: expected a date (YYYY-MM-DD), got 20251210',
    ],
    [
      ['enterprises', 0, 'exempt', 0, 'to'],
      '2026-02-28',
      'enterprises[0].exempt[0].to: expected a date not before 2026-03-01, got "2026-02-28"',
    ],
    [
      ['enterprises', 0, 'closed', 0, 'from'],
      '2026-02-21',
      'enterprises[0].closed[0].to: expected a date not before 2026-02-21, got "2026-02-20"',
    ],
    [
      ['horizon', 'end'],
      '2025-12-31',
      'horizon.end: expected a date not before 2026-01-01, got "2025-12-31"',
    ],
    [
      ['horizon', 'end'],
      '2036-01-09',
      'horizon.end: expected a date not after 2036-01-08 (3,660 days), got "2036-01-09"',
    ],
    [['items', 0, 'season'], [], 'items[0].season: expected an array of at least one, got []'],
    [
      ['items', 0, 'season', 0, 'from'],
      '02-30',
      'items[0].season[0].from: expected a day of the year (MM-DD), got "02-30"',
    ],
    // Numbers
    [['items', 0, 'minutes'], 0, 'items[0].minutes: expected an integer ≥ 1, got 0'],
    [['items', 0, 'minutes'], 1.5, 'items[0].minutes: expected an integer ≥ 1, got 1.5'],
    [['items', 0, 'minutes'], 1e308, 'items[0].minutes: expected an integer ≥ 1, got 1e+308'],
    [
      ['departments', 0, 'dailyMinutes'],
      -1,
      'departments[0].dailyMinutes: expected a number ≥ 0, got -1',
    ],
    [
      ['enterprises', 0, 'visitCap'],
      0.5,
      'enterprises[0].visitCap: expected an integer ≥ 0, got 0.5',
    ],
    [['policy', 'capByGrade', 'A'], -1, 'policy.capByGrade.A: expected an integer ≥ 0, got -1'],
    [
      ['policy', 'capByGrade', '__proto__'],
      null,
      'policy.capByGrade.__proto__: expected an integer ≥ 0, got null',
    ],
    [['policy', 'spacing'], -1, 'policy.spacing: expected an integer ≥ 0, got -1'],
    [['policy', 'spacing'], 1.5, 'policy.spacing: expected an integer ≥ 0, got 1.5'],
    [['policy', 'spacing'], 367, 'policy.spacing: expected at most 366, got 367'],
    [
      ['policy', 'travelMinutes'],
      Number.NaN,
      'policy.travelMinutes: expected a number ≥ 0, got NaN',
    ],
    [
      ['policy', 'seed'],
      2 ** 53,
      'policy.seed: expected an integer within ±(2^53 − 1), got 9007199254740992',
    ],
    [['policy', 'round'], 0.5, 'policy.round: expected an integer within ±(2^53 − 1), got 0.5'],
    [
      ['items', 0, 'frequency', 'times'],
      -1,
      'items[0].frequency.times: expected a number ≥ 0, got -1',
    ],
    [
      ['items', 0, 'frequency', 'times'],
      Number.NaN,
      'items[0].frequency.times: expected a number ≥ 0, got NaN',
    ],
    [
      ['items', 0, 'frequency', 'times'],
      1e308,
      'items[0].frequency.times: expected at most 365 times (the days of the shortest year), got 1e+308',
    ],
    [
      ['items', 0, 'frequency', 'byGrade', 'constructor'],
      366,
      'items[0].frequency.byGrade.constructor: expected at most 365 times (the days of the shortest year), got 366',
    ],
    [
      ['assignments', 0, 'frequency', 'times'],
      90.5,
      'assignments[0].frequency.times: expected at most 90 times (the days of the shortest quarter), got 90.5',
    ],
    [
      ['items', 0, 'frequency', 'per'],
      'week',
      'items[0].frequency.per: expected one of "year", "half-year", "quarter", "month", "horizon", got "week"',
    ],
    // Numbers and texts beyond what a plan can be made of
    [['items', 0, 'minutes'], 1_000_001, 'items[0].minutes: expected at most 1000000, got 1000001'],
    [
      ['policy', 'travelMinutes'],
      1e300,
      'policy.travelMinutes: expected at most 1000000, got 1e+300',
    ],
    [
      ['departments', 0, 'dailyMinutes'],
      1e-320,
      'departments[0].dailyMinutes: expected 0 or at least 0.001, got 1e-320',
    ],
    [
      ['departments', 0, 'dailyMinutes'],
      1e300,
      'departments[0].dailyMinutes: expected at most 1000000000, got 1e+300',
    ],
    [
      ['departments', 0, 'dailyMinutesByArea'],
      { north: 1e-9 },
      'departments[0].dailyMinutesByArea.north: expected 0 or at least 0.001, got 1e-9',
    ],
    [
      ['policy', 'domains', 'key', 'maxMinutes'],
      1e300,
      'policy.domains.key.maxMinutes: expected at most 1000000000, or null, got 1e+300',
    ],
    [
      ['policy', 'domains', 'key', 'durationRatio'],
      2e9,
      'policy.domains.key.durationRatio: expected at most 1000000000, or null, got 2000000000',
    ],
    [
      ['due'],
      [{ enterprise: 'E-1', item: 'XF-01', cycle: 2 ** 31, from: '2026-03-01', to: '2026-03-31' }],
      'due[0].cycle: expected at most 2147483647, got 2147483648',
    ],
    [
      ['enterprises', 0, 'name'],
      '厂'.repeat(2_000_001),
      `enterprises[0].name: expected at most 2000000 characters, got "${'厂'.repeat(58)}…`,
    ],
    [
      ['policy', 'capByGrade'],
      { ['A'.repeat(2_000_001)]: 1 },
      `policy.capByGrade["${'A'.repeat(58)}…]: expected a key of at most 2000000 characters, got "${'A'.repeat(58)}…`,
    ],
    // Criteria
    [
      ['items', 0, 'appliesTo', 'all', 2],
      { not: 1 },
      'items[0].appliesTo.all[2].not: expected criteria (an object), got 1',
    ],
    [['items', 0, 'appliesTo'], { all: {} }, 'items[0].appliesTo.all: expected an array, got {}'],
    [
      ['items', 0, 'appliesTo'],
      { all: undefined },
      'items[0].appliesTo.all: expected an array, got undefined',
    ],
    [
      ['items', 0, 'appliesTo'],
      { size: ['large'], grade: ['A'] },
      'items[0].appliesTo: expected criteria with exactly one field (join several by all or any), got {"size":["large"],"grade":["A"]}',
    ],
    [
      ['items', 0, 'appliesTo'],
      deep,
      `items[0].appliesTo: expected criteria at most 64 levels deep, of at most 10000 parts, got ${JSON.stringify(deep).slice(0, 59)}…`,
    ],
  ])('%j as %j', (keys, value, line) => {
    expect(linesOf(withPart(keys, value))).toEqual([line]);
  });

  it('everything at once, the broken rows too', () => {
    const input = {
      horizon: { start: '2026-01-01', end: '2026-12-31' },
      departments: [{ id: 'd', dailyMinutes: '8h' }, { id: 'd' }],
      items: [
        { id: 'i', department: 'x', minutes: 0, frequency: { times: 400 } },
        {
          id: 'j',
          department: 'd',
          minutes: 1,
          frequency: { times: 1, every: 'year' },
          domain: 'township',
        },
        null,
      ],
      enterprises: [
        { id: 'e' },
        5,
        { id: 'e', closed: [{ from: '2026-01-02', to: '2026-01-01' }] },
      ],
      assignments: [
        { enterprise: 'e', item: 'i' },
        { enterprise: 'e', item: 'i', note: '' },
        { enterprise: 'f', item: 'k' },
      ],
      policy: {
        seed: 'one',
        domains: { key: {}, general: { window: 1, guests: ['key', 'none'] } },
      },
    };
    expect(linesOf(input)).toEqual([
      'departments[0].dailyMinutes: expected a number ≥ 0, got "8h"',
      'items[0].minutes: expected an integer ≥ 1, got 0',
      'items[1].frequency.every: expected no such field (known: times, per, byGrade), got "year"',
      'items[2]: expected an object, got null',
      'enterprises[1]: expected an object, got 5',
      'enterprises[2].closed[0].to: expected a date not before 2026-01-02, got "2026-01-01"',
      'assignments[1].note: expected no such field (known: enterprise, item, frequency), got ""',
      'policy.seed: expected an integer within ±(2^53 − 1), got "one"',
      'policy.domains.key.window: expected a number above 0, at most 1, got nothing',
      'departments[1].id: expected an id of its own (departments[0] has this one), got "d"',
      'enterprises[2].id: expected an id of its own (enterprises[0] has this one), got "e"',
      'items[0].department: expected the id of a department, got "x"',
      'assignments[1]: expected an enterprise and item not assigned by assignments[0], got {"enterprise":"e","item":"i","note":""}',
      'assignments[2].enterprise: expected the id of an enterprise, got "f"',
      'assignments[2].item: expected the id of an item, got "k"',
      'items[1].domain: expected a domain that the policy has settings for, got "township"',
      'policy.domains.general.guests[1]: expected a domain that the policy has settings for, got "none"',
      'items[0].frequency.times: expected at most 365 times (the days of the shortest year), got 400',
    ]);
  });

  it('an item that comes twice, and no assignments for that', () => {
    const item = (id: string) => ({ id, department: 'd', minutes: 1, frequency: { times: 1 } });
    const input = {
      horizon: { start: '2026-01-01', end: '2026-12-31' },
      departments: [{ id: 'd' }],
      items: [item('i'), item('i'), item('j')],
      enterprises: [{ id: 'e' }, { id: 'f' }],
      assignments: [
        { enterprise: 'e', item: 'j' },
        { enterprise: 'f', item: 'i' },
        { enterprise: 'f', item: 'j' },
      ],
    };
    expect(linesOf(input)).toEqual([
      'items[1].id: expected an id of its own (items[0] has this one), got "i"',
    ]);
  });

  it('nothing dangling in what cannot be known: sections and settings that are no lists', () => {
    const { departments: _departments, items: _items, ...rest } = fullRegistry();
    expect(linesOf({ ...rest, departments: null, items: 1 })).toEqual([
      'departments: expected an array, got null',
      'items: expected an array, got 1',
    ]);
    expect(linesOf(withPart(['policy', 'domains'], 'none'))).toEqual([
      'policy.domains: expected an object, got "none"',
    ]);
    expect(linesOf(withPart(['policy'], 'none'))).toEqual([
      'policy: expected an object, got "none"',
    ]);
    expect(linesOf(withPart(['policy', 'classify', 0], {}))).toEqual([
      'policy.classify[0].domain: expected a non-empty string, got nothing',
    ]);
  });
});

describe('decodeRegistry survives', () => {
  it.each<[string, unknown, string]>([
    ['null', null, 'input: expected an object, got null'],
    ['a number', 1, 'input: expected an object, got 1'],
    ['an empty text', '', 'input: expected an object, got ""'],
    ['an array', [], 'input: expected an object, got []'],
    ['a Map', new Map(), 'input: expected an object, got [object Map]'],
    ['nothing', undefined, 'input: expected an object, got undefined'],
  ])('%s', (_, input, line) => {
    expect(linesOf(input)).toEqual([line]);
  });

  it('depth, cycles, and parts shared without end', () => {
    let criteria: object = {};
    let arrays: unknown[] = [];
    for (let level = 0; level < 100_000; level++)
      [criteria, arrays] = [{ not: criteria }, [arrays]];
    const cyclic: Json = {};
    cyclic.all = [cyclic, cyclic];
    const shared = Array.from({ length: 60 }).reduce<object>((part) => ({ any: [part, part] }), {});
    for (const appliesTo of [criteria, cyclic, shared]) {
      expect(linesOf(withPart(['items', 0, 'appliesTo'], appliesTo))).toEqual([
        expect.stringMatching(
          /^items\[0\]\.appliesTo: expected criteria at most 64 levels deep, of at most 10000 parts, got .{1,60}$/,
        ),
      ]);
    }
    expect(linesOf(withPart(['items', 0, 'season'], arrays))).toEqual([
      expect.stringMatching(/^items\[0\]\.season\[0\]: expected an object, got \[{59}…$/),
    ]);
    const self = withPart(['policy', 'methods', 'remote'], {});
    Object.assign(Object(self), { self });
    expect(linesOf(self)).toEqual([
      expect.stringMatching(/^self: expected no such field .{1,200}$/),
    ]);
  });

  it('arrays of holes, and getters and proxies that throw', () => {
    expect(linesOf(withPart(['history'], new Array(4_294_967_295)))).toEqual([
      'history[0]: expected an object, got nothing',
    ]);
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    expect(linesOf(withPart(['policy'], proxy))).toEqual([
      'policy: expected a value that can be read, got an error',
    ]);
  });

  it('a hundred thousand errors, of which it tells a thousand and how many there are', () => {
    const lines = linesOf(
      withPart(
        ['enterprises'],
        Array.from({ length: 100_000 }, (_, at) => ({ id: `E-${at}`, visitCap: -1 })),
      ),
    );
    expect(lines).toHaveLength(1001);
    expect(lines.at(-2)).toBe('enterprises[999].visitCap: expected an integer ≥ 0, got -1');
    expect(lines.at(-1)).toBe(
      'input: expected at most 1000 errors (no others are told), got 100000',
    );
  });

  it('names that objects have as properties, everywhere', () => {
    const text = JSON.stringify(fullRegistry());
    for (const name of ['__proto__', 'constructor', 'hasOwnProperty']) {
      const renamed = text
        .replaceAll('"XF-01"', `"${name}"`)
        .replaceAll('"E-1"', `"${name}"`)
        .replaceAll('"fire"', `"${name}"`);
      expect(
        linesOf(JSON.parse(renamed.replaceAll('"B"', `"${name}"`).replaceAll('"A"', `"${name}"`))),
      ).toEqual([]);
    }
  });
});

describe('laws of decodeRegistry', () => {
  it('a registry that was decoded decodes again, on registries of every kind', () => {
    fc.assert(
      fc.property(registryArb(), (input) => {
        const text = JSON.stringify(input);
        const result = decodeRegistry(input);
        if (isLeft(result)) throw new Error(result.left.map(formatError).join('\n'));
        expect(JSON.stringify(result.right)).toBe(text);
        expect(decodeRegistry(result.right)).toEqual(result);
        const parsed = decodeRegistry(JSON.parse(text));
        expect(isRight(parsed) && JSON.stringify(parsed.right)).toBe(text);
      }),
      { seed: 7, numRuns: 300 },
    );
  });

  it('every value of a kind that nothing takes is reported at its place', () => {
    const everywhere = placesOf(fullRegistry());
    expect(everywhere.length).toBeGreaterThan(120);
    for (const { keys } of everywhere) {
      const first = linesOf(keys.length === 0 ? Symbol('odd') : withPart(keys, Symbol('odd')))[0];
      expect(first).toMatch(/, got a symbol$/);
      expect(first.startsWith(`${pathText(keys) || 'input'}: expected `)).toBe(true);
    }
  });

  it('every object but those keyed by name refuses a field it does not know', () => {
    const byName = /([bB]yGrade|domains|methods)$/;
    for (const { keys, value } of placesOf(fullRegistry())) {
      if (
        typeof value !== 'object' ||
        value === null ||
        Array.isArray(value) ||
        byName.test(pathText(keys))
      )
        continue;
      const lines = linesOf(withPart([...keys, 'zzz'], 1));
      expect(
        lines.filter((line) =>
          line.startsWith(`${pathText([...keys, 'zzz'])}: expected no such field`),
        ),
      ).toHaveLength(1);
    }
  });

  it('errors do not hide one another: two faults in different parts give the errors of both', () => {
    const parts = [
      'calendar',
      'departments',
      'enterprises',
      'assignments',
      'history',
      'policy',
    ] as const;
    const faulty = (broken: readonly (keyof RegistryInput)[]): readonly string[] =>
      linesOf({
        ...fullRegistry(),
        ...Object.fromEntries(broken.map((part) => [part, Symbol('odd')])),
      });
    fc.assert(
      fc.property(fc.subarray([...parts]), (broken) => {
        expect(faulty(broken)).toEqual(broken.flatMap((part) => faulty([part])));
      }),
      { seed: 8, numRuns: 64 },
    );
  });
});
