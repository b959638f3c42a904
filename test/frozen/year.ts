import type { Change, PlanDocument, Registry, Visit } from 'inspection-consolidation';

const dateText = (month: number, day: number): string =>
  new Date(Date.UTC(2026, month - 1, day)).toISOString().slice(0, 10);

/** Two visits of one enterprise in one domain that are still to be made after a day. */
const twoVisits = ({ visits }: PlanDocument, after: string): readonly [Visit, Visit] => {
  const coming = visits.filter(({ date }) => date > after);
  for (const visit of coming) {
    const other = coming.find(
      (one) => one !== visit && one.enterprise === visit.enterprise && one.domain === visit.domain,
    );
    if (other !== undefined) return [visit, other];
  }
  throw new Error('no enterprise has two visits of one domain to come');
};

/** Further changes of a month, after its last day; every kind of change occurs in the year. */
const EVENTS: ReadonlyArray<
  (registry: Registry, plan: PlanDocument, month: number) => readonly Change[]
> = [
  () => [],
  ({ enterprises, items }, _, month) => [
    {
      ...{ change: 'task', enterprise: enterprises[3].id, item: items[5].id, note: 'a letter' },
      ...{ from: dateText(month + 1, 9), to: dateText(month + 2, 10) },
    },
    {
      change: 'invitation',
      enterprise: enterprises[4].id,
      departments: ['XF', 'SC'],
      to: dateText(month + 2, 15),
    },
  ],
  ({ enterprises, items }, _, month) => [
    {
      change: 'enterprise',
      row: { id: 'NEW', name: '新设企业', industry: 'H6210', size: 'micro', grade: 'B' },
    },
    { change: 'enterprise', row: { ...enterprises[1], grade: 'D' } },
    {
      change: 'reinspect',
      enterprise: enterprises[6].id,
      item: items[0].id,
      to: dateText(month + 3, 1),
    },
  ],
  ({ enterprises }, _, month) => [
    { change: 'closed', enterprise: enterprises[9].id, from: dateText(month + 1, 10) },
    {
      change: 'exempt',
      enterprise: enterprises[11].id,
      from: dateText(month + 1, 1),
      to: dateText(month + 4, 30),
    },
  ],
  ({ items }) => [
    { change: 'item', row: { ...items[2], minutes: items[2].minutes + 50 } },
    { change: 'item-ended', item: items[7].id },
  ],
  ({ enterprises, items }) => [
    {
      change: 'assignment',
      enterprise: enterprises[14].id,
      item: items[20].id,
      frequency: { times: 2 },
    },
    { change: 'capacity', department: 'XF', dailyMinutes: 90 },
  ],
  ({ enterprises }, plan, month) => {
    const [visit, other] = twoVisits(plan, dateText(month + 2, 0));
    const two = [visit.occurrences[0], other.occurrences[0]];
    return [
      { change: 'exempt-ended', enterprise: enterprises[11].id, from: dateText(month + 1, 15) },
      {
        change: 'pin',
        row: { pin: 'apart', enterprise: visit.enterprise, occurrences: two, note: 'two teams' },
      },
      { change: 'pin', row: { pin: 'unmerged', enterprise: enterprises[16].id } },
    ];
  },
  ({ assignments = [], pins = [] }, plan, month) => {
    const [visit] = twoVisits(plan, dateText(month + 2, 0));
    const { enterprise, occurrences, date } = visit;
    return [
      ...pins.slice(0, 1).map((row): Change => ({ change: 'unpin', row })),
      ...assignments.slice(-1).map(
        (row): Change => ({
          change: 'assignment-ended',
          enterprise: row.enterprise,
          item: row.item,
        }),
      ),
      { change: 'pin', row: { pin: 'visit', enterprise, occurrences, date } },
    ];
  },
  ({ policy = {} }) => [
    { change: 'policy', row: { ...policy, recognise: false, capByGrade: { A: 4 } } },
  ],
  () => [],
  ({ policy = {} }) => [
    { change: 'policy', row: { ...policy, capByGrade: {}, travelMinutes: 45 } },
  ],
  () => [],
];

/**
 * A year of twelve months, each a list of changes: time passes, some visits are missed, and more.
 */
export const YEAR: ReadonlyArray<(registry: Registry, plan: PlanDocument) => readonly Change[]> =
  EVENTS.map((eventsOf, index) => (registry, plan) => {
    const month = index + 1;
    const date = dateText(month + 1, 0);
    const past = plan.visits.filter(
      (visit) => visit.date <= date && visit.date > (registry.frozenThrough ?? ''),
    );
    const missed = past.flatMap(({ id }, k) => (id !== undefined && k % 9 === 4 ? [id] : []));
    return [{ change: 'through', date, missed }, ...eventsOf(registry, plan, month)];
  });
