import * as E from 'fp-ts/Either';
import {
  certificatesText,
  compare,
  type Explanation,
  explainEnterprise,
  explainPair,
  explainVisit,
  formatError,
  type OccurrenceRef,
  type Plan,
  type PlanDocument,
  plan,
  planText,
  type Registry,
  regroup,
  revise,
  schedule,
  sentences,
  separately,
  shortages,
  summarise,
  taskRows,
  taskSheets,
  taskText,
  type Visit,
  verify,
  workload,
} from 'inspection-consolidation';
import { csvText } from 'inspection-consolidation/csv';
import { columnsOf } from 'inspection-consolidation/stages';
import { decoded, type FrozenRegistry, type FrozenRevisions } from './registries';

/** An output's name and its text, or a value that stands for its JSON. */
export type Output = readonly [name: string, value: unknown];

const LANGUAGES = ['zh', 'en'] as const;

/** At most about `most` elements of a list, evenly spread. */
const some = <A>(list: readonly A[], most: number): readonly A[] => {
  const step = Math.max(1, Math.ceil(list.length / most));
  return list.filter((_, k) => k % step === 0);
};

/** Plans with one error each, by the name of the error. */
const damaged = (good: PlanDocument): Readonly<Record<string, PlanDocument>> => {
  const { visits, unserved, summary } = good;
  const withVisit = (of: (visit: Visit) => Partial<Visit>): PlanDocument => ({
    ...good,
    visits: visits.map((visit, v) =>
      v === Math.floor(visits.length / 2) ? { ...visit, ...of(visit) } : visit,
    ),
  });
  return {
    'a visit missing': { ...good, visits: visits.slice(1) },
    'a visit twice': { ...good, visits: [...visits, ...visits.slice(0, 1)] },
    'another date': withVisit(() => ({ date: visits[0]?.date ?? '' })),
    'another lead': withVisit(() => ({ lead: 'nobody' })),
    'an occurrence missing': withVisit(({ occurrences }) => ({
      occurrences: occurrences.slice(1),
    })),
    'fewer minutes': withVisit(({ minutes }) => ({ minutes: minutes - 1 })),
    'unserved, which is served': {
      ...good,
      unserved: [
        ...unserved,
        ...visits.slice(0, 1).map(({ enterprise, occurrences }) => ({
          enterprise,
          ...occurrences[0],
          reason: 'visit-cap' as const,
        })),
      ],
    },
    'wrong figures': {
      ...good,
      summary: { ...summary, visits: summary.visits + 1, lowerBound: summary.lowerBound + 1 },
    },
  };
};

function* tellings(
  name: string,
  told: ReadonlyArray<E.Either<ReadonlyArray<{ readonly path: string }>, Explanation>>,
): Iterable<Output> {
  yield [name, told];
  for (const language of LANGUAGES)
    yield [
      `${name}, sentences ${language}`,
      told.map((one) => (E.isLeft(one) ? [] : sentences(one.right, { language }))),
    ];
}

function* explanations(registry: Registry, planned: Plan): Iterable<Output> {
  const visits = some(planned.visits, 12);
  yield* tellings(
    'explainVisit',
    visits.map((visit) => explainVisit(registry, planned, visit)),
  );
  const enterprises = [...new Set(some(visits, 2).map(({ enterprise }) => enterprise))];
  yield* tellings(
    'explainEnterprise',
    enterprises.map((id) => explainEnterprise(registry, planned, id)),
  );
  const pairs = enterprises.flatMap((enterprise) => {
    const own = some(
      [...planned.visitsOf({ enterprise })].flatMap(({ occurrences }) => occurrences),
      5,
    );
    return own
      .slice(1)
      .map((b, k): readonly [string, OccurrenceRef, OccurrenceRef] => [enterprise, own[k], b]);
  });
  yield* tellings(
    'explainPair',
    pairs.map(([enterprise, a, b]) => explainPair(registry, enterprise, a, b, { plan: planned })),
  );
}

function* tasks(registry: Registry, planned: PlanDocument): Iterable<Output> {
  for (const groupBy of ['department', 'area'] as const) {
    const sheets = taskSheets(registry, planned, {
      period: groupBy === 'area' ? 'week' : 'month',
      groupBy,
    });
    const rows = taskRows(sheets);
    yield [`taskSheets by ${groupBy}`, sheets];
    yield [`taskRows by ${groupBy}`, rows];
    for (const language of LANGUAGES) {
      yield [
        `taskText by ${groupBy} ${language}`,
        some(sheets, 40).map((sheet) => taskText(sheet, { language })),
      ];
      yield [
        `csvText by ${groupBy} ${language}`,
        [...csvText(some(rows, 5000), { language })].join(''),
      ];
    }
  }
}

function* comparisons(before: Plan, after: Plan): Iterable<Output> {
  const comparison = compare(before, after);
  yield ['compare', comparison];
  for (const language of LANGUAGES)
    yield [`compare, sentences ${language}`, sentences(comparison, { language, limit: 200 })];
}

/** Writes typed arrays as lists, since their own JSON is long. */
const listed = (_: string, value: unknown): unknown =>
  ArrayBuffer.isView(value) ? Array.from(value as Int32Array) : value;

/** The outputs of a registry. */
export function* outputsOf({ input, extent }: FrozenRegistry): Iterable<Output> {
  const registry = decoded(input);
  const planned = plan(registry);
  yield ['planText', [...planText(planned)].join('')];
  yield ['certificatesText', [...certificatesText(planned)].join('')];
  const { visits, unserved } = columnsOf(planned);
  yield ['columns', JSON.stringify([visits, unserved], listed)];
  yield ['workload', workload(registry, planned).rows];
  if (extent !== 'plan') yield* tasks(registry, planned);
  yield ['summarise', summarise(planned, { registry })];
  if (extent !== 'everything') return;
  yield ['verify', verify(registry, planned)];
  yield* comparisons(plan(separately(registry)), planned);
  yield ['plan without a step', plan(registry, { searchSteps: 0 })];
  yield ['schedule', schedule(registry, planned)];
  yield ['regroup', regroup(registry, planned)];
  yield ['shortages', shortages(registry, planned).map((one) => [one, one.couldLeave()])];
  yield [
    'verify of damaged plans',
    Object.entries(damaged(planned.toJSON())).map(([what, wrong]) => [
      what,
      verify(registry, wrong),
    ]),
  ];
  yield* explanations(registry, planned);
}

/** The outputs of lists of changes, each applied to the plan that the one before leaves. */
export function* revisionOutputs({ input, published, lists }: FrozenRevisions): Iterable<Output> {
  for (const prefer of ['fewest-visits', 'fewest-changes'] as const) {
    let registry = decoded(input);
    let planned: PlanDocument = published ?? plan(registry);
    let list = 0;
    for (const changesOf of lists) {
      list += 1;
      const result = revise(registry, planned, changesOf(registry, planned), { prefer });
      if (E.isLeft(result)) throw new Error(result.left.map(formatError).join('\n'));
      const { plan: now, registry: then, changes, voided } = result.right;
      const name = `revise for ${prefer}, list ${list}`;
      yield [name, [...planText(now)].join('')];
      yield [`${name}, registry`, then];
      yield [`${name}, changes`, [changes, voided]];
      for (const language of LANGUAGES)
        yield [`${name}, revisionSentences ${language}`, sentences(result.right, { language })];
      [registry, planned] = [then, now];
    }
    if (lists.length > 2)
      yield [
        `taskSheets after revisions for ${prefer}`,
        taskSheets(registry, planned, { from: '2026-01-01' }),
      ];
  }
}
