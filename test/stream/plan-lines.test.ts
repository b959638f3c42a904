import fc from 'fast-check';
import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import { describe, expect, test } from 'vitest';
import { verify } from '../../src/answers/verify/verify';
import { formatError } from '../../src/codec/located-error';
import type { PlanDocument } from '../../src/output/plan-document';
import { plan } from '../../src/plan/plan';
import { recordDecoder } from '../../src/registry/enterprise-record';
import { decodeFrame } from '../../src/registry/frame';
import type { RegistryInput } from '../../src/registry/registry';
import type { StreamRow } from '../../src/stream/enterprise-plan';
import { planEnterprises } from '../../src/stream/plan-enterprises';
import { type LineResult, planLines, planLinesAsync } from '../../src/stream/plan-lines';
import { generateCounty } from '../../src/subpaths/county';
import { amendedArb } from '../support/amended';
import { decoded } from '../support/decoded';
import { registryArb } from '../support/registries';
import { runs } from '../support/runs';
import { undated, undatedSummary } from '../support/undated';
import { registryLines } from './registry-lines';

/** A line as it is written, errors as they are printed. */
const written = (result: LineResult): readonly string[] =>
  E.isRight(result) ? [result.right] : result.left.map(formatError);

const allWritten = (results: Iterable<LineResult>): readonly string[] =>
  [...results].flatMap(written);

const arriving = async function* (lines: Iterable<string>): AsyncIterable<string> {
  for (const line of lines) {
    await Promise.resolve();
    yield line;
  }
};

/** What `plan` says of the whole registry but dates, line by line. */
const plannedRows = (registry: RegistryInput): readonly unknown[] => {
  const planned = plan(decoded(registry));
  const of = (id: string) => (row: { readonly enterprise: string }) => row.enterprise === id;
  return [
    ...registry.enterprises.map(({ id }) => ({
      enterprise: id,
      visits: undated(planned.visits.filter(of(id))),
      unserved: planned.unserved.filter(of(id)),
      lowerBound: planned.certificate(id)?.lowerBound,
      witness: planned.certificate(id)?.witness,
    })),
    { summary: undatedSummary(planned.summary) },
  ];
};

const rowsOf = (lines: readonly string[]): readonly StreamRow[] =>
  lines.map((line) => JSON.parse(line));

const undatedRows = (lines: readonly string[]): readonly unknown[] =>
  rowsOf(lines).map((row) =>
    'summary' in row
      ? { summary: undatedSummary(row.summary) }
      : { ...row, visits: undated(row.visits) },
  );

/** The lines as one plan. */
const documentOf = (lines: readonly string[]): PlanDocument => {
  const rows = rowsOf(lines);
  const enterprises = rows.flatMap((row) => ('summary' in row ? [] : [row]));
  const [summary] = rows.flatMap((row) => ('summary' in row ? [row.summary] : []));
  return {
    visits: enterprises.flatMap(({ visits }) => visits),
    unserved: enterprises.flatMap(({ unserved }) => unserved),
    summary,
  };
};

