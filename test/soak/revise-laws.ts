import { isLeft } from 'fp-ts/Either';
import {
  type Change,
  decodeRegistry,
  formatError,
  type LocatedError,
  type Plan,
  type PlanDocument,
  type Preference,
  plan,
  planText,
  type Registry,
  type RegistryInput,
  type Revision,
  revise,
  type Visit,
  verify,
} from '../../src/index';
import { isMade } from '../../src/output/plan';
import { solvedOf } from './faults';
import { type Fault, planFaults } from './plan-laws';
import { type Problem, problemOf, type Wanted } from './reference/optimum';
import { type Duty, dayNumber, readRegistry } from './reference/owed';
import { brokenBy, type Unit } from './reference/visits';
import { monthOf } from './year';

/** A year of a registry: lists of changes. */
export interface Year {
  readonly registry: RegistryInput;
  readonly lists: ReadonlyArray<readonly Change[]>;
  readonly prefer: Preference;
}

const bytesOf = (made: Plan): string => [...planText(made)].join('');
const keyOf = ({ item, cycle }: { readonly item: string; readonly cycle: number }): string =>
  JSON.stringify([item, cycle]);
const stateOf = ({ date, domain, occurrences }: Visit): string =>
  JSON.stringify([
    date,
    domain,
    occurrences.map((one) => `${keyOf(one)} ${one.fallback === true}`).sort(),
  ]);

/** Before and after one list of changes. */
interface Step {
  readonly before: RegistryInput;
  readonly published: PlanDocument;
  readonly changes: readonly Change[];
  readonly revision: Revision;
  readonly prefer: Preference;
}

const throughOf = (registry: RegistryInput, changes: readonly Change[]): string =>
  changes.reduce(
    (date, change) => (change.change === 'through' ? change.date : date),
    registry.frozenThrough ?? '',
  );

const missedOf = (changes: readonly Change[]): ReadonlySet<string> =>
  new Set(changes.flatMap((change) => (change.change === 'through' ? (change.missed ?? []) : [])));

/** Whether a change is about an enterprise, or about an item that it is owed before or after. */
const concerns = (change: Change, enterprise: string, items: ReadonlySet<string>): boolean => {
  switch (change.change) {
    case 'through':
    case 'capacity':
      return false;
    case 'policy':
      return true;
    case 'enterprise':
      return change.row.id === enterprise;
    case 'item':
      return items.has(change.row.id);
    case 'item-ended':
      return items.has(change.item);
    case 'pin':
    case 'unpin': {
      const { row } = change;
      const isEverywhere = row.pin === 'unmerged' && row.enterprise === undefined;
      return row.enterprise === enterprise || (isEverywhere && items.has(row.item ?? ''));
    }
    case 'task':
    case 'reinspect':
    case 'invitation':
    case 'closed':
    case 'assignment':
    case 'assignment-ended':
    case 'exempt':
    case 'exempt-ended':
      return change.enterprise === enterprise;
  }
};

/** Faults where a made visit differs from the published one. */
const madeFaults = ({ before, published, changes, revision }: Step): readonly Fault[] => {
  const [frozen, through, missed] = [
    before.frozenThrough ?? '',
    throughOf(before, changes),
    missedOf(changes),
  ];
  const madeState = ({ date, domain, lead, enterprise, occurrences }: Visit): string =>
    JSON.stringify([date, domain, lead, enterprise, occurrences.map(({ item }) => item).sort()]);
  // Without a recorded id, a visit's id follows from its cycles, which change with a frequency.
  const now = new Set(revision.plan.visits.map(madeState));
  return published.visits
    .filter(({ date, id }) => date <= through && (date <= frozen || !missed.has(id ?? '')))
    .filter((visit) => !now.has(madeState(visit)))
    .map(({ id, date }) => `made-lost: visit ${id} made on ${date} is not as it was`);
};

