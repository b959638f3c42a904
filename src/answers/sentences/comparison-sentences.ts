import type { Comparison, OccurrenceDifference, VisitDifference } from '../compare/comparison';
import { type ComparisonPhrases, type OccurrenceGroup, unnamed } from './comparison-phrases';

const grouped = <A>(
  rows: readonly A[],
  keyOf: (row: A) => string,
): ReadonlyMap<string, readonly A[]> => {
  const groups = new Map<string, A[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return groups;
};

/**
 * The occurrences of one enterprise, grouped by their change of standing, in the order of
 * each group's first occurrence.
 */
const occurrenceGroups = (
  differences: readonly OccurrenceDifference[],
): readonly OccurrenceGroup[] =>
  [
    ...grouped(differences, ({ kind, before, after }) =>
      JSON.stringify([kind, before, after]),
    ).values(),
  ].map((group): OccurrenceGroup => ({ ...group[0], count: group.length, items: unnamed(group) }));

type Detail = VisitDifference | OccurrenceGroup;

/** The differences that get a sentence each: by enterprise, its visits, then its occurrences. */
const detailsOf = ({ byEnterprise, visits, occurrences }: Comparison): readonly Detail[] => {
  const visitsOf = grouped(
    visits,
    (one) => (one.kind === 'removed' ? one.before : one.after).enterprise,
  );
  const occurrencesOf = grouped(occurrences, ({ enterprise }) => enterprise);
  return byEnterprise.flatMap(({ group }): readonly Detail[] => [
    ...(visitsOf.get(group) ?? []),
    ...occurrenceGroups(occurrencesOf.get(group) ?? []),
  ]);
};

const detail = (one: Detail, say: ComparisonPhrases): string => {
  switch (one.kind) {
    case 'added':
      return say.added(one);
    case 'removed':
      return say.removed(one);
    case 'moved':
      return say.moved(one);
    case 'changed':
      return say.changed(one);
    case 'unserved':
    case 'served':
    case 'reason':
    case 'owed':
    case 'ended':
      return say.occurrences(one);
  }
};

/**
 * A comparison in sentences: the whole, each department, then at most `limit` sentences about
 * single visits and occurrences.
 */
export const ofComparison = (
  comparison: Comparison,
  say: ComparisonPhrases,
  limit: number,
): readonly string[] => {
  const { unserved, byDepartment, summary } = comparison;
  const overload = summary.find(({ figure }) => figure === 'overloadMinutes');
  const close = summary.find(({ figure }) => figure === 'closeVisits');
  const differing = byDepartment.filter(({ kept, before, after }) => kept < before || kept < after);
  const others = byDepartment.filter(
    ({ kept, before, after }) => kept === before && kept === after,
  );
  const details = detailsOf(comparison);
  const told = details.slice(0, limit);
  return [
    say.total(comparison),
    say.unserved(unserved),
    ...(unserved.owed + unserved.ended === 0 ? [] : [say.owed(unserved)]),
    ...(overload?.before === undefined || overload.after === undefined
      ? []
      : [say.overload(overload.before, overload.after, overload.difference)]),
    ...(close?.before === undefined || close.after === undefined
      ? []
      : [say.close(close.before, close.after)]),
    ...differing.map(say.department),
    ...(differing.length === 0 || others.length === 0
      ? []
      : [say.others(others.map(({ group }) => group))]),
    ...told.map((one) => detail(one, say)),
    ...(told.length === details.length ? [] : [say.more(details.length - told.length)]),
  ];
};