describe('a stream says of every enterprise what the plan of the whole registry says, but for dates', () => {
  const shuffledArb = registryArb({ enterprises: 6 }).chain((registry) =>
    fc
      .shuffledSubarray([...registry.enterprises], { minLength: registry.enterprises.length })
      .map((enterprises): RegistryInput => ({ ...registry, enterprises })),
  );

  test('in the order given, the same in chunks of any size', () => {
    fc.assert(
      fc.property(shuffledArb, fc.integer({ min: 1, max: 7 }), (registry, chunk) => {
        const lines = allWritten(planLines(registryLines(registry), { chunk }));
        expect(undatedRows(lines)).toEqual(plannedRows(registry));
        expect(allWritten(planLines(registryLines(registry)))).toEqual(lines);
        expect(verify(decoded(registry), documentOf(lines))).toEqual([]);
      }),
      { seed: 1, numRuns: runs(30, 300) },
    );
  });

  test('with past visits, tasks and pins', () => {
    const seen = { done: 0, due: 0, own: 0, everywhere: 0 };
    fc.assert(
      fc.property(
        amendedArb({ enterprises: 5 }),
        fc.integer({ min: 1, max: 6 }),
        (registry, chunk) => {
          const { done = [], due = [], pins = [] } = registry;
          const lines = allWritten(planLines(registryLines(registry), { chunk }));
          expect(undatedRows(lines)).toEqual(plannedRows(registry));
          expect(verify(decoded(registry), documentOf(lines))).toEqual([]);
          seen.done += done.length;
          seen.due += due.length;
          for (const { enterprise: own } of pins) seen[own === undefined ? 'everywhere' : 'own']++;
        },
      ),
      { seed: 2, numRuns: runs(30, 300) },
    );
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(runs(2, 30));
  });

  test('in a county of more than one chunk, at once or as the lines arrive', async () => {
    const county = generateCounty({ enterprises: 600, items: 400, departments: 12 });
    const lines = registryLines(county);
    const written = allWritten(planLines(lines));
    expect(undatedRows(written)).toEqual(plannedRows(county));
    expect(allWritten(planLines(lines, { chunk: 100 }))).toEqual(written);
    const arrived: LineResult[] = [];
    for await (const result of planLinesAsync(arriving(lines))) arrived.push(result);
    expect(allWritten(arrived)).toEqual(written);
  });

  test('and its dates ask departments for less above capacity than if nobody looked', () => {
    const county = generateCounty({ enterprises: 600, items: 400, departments: 12 });
    // Without a minute on any day, all weeks are the same.
    const idle = {
      ...county,
      departments: county.departments.map((row) => ({ ...row, dailyMinutes: 0 })),
    };
    const blind = { ...plan(decoded(idle)).toJSON() };
    const [wrong] = verify(decoded(county), blind).filter(
      ({ place }) => place === 'summary.overloadMinutes',
    );
    const unlevelled = Number(/not ([\d.]+)/.exec(wrong.message)?.[1]);
    const levelled = documentOf(allWritten(planLines(registryLines(county)))).summary
      .overloadMinutes;
    const best = plan(decoded(county)).summary.overloadMinutes;
    expect(levelled).toBeGreaterThanOrEqual(best);
    expect(levelled - best).toBeLessThan(0.2 * (unlevelled - best));
  });

  test('when one enterprise is to be planned at once', () => {
    const county = generateCounty({ enterprises: 3, items: 50, departments: 3 });
    expect(undatedRows(allWritten(planLines(registryLines(county), { chunk: 1 })))).toEqual(
      plannedRows(county),
    );
  });

  test('without enterprises', () => {
    const empty = {
      ...generateCounty({ enterprises: 1, items: 20 }),
      enterprises: [],
      assignments: [],
      history: [],
    };
    expect(undatedRows(allWritten(planLines(registryLines(empty))))).toEqual(plannedRows(empty));
  });
});

const frame = JSON.stringify({
  horizon: { start: '2026-01-01', end: '2026-12-31' },
  departments: [{ id: 'fire' }],
  items: [
    {
      id: 'XF-01',
      department: 'fire',
      domain: 'general',
      minutes: 45,
      frequency: { times: 1 },
      appliesTo: {},
    },
  ],
});
const enterprise = (id: string): string => JSON.stringify({ enterprise: { id } });
/** Ids of the enterprises planned, and all else as it is written. */
const outline = (results: Iterable<LineResult>): readonly string[] =>
  [...results].flatMap((result) => {
    if (E.isLeft(result)) return result.left.map(formatError);
    const row: { readonly enterprise?: string } = JSON.parse(result.right);
    return [row.enterprise ?? 'summary'];
  });