/** Faults in the log of a revision, against the two plans. */
const logFaults = ({ before, published, changes, revision }: Step): readonly Fault[] => {
  const [through, missed] = [throughOf(before, changes), missedOf(changes)];
  const was = new Map(
    published.visits.filter(({ date }) => date > through).map((visit) => [visit.id, visit]),
  );
  const is = new Map(
    revision.plan.visits.filter(({ date }) => date > through).map((visit) => [visit.id, visit]),
  );
  const told = new Map(revision.changes.map((row) => [row.id, row]));
  const faults: Fault[] = [];
  if (told.size < revision.changes.length) faults.push('log: two entries have one id');
  for (const id of new Set([...was.keys(), ...is.keys()])) {
    const [a, b, row] = [was.get(id), is.get(id), told.get(id ?? '')];
    const differs = a === undefined || b === undefined || stateOf(a) !== stateOf(b);
    if (differs && row === undefined)
      faults.push(`log: visit ${id} is not as it was, and nothing tells of it`);
    if (!differs && row !== undefined)
      faults.push(`log: visit ${id} is as it was, but is told of as ${row.kind}`);
    if (!differs || row === undefined) continue;
    const kind = a === undefined ? 'added' : b === undefined ? 'removed' : undefined;
    if (kind !== undefined && row.kind !== kind)
      faults.push(`log: visit ${id} is ${kind}, but told of as ${row.kind}`);
    if (row.before?.date !== a?.date || row.after?.date !== b?.date)
      faults.push(`log: visit ${id} has other days than those told`);
  }
  for (const { id } of revision.changes)
    if (!was.has(id) && !is.has(id) && !missed.has(id)) faults.push(`log: there is no visit ${id}`);
  return faults;
};

/** Faults where a stated cause did not happen, or not to this visit. */
const causeFaults = (
  { before, published, changes, revision }: Step,
  itemsOf: (enterprise: string) => ReadonlySet<string>,
): readonly Fault[] => {
  const missed = missedOf(changes);
  const through = throughOf(before, changes);
  const departmentOf = new Map(
    [...before.items, ...revision.registry.items].map((row) => [row.id, row.department]),
  );
  return revision.changes.flatMap(({ id, enterprise, why, before: was, after: is }) => {
    const items = itemsOf(enterprise);
    const own = new Set(
      [...(was?.occurrences ?? []), ...(is?.occurrences ?? [])].map(({ item }) => item),
    );
    return why.flatMap((cause): Fault[] => {
      const wrong = (what: string): Fault[] => [
        `cause: visit ${id} is told of because of ${cause}, but ${what}`,
      ];
      if (cause === 'missed')
        return published.visits.some(
          (visit) => visit.enterprise === enterprise && missed.has(visit.id ?? ''),
        )
          ? []
          : wrong('its enterprise missed no visit');
      if (cause === 'fewest-visits') {
        const count = (visits: readonly Visit[]): number =>
          visits.filter((visit) => visit.enterprise === enterprise && visit.date > through).length;
        const [then, now] = [count(published.visits), count(revision.plan.visits)];
        return now < then ? [] : wrong(`${then} visits were published and there are ${now}`);
      }
      if (cause === 'most-served') {
        const left = (of: PlanDocument): number =>
          of.unserved.filter((row) => row.enterprise === enterprise).length;
        const [then, now] = [left(published), left(revision.plan)];
        return now < then ? [] : wrong(`${then} occurrences were left out and ${now} are`);
      }
      if (cause === 'capacity')
        return changes.some(
          (change) =>
            change.change === 'capacity' &&
            [...own].some((item) => departmentOf.get(item) === change.department),
        )
          ? []
          : wrong('no department of it has another capacity');
      return changes.some(
        (change) => change.change === cause && concerns(change, enterprise, items),
      )
        ? []
        : wrong('none of these concerns it');
    });
  });
};

