import { isLeft } from 'fp-ts/Either';
import { expect, test } from 'vitest';
import {
  compare,
  decodeCertificates,
  explainEnterprise,
  explainPair,
  formatError,
  plan,
  regroup,
  revise,
  schedule,
  sentences,
  summarise,
  taskSheets,
  taskText,
  verify,
} from '../../src/index';
import { countyRecords, enterpriseAt, generateCounty } from '../../src/subpaths/county';
import { csvText } from '../../src/subpaths/csv';
import { planParallel } from '../../src/subpaths/parallel';
import { rulesOf, sumLimit, withRules } from '../../src/subpaths/rules';
import { incumbents, schedules } from '../../src/subpaths/search';
import { consolidate, occurrencesOf, planner, policyWithDefaults } from '../../src/subpaths/stages';
import { planEnterprises, planLines, planLinesAsync } from '../../src/subpaths/stream';
import { decoded } from '../support/decoded';

const registry = decoded({
  horizon: { start: '2026-01-01', end: '2026-12-31' },
  departments: [{ id: 'd' }],
  items: [{ id: 'i', department: 'd', minutes: 10, frequency: { times: 2 }, appliesTo: {} }],
  enterprises: [{ id: 'e' }],
});
const planned = plan(registry);
const comparison = compare(planned, planned);
const [sheet] = taskSheets(registry, planned);

/** A value that TypeScript would refuse. */
const js = (value: unknown): never => value as never;

const steps = 'options.searchSteps: expected an integer ≥ 0, got NaN';

test.each<[string, (options: never) => unknown, unknown, string]>([
  ['plan', (o) => plan(registry, o), { searchSteps: Number.NaN }, steps],
  ['plan', (o) => plan(registry, o), null, 'options: expected an object, got null'],
  ['plan', (o) => plan(registry, o), { until: 3 }, 'options.until: expected a function, got 3'],
  ['planner', (o) => planner(registry, o), { searchSteps: Number.NaN }, steps],
  ['incumbents', (o) => incumbents(registry, o), { searchSteps: Number.NaN }, steps],
  [
    'consolidate',
    (o) => consolidate(occurrencesOf(registry), o),
    { searchSteps: Number.NaN },
    steps,
  ],
  [
    'schedule',
    (o) => schedule(registry, planned, o),
    { dateSteps: -1 },
    'options.dateSteps: expected an integer ≥ 0, got -1',
  ],
  [
    'schedules',
    (o) => schedules(registry, planned, o),
    { dateSeed: 0.5 },
    'options.dateSeed: expected an integer within ±(2^53 − 1), got 0.5',
  ],
  [
    'regroup',
    (o) => regroup(registry, planned, o),
    { until: () => true },
    'options.until: expected no such field (known: dateSteps, dateSeed, rules), got a function',
  ],
  [
    'taskSheets',
    (o) => taskSheets(registry, planned, o),
    { period: '2026-05', groupBy: 'x', to: '2026-05' },
    'options.period: expected one of "month", "week", got "2026-05"\n' +
      'options.groupBy: expected one of "department", "area", got "x"\n' +
      'options.to: expected a date (YYYY-MM-DD), got "2026-05"',
  ],
  [
    'taskText',
    (o) => taskText(sheet, o),
    { language: 'de' },
    'options.language: expected one of "en", "zh", got "de"',
  ],
  ['sentences', (o) => sentences(comparison, o), 'zh', 'options: expected an object, got "zh"'],
  ['csvText', (o) => csvText([], o), { bom: 1 }, 'options.bom: expected true or false, got 1'],
  [
    'compare',
    (o) => compare(planned, planned, o),
    { enterprise: 1 },
    'options.enterprise: expected a string, got 1',
  ],
  [
    'summarise',
    (o) => summarise(planned, o),
    {},
    'options.registry: expected an object, got nothing',
  ],
  [
    'verify',
    (o) => verify(registry, planned, o),
    { certificates: 'text' },
    'options.certificates: expected certificates, got "text"',
  ],
  [
    'visitsOf',
    (o) => planned.visitsOf(o),
    { month: '2026-13' },
    'filter.month: expected a month (YYYY-MM), got "2026-13"',
  ],
  [
    'planEnterprises',
    (o) => planEnterprises(registry, [], o),
    { chunk: 0 },
    'options.chunk: expected an integer ≥ 1, got 0',
  ],
  ['planLines', (o) => planLines([], o), { searchSteps: Number.NaN }, steps],
  ['planLinesAsync', (o) => planLinesAsync(js([]), o), { searchSteps: Number.NaN }, steps],
  [
    'generateCounty',
    (o) => generateCounty(o),
    { enterprises: 0 },
    'options.enterprises: expected an integer ≥ 1, got 0',
  ],
  [
    'countyRecords',
    (o) => countyRecords(o),
    { items: Number.NaN },
    'options.items: expected an integer ≥ 1, got NaN',
  ],
  [
    'enterpriseAt',
    (o) => enterpriseAt(0, o),
    { seed: 'x' },
    'options.seed: expected an integer within ±(2^53 − 1), got "x"',
  ],
])('%s refuses wrong options when it is called: %#', (_, call, options, message) => {
  expect(() => call(js(options))).toThrow(new TypeError(message));
});