test('blank lines, a byte order mark and line ends that were left on are passed over', () => {
  const lines = [
    `\ufeff${frame}\r`,
    '',
    ' \t\r',
    enterprise('E-1'),
    '\n',
    `${enterprise('E-2')}\r\n`,
    '',
  ];
  expect(outline(planLines(lines))).toEqual(['E-1', 'E-2', 'summary']);
  expect(outline(planLines(['', ' ', frame]))).toEqual(['summary']);
});

const noItems = '{"horizon":{"start":"2026-01-01","end":"2026-12-31"},"departments":[{"id":""}]}';

describe('the first line that is wrong ends the stream, after the enterprises before it', () => {
  test.each<readonly [string, readonly string[], readonly string[]]>([
    [
      'no line',
      [],
      ['line 1: expected a registry without its enterprises, got the end of the text'],
    ],
    [
      'blank lines',
      ['', ' '],
      ['line 3: expected a registry without its enterprises, got the end of the text'],
    ],
    ['no JSON', ['{"horizon":]'], ['line 1: expected a value at column 12, got "]"']],
    [
      'a byte order mark in the middle',
      [frame, '\ufeff{}'],
      ['line 2: expected a value at column 1, got "\ufeff"'],
    ],
    [
      'a registry with errors',
      ['', noItems, 'x'],
      [
        'line 2: departments[0].id: expected a non-empty string, got ""',
        'line 2: items: expected an array, got nothing',
      ],
    ],
    [
      'an enterprise with errors',
      [frame, enterprise('E-1'), '', '{"enterprise":{"id":"E-2","grade":7,"size":1}}', 'x'],
      [
        'E-1',
        'line 4: enterprise.size: expected a string, got 1',
        'line 4: enterprise.grade: expected a string, got 7',
      ],
    ],
    ['an enterprise that is none', [frame, 'null'], ['line 2: expected an object, got null']],
    [
      'an id that came before',
      [
        frame,
        enterprise('__proto__'),
        enterprise('E-2'),
        enterprise('__proto__'),
        enterprise('E-3'),
      ],
      [
        '__proto__',
        'E-2',
        'line 4: enterprise.id: expected an id of its own (an earlier enterprise has this one), got "__proto__"',
      ],
    ],
  ])('%s', async (_, lines, expected) => {
    for (const chunk of [1, 2, 3, 4096])
      expect(outline(planLines(lines, { chunk }))).toEqual(expected);
    const results: LineResult[] = [];
    for await (const result of planLinesAsync(arriving(lines))) results.push(result);
    expect(outline(results)).toEqual(expected);
  });
});

test('an enterprise with a long record is not kept waiting for others', () => {
  let read = 0;
  const long = {
    enterprise: { id: 'E-1' },
    history: Array(2 ** 16).fill({ item: 'XF-01', date: '2025-01-01' }),
  };
  const lines = function* (): Iterable<string> {
    for (const line of [frame, JSON.stringify(long), enterprise('E-2'), enterprise('E-3')]) {
      read++;
      yield line;
    }
  };
  const results = planLines(lines())[Symbol.iterator]();
  expect(outline([results.next().value])).toEqual(['E-1']);
  expect(read).toBe(2);
});

test('checked records are planned as their lines are', () => {
  const lines = [frame, enterprise('E-2'), enterprise('E-1')];
  const [checkedFrame, ...inputs] = lines.map((line): unknown => JSON.parse(line));
  const rows = pipe(
    decodeFrame(checkedFrame),
    E.chain((it) =>
      pipe(
        inputs,
        E.traverseArray(recordDecoder(it)),
        E.map((records) => [...planEnterprises(it, records)]),
      ),
    ),
  );
  expect(E.isRight(rows) && rows.right.map((row) => JSON.stringify(row))).toEqual(
    allWritten(planLines(lines)),
  );
});