/** Faults where fewer published visits stay than the second reading can keep. */
const keptFaults = (step: Step, solved: ReturnType<typeof solvedOf>): readonly Fault[] => {
  const { before, published, changes, revision, prefer } = step;
  const through = throughOf(before, changes);
  const isKept = (visit: Visit): boolean =>
    revision.plan.visits.some(
      (other) => other.enterprise === visit.enterprise && stateOf(other) === stateOf(visit),
    );
  return solved.problems.flatMap(({ enterprise, problem }) => {
    const future = published.visits.filter(
      (visit) => visit.enterprise === enterprise.id && visit.date > through,
    );
    if (future.length === 0 || problem.visits === undefined) return [];
    const { units } = problem.visits;
    // Days of their own for on-site visits come first, so where days are few
    // a published visit may move.
    const isScarce = units.some(({ duties }) =>
      duties.some(({ days }) => days.length <= units.length),
    );
    if (isScarce) return [];
    const visits = future.flatMap((visit) => wantedOf(solved.reading, units, visit));
    const wanted: Wanted = { visits, first: prefer === 'fewest-changes' };
    const { best } = problemOf(solved.reading, enterprise, wanted);
    if (best === undefined || best === 'impossible') return [];
    const name = `enterprise ${JSON.stringify(enterprise.id)}`;
    const kept = future.filter(isKept).length;
    const own = revision.plan.visits.filter((visit) => visit.enterprise === enterprise.id);
    if (kept > best.kept && own.length <= best.visits)
      return [`reference: ${name} keeps ${kept}, the reference ${best.kept}`];
    if (prefer === 'fewest-visits')
      return kept < best.kept
        ? [
            `keeps-fewer: ${name} keeps ${kept} of ${future.length} published visits, but ${best.kept} can stay`,
          ]
        : [];
    // A visit that gains an occurrence counts as changed, as does a new one.
    const ids = new Set(future.map(({ id }) => id));
    const coming = own.filter(({ date }) => date > through);
    const changed = future.length - kept + coming.filter(({ id }) => !ids.has(id)).length;
    const fewest =
      future.length - best.kept + (best.visits - (own.length - coming.length)) - best.kept;
    return changed > fewest
      ? [`changes-more: ${name} has ${changed} changes, but ${fewest} are enough`]
      : [];
  });
};

/** The units of a published visit, where it can still be made unchanged. */
const wantedOf = (
  reading: ReturnType<typeof readRegistry>,
  units: readonly Unit[],
  visit: Visit,
): Wanted['visits'] => {
  const named = new Set(visit.occurrences.map(keyOf));
  const isNamed = (duty: Duty): boolean =>
    named.has(keyOf({ item: duty.item.id, cycle: duty.cycle }));
  const mask = units.reduce(
    (all, { duties }, u) => (duties.some(isNamed) ? all | (1 << u) : all),
    0,
  );
  const members = units.flatMap(({ duties }, u) => (mask & (1 << u) ? duties : []));
  const fallback = new Set(
    visit.occurrences.flatMap((one) => (one.fallback === true ? [keyOf(one)] : [])),
  );
  const isBy = ({ item, cycle }: Duty): boolean => fallback.has(keyOf({ item: item.id, cycle }));
  const fallen = units.reduce(
    (all, { duties }, u) => (duties.some(isBy) ? all | (1 << u) : all),
    0,
  );
  const items = units.flatMap(({ duties, others }, u) =>
    mask & (1 << u) ? (fallen & (1 << u) ? (others ?? []) : duties.map(({ item }) => item)) : [],
  );
  const settings = reading.domains.get(visit.domain);
  const day = dayNumber(visit.date);
  const stays =
    members.length === named.size &&
    members.every((duty) => isNamed(duty) && duty.days.includes(day)) &&
    settings !== undefined &&
    members.some(({ item }) => item.domain === visit.domain) &&
    brokenBy(reading, visit.domain, settings, items) === undefined;
  return stays && items.length === members.length ? [{ mask, fallen }] : [];
};

