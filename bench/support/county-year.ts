import type { Change, Enterprise, Item, PlanDocument, Registry } from 'inspection-consolidation';

/** Rates of events in a county, each month. */
export interface YearTerms {
  /** Share of enterprises and of items that change. */
  readonly changed: number;
  /** Share of the month's visits that are missed. */
  readonly missed: number;
  readonly tasks: number;
  readonly invitations: number;
}

type Random = () => number;

const pick = <A>(random: Random, rows: readonly A[]): A => rows[Math.floor(random() * rows.length)];

const inDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000 * days).toISOString().slice(0, 10);

const earlier = (a: string, b: string): string => (a < b ? a : b);

/**
 * Of ten changing enterprises, six get another grade or size, two close and two are new.
 * A new one has no visits before.
 */
const enterpriseChange = (
  random: Random,
  { horizon, enterprises }: Registry,
  first: string,
  no: string,
): Change => {
  const row: Enterprise = pick(random, enterprises);
  const what = random();
  if (what < 0.2) return { change: 'closed', enterprise: row.id, from: first };
  if (what < 0.4) {
    const before = { from: horizon.start, to: inDays(first, -1) };
    return {
      change: 'enterprise',
      row: { ...row, id: `new-${no}`, closed: [...(row.closed ?? []), before] },
    };
  }
  const { grade, size } = pick(random, enterprises);
  if (what < 0.7)
    return { change: 'enterprise', row: { ...row, ...(grade === undefined ? {} : { grade }) } };
  return { change: 'enterprise', row: { ...row, ...(size === undefined ? {} : { size }) } };
};

/**
 * Of ten changing items, five take more or fewer minutes, three change
 * frequency, one ends and one is new.
 */
const itemChange = (random: Random, { items }: Registry, no: string): Change => {
  const row: Item = pick(random, items);
  const what = random();
  if (what < 0.5)
    return { change: 'item', row: { ...row, minutes: Math.ceil(row.minutes * (0.5 + random())) } };
  if (what < 0.8)
    return { change: 'item', row: { ...row, frequency: pick(random, items).frequency } };
  if (what < 0.9) return { change: 'item-ended', item: row.id };
  return { change: 'item', row: { ...row, id: `${row.id}-${no}` } };
};

/** The changes up to a day, all known on that day. */
export const monthOf = (
  random: Random,
  registry: Registry,
  { visits }: PlanDocument,
  through: string,
  terms: YearTerms,
): readonly Change[] => {
  const { enterprises, items, departments, horizon, frozenThrough = '' } = registry;
  const past = visits.filter(({ date }) => date > frozenThrough && date <= through);
  const missed = past.flatMap(({ id = '' }) => (random() < terms.missed ? [id] : []));
  const changes: Change[] = [{ change: 'through', date: through, missed }];
  if (through >= horizon.end) return changes;
  const first = inDays(through, 1);
  const times = (count: number, change: (no: string) => Change): void => {
    for (let k = 0; k < count; k++) changes.push(change(`${through}-${k}`));
  };
  times(Math.round(terms.changed * enterprises.length), (no) =>
    enterpriseChange(random, registry, first, no),
  );
  times(Math.round(terms.changed * items.length), (no) => itemChange(random, registry, no));
  times(terms.tasks, () => ({
    change: 'task',
    enterprise: pick(random, enterprises).id,
    item: pick(random, items).id,
    to: earlier(horizon.end, inDays(first, 20 + Math.floor(70 * random()))),
  }));
  times(terms.invitations, () => ({
    change: 'invitation',
    enterprise: pick(random, enterprises).id,
    departments: Array.from(
      { length: 2 + Math.floor(3 * random()) },
      () => pick(random, departments).id,
    ),
    to: earlier(horizon.end, inDays(first, 15 + Math.floor(30 * random()))),
  }));
  return changes;
};