test('a misspelt option is named with the known ones', () => {
  expect(() => plan(registry, js({ serchSteps: 5 }))).toThrow(
    'options.serchSteps: expected no such field ' +
      '(known: dateSteps, dateSeed, rules, searchSteps, onProgress, until), got 5',
  );
});

test('planParallel is rejected with them', async () => {
  await expect(planParallel(registry, { searchSteps: Number.NaN })).rejects.toThrow(
    new TypeError(steps),
  );
});

test.each([
  ['revise', revise(registry, planned, [], js({ prefer: 'x' }))],
  ['explainEnterprise', explainEnterprise(registry, planned, 'e', { searchSteps: Number.NaN })],
  [
    'explainPair',
    explainPair(
      registry,
      'e',
      ...([
        { item: 'i', cycle: 0 },
        { item: 'i', cycle: 1 },
      ] as const),
      js({ plan: 3 }),
    ),
  ],
])('%s returns them', (name, result) => {
  expect(isLeft(result) ? result.left.map(formatError) : []).toEqual([
    {
      revise: 'options.prefer: expected one of "fewest-visits", "fewest-changes", got "x"',
      explainEnterprise: steps,
      explainPair: 'options.plan: expected an object, got 3',
    }[name],
  ]);
});

const everyRule = rulesOf(policyWithDefaults(undefined, 2026));
const wrongRules: ReadonlyArray<[unknown, string]> = [
  [null, 'options.rules: expected a rule book, or a function from a policy to one, got null'],
  [
    [],
    'options.rules: expected one entry for the domain "general", got 0\n' +
      'options.rules: expected one entry for the domain "key", got 0',
  ],
  [
    [...everyRule, { domain: 'x', guests: [], rules: [] }],
    'options.rules[2].domain: expected one of "general", "key", got "x"',
  ],
  [
    [...everyRule, everyRule[0]],
    'options.rules: expected one entry for the domain "general", got 2',
  ],
  [
    withRules(
      sumLimit(
        's',
        () => '',
        () => 1,
        Number.NaN,
      ),
    )(everyRule.slice(0, 1)),
    `options.rules[0].rules[${everyRule[0].rules.length}].most: expected a number ≥ 0, got NaN`,
  ],
  [
    () => withRules(js(null))(everyRule.slice(0, 1)),
    `options.rules[0].rules[${everyRule[0].rules.length}]: expected a rule ` +
      '(kind: equality, similarity, exception, sum-limit, count-limit), got null',
  ],
];

test.each(wrongRules)('rules are a book of the policy: %#', (rules, message) => {
  expect(() => plan(registry, { rules: js(rules) })).toThrow(new TypeError(message));
  const revised = revise(registry, planned, [], { rules: js(rules) });
  expect(isLeft(revised) && revised.left.map(formatError).join('\n')).toBe(message);
});

test('one text is no lines', () => {
  const message = 'expected lines of text, such as an array, got "ab"';
  const read = decodeCertificates('ab');
  expect(isLeft(read) && read.left.map(formatError)).toEqual([`input: ${message}`]);
  expect(() => planLines('ab')).toThrow(new TypeError(`lines: ${message}`));
});

test('planEnterprises refuses an enterprise that comes twice', () => {
  const record = js({ enterprise: { id: 'e' } });
  expect(() => [...planEnterprises(registry, [record, record])]).toThrow(
    new TypeError(
      'records[1].enterprise.id: expected an id of its own (an earlier enterprise has this one), got "e"',
    ),
  );
});