/** Faults of one revision. */
const stepFaults = (step: Step): readonly Fault[] => {
  const { before, published, changes, revision, prefer } = step;
  const { plan: made, registry: now } = revision;
  const faults: Fault[] = verify(now, made).map(
    ({ kind, place, message }) => `verify ${kind}: ${place} ${message}`,
  );
  const solved = solvedOf(now);
  faults.push(
    ...planFaults(solved, made, made.certificate, prefer === 'fewest-visits' ? 'full' : 'served'),
  );
  faults.push(...madeFaults(step), ...logFaults(step));

  const [then, owed] = [
    readRegistry(before),
    new Map(solved.problems.map(({ enterprise, problem }) => [enterprise.id, problem])),
  ];
  const known = new Map<string, ReadonlySet<string>>();
  const itemsOf = (id: string): ReadonlySet<string> => {
    const found = known.get(id);
    if (found !== undefined) return found;
    const row = before.enterprises.find((one) => one.id === id);
    const duties: readonly Duty[] = [
      ...(row === undefined ? [] : then.owedTo(row)),
      ...((owed.get(id) as Problem | undefined)?.duties ?? []),
    ];
    const items = new Set(duties.map(({ item }) => item.id));
    known.set(id, items);
    return items;
  };
  faults.push(...causeFaults(step, itemsOf));
  const missed = missedOf(changes);
  for (const { id, enterprise, kind } of revision.changes) {
    const isConcerned =
      changes.some((change) => concerns(change, enterprise, itemsOf(enterprise))) ||
      published.visits.some(
        (visit) => visit.enterprise === enterprise && missed.has(visit.id ?? ''),
      );
    if (!isConcerned)
      faults.push(
        `changed-for-nothing: visit ${id} is ${kind} though nothing happened to its enterprise`,
      );
  }
  if (faults.length === 0) faults.push(...keptFaults(step, solved));
  if (changes.length === 0 && isMade(published) && bytesOf(published) !== bytesOf(made))
    faults.push('nothing-happened: without any change the plan is another');
  const again = plan(now);
  faults.push(
    ...verify(now, again).map(
      ({ kind, place, message }) => `planned anew, verify ${kind}: ${place} ${message}`,
    ),
  );
  if (new Set(again.visits.map(({ id }) => id)).size < again.visits.length)
    faults.push('planned anew, id-twice: two visits have one id');
  return faults;
};

/**
 * The further occurrences in made visits. A made visit keeps an occurrence as a further one where
 * its cycle is gone.
 */
const madeFurther = ({ done = [] }: RegistryInput): readonly string[] =>
  done.flatMap(({ enterprise, occurrences }) =>
    occurrences
      .filter(({ cycle }) => cycle >= 10_000)
      .map(({ item, cycle }) => JSON.stringify([enterprise, item, cycle])),
  );

/**
 * Faults where a list cut in two gives other occurrences, or, where proven and without missed
 * visits, another number of visits.
 */
const cutFaults = ({ before, published, changes, revision, prefer }: Step): readonly Fault[] => {
  if (changes.length < 2 || prefer !== 'fewest-visits' || missedOf(changes).size > 0) return [];
  const middle = changes.length >> 1;
  const registry = before as Registry;
  const first = revise(registry, published, changes.slice(0, middle), { prefer });
  if (isLeft(first)) return [];
  // What is owed between the changes may lack a cycle that is owed before and after.
  const atOnce = new Set(madeFurther(revision.registry));
  if (madeFurther(first.right.registry).some((one) => !atOnce.has(one))) return [];
  const second = revise(first.right.registry, first.right.plan, changes.slice(middle), { prefer });
  if (isLeft(second)) {
    // A pin that the first part voids is gone and cannot be removed again.
    const isGone = ({ path }: { readonly path: string }): boolean => {
      const change = changes[middle + Number(/^changes\[(\d+)\]/.exec(path)?.[1])];
      const text = JSON.stringify(change?.change === 'unpin' ? change.row : undefined);
      return (
        change?.change === 'unpin' &&
        !(first.right.registry.pins ?? []).some((pin) => JSON.stringify(pin) === text)
      );
    };
    if (second.left.every(isGone)) return [];
    return [`cut: the second part is refused, ${second.left.map(formatError).join('; ')}`];
  }
  const [once, twice] = [revision.plan, second.right.plan];
  const owedBy = ({ visits, unserved }: PlanDocument): string =>
    JSON.stringify(
      [
        ...visits.flatMap(({ enterprise, occurrences }) =>
          occurrences.map((one) => [enterprise, keyOf(one)]),
        ),
        ...unserved.map((row) => [row.enterprise, keyOf(row)]),
      ]
        .map((row) => row.join())
        .sort(),
    );
  if (owedBy(once) !== owedBy(twice)) return ['cut: cut in two it owes something else'];
  const proven = [once, twice].every(
    ({ summary }) => summary.enterprisesProven === summary.enterprises,
  );
  return proven && once.visits.length !== twice.visits.length
    ? [`cut: at once ${once.visits.length} visits, cut in two ${twice.visits.length}`]
    : [];
};