test('lines are read when they are needed, and closed when no more are', () => {
  let [read, closed] = [0, 0];
  const endless = function* (): Iterable<string> {
    try {
      for (yield frame; ; ) yield enterprise(`E-${++read}`);
    } finally {
      closed++;
    }
  };
  const results = planLines(endless(), { chunk: 10 })[Symbol.iterator]();
  for (let k = 1; k <= 30; k++) expect(outline([results.next().value])).toEqual([`E-${k}`]);
  expect(read).toBe(30);
  results.return?.();
  expect(closed).toBe(1);
});

describe('what is wrong with past visits, tasks and pins of a line is told at its place', () => {
  const june = { from: '2026-06-01', to: '2026-06-30' };
  const once = { item: 'XF-01', cycle: 0 };
  const visit = { domain: 'general', date: '2026-01-05', lead: 'fire', occurrences: [once] };
  test.each<readonly [string, object, readonly string[]]>([
    [
      'nothing',
      {
        done: [visit],
        due: [{ item: 'XF-01', cycle: 10_000, ...june }],
        pins: [{ pin: 'unmerged' }],
      },
      [],
    ],
    [
      'rows that name the enterprise',
      { due: [{ enterprise: 'E-1', ...once, ...june }] },
      ['line 2: due[0].enterprise: expected no such field (the record names it), got "E-1"'],
    ],
    [
      'references to nothing',
      {
        done: [{ ...visit, lead: 'water', domain: 'odd', occurrences: [{ item: 'no', cycle: 0 }] }],
        due: [{ item: 'no', cycle: 0, ...june }],
        pins: [
          { pin: 'days', item: 'no', ...june },
          { pin: 'together', occurrences: [once, { item: 'no', cycle: 0 }] },
        ],
      },
      [
        'line 2: done[0].lead: expected the id of a department, got "water"',
        'line 2: done[0].domain: expected a domain that the policy has settings for, got "odd"',
        'line 2: done[0].occurrences[0].item: expected the id of an item, got "no"',
        'line 2: due[0].item: expected the id of an item, got "no"',
        'line 2: pins[0].item: expected the id of an item, got "no"',
        'line 2: pins[1].occurrences[1].item: expected the id of an item, got "no"',
      ],
    ],
    [
      'what is not owed, or not yet past',
      {
        done: [{ ...visit, date: '2026-03-02' }],
        due: [{ item: 'XF-01', cycle: 4, ...june }],
        pins: [{ pin: 'visit', occurrences: [{ item: 'XF-01', cycle: 7 }], date: '2026-06-01' }],
      },
      [
        'line 2: due[0].cycle: expected a cycle that the item is owed in, or one from 10000 on, got 4',
        'line 2: done[0].date: expected a date not after frozenThrough (2026-01-31), got "2026-03-02"',
        'line 2: pins[0].occurrences[0]: expected an occurrence that is owed, got {"item":"XF-01","cycle":7}',
      ],
    ],
    [
      'a cycle that no column holds',
      { due: [{ item: 'XF-01', cycle: 2 ** 31, ...june }] },
      ['line 2: due[0].cycle: expected at most 2147483647, got 2147483648'],
    ],
  ])('%s', (_, record, errors) => {
    const first = JSON.stringify({
      ...JSON.parse(frame),
      frozenThrough: '2026-01-31',
      pins: [{ pin: 'unmerged', item: 'XF-01' }],
    });
    const lines = [first, JSON.stringify({ enterprise: { id: 'E-1' }, ...record })];
    expect(
      [...planLines(lines)].flatMap((result) =>
        E.isLeft(result) ? result.left.map(formatError) : [],
      ),
    ).toEqual(errors);
  });

  test('a pin of an enterprise has no place in the first line', () => {
    const first = JSON.stringify({
      ...JSON.parse(frame),
      pins: [{ pin: 'unmerged', enterprise: 'E-1' }],
    });
    expect(allWritten(planLines([first]))).toEqual([
      'line 1: pins[0].enterprise: expected the id of an enterprise, got "E-1"',
    ]);
  });
});