/** Faults where a retired id goes to a visit that shares no occurrence with its former one. */
const idFaults = (
  last: Map<string, Visit>,
  gone: Map<string, Visit>,
  now: PlanDocument,
): readonly Fault[] => {
  const faults: Fault[] = [];
  const is = new Map(now.visits.map((visit) => [visit.id ?? '', visit]));
  for (const [id, visit] of last) if (!is.has(id)) gone.set(id, visit);
  for (const [id, visit] of is) {
    const had = gone.get(id);
    const items = new Set(had?.occurrences.map(({ item }) => item));
    if (had !== undefined && !visit.occurrences.some(({ item }) => items.has(item)))
      faults.push(
        `id-again: ${id} comes back for a visit that shares no check with the one that had it`,
      );
  }
  last.clear();
  for (const [id, visit] of is) last.set(id, visit);
  return faults;
};

/**
 * Whether a list is refused without reason: only time passes in it, or the errors name no change.
 */
const isUnfounded = (changes: readonly Change[], errors: readonly LocatedError[]): boolean =>
  changes.every(({ change }) => change === 'through') ||
  !errors.every((error) => formatError(error).startsWith('changes['));

/** Faults in a year, list by list; refused lists are skipped. `made` counts the revisions. */
export const yearFaults = (
  { registry, lists, prefer }: Year,
  made: { revisions: number } = { revisions: 0 },
): readonly Fault[] => {
  try {
    const decoded = decodeRegistry(registry);
    if (isLeft(decoded)) return [];
    let [now, published]: [Registry, Plan] = [decoded.right, plan(decoded.right)];
    const [last, gone] = [new Map<string, Visit>(), new Map<string, Visit>()];
    const faults: Fault[] = [...idFaults(last, gone, published)];
    for (const changes of lists) {
      const revised = revise(now, published, changes, { prefer });
      if (isLeft(revised)) {
        if (isUnfounded(changes, revised.left))
          return [`revise-refused: ${revised.left.map(formatError).join('; ')}`];
        continue;
      }
      made.revisions++;
      const step: Step = { before: now, published, changes, revision: revised.right, prefer };
      const own = [
        ...stepFaults(step),
        ...cutFaults(step),
        ...idFaults(last, gone, revised.right.plan),
      ];
      if (own.length > 0)
        return own.map((fault) => (fault.startsWith('verify') ? `revise, ${fault}` : fault));
      [now, published] = [revised.right.registry, revised.right.plan];
    }
    return faults;
  } catch (error) {
    return [`thrown: ${error instanceof Error ? error.stack : String(error)}`];
  }
};

/** The year of a seed. Each list is drawn from the plan published before it. */
export const yearOf = (seed: number, registry: RegistryInput): Year => {
  const prefer: Preference = seed % 2 === 0 ? 'fewest-visits' : 'fewest-changes';
  const lists: (readonly Change[])[] = [];
  const decoded = decodeRegistry(registry);
  if (isLeft(decoded)) return { registry, lists, prefer };
  let [now, published]: [Registry, Plan] = [decoded.right, plan(decoded.right)];
  for (let month = 0; month < 8; month++) {
    const changes = monthOf(seed, month, now, published);
    const revised = revise(now, published, changes, { prefer });
    if (isLeft(revised)) {
      if (isUnfounded(changes, revised.left)) lists.push(changes);
      continue;
    }
    lists.push(changes);
    [now, published] = [revised.right.registry, revised.right.plan];
  }
  return { registry, lists, prefer };
};
