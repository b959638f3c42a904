import { isNonEmpty } from 'fp-ts/Array';
import * as E from 'fp-ts/Either';
import type { NonEmptyArray } from 'fp-ts/NonEmptyArray';
import { amendmentErrors, findIn } from '../amendment-checks';
import { locatedError } from '../codec/codec';
import type { Misfit } from '../codec/place';
import { reasonCode } from '../occurrences/allowed-days';
import { cycleSpansOf } from '../occurrences/cycle-spans';
import { expanderOf } from '../occurrences/occurrences';
import type { Visit } from '../output/plan-document';
import { dateTextOf, parseDay } from '../registry/day';
import { decodeRegistry as decodeEntities, type RegistryError } from '../registry/decode-registry';
import type { DoneVisit } from '../registry/done-visit';
import { type Due, FURTHER_CYCLES } from '../registry/due';
import type { OccurrenceRef } from '../registry/occurrence-ref';
import type { Pin } from '../registry/pin';
import type { Registry } from '../registry/registry';
import type { Change } from './change';
import { applyChange, type Causes, type Draft, draftOf, nextCycle, pairOf } from './draft';
import { inVisitOrder } from './visit-order';

/** A registry after some changes. */
export interface Applied {
  readonly registry: Registry;
  readonly causes: Causes;
  /** Ids of visits that were not made. */
  readonly missed: ReadonlySet<string>;
}

/** Days from the frozen ones on in which a missed check is to be made up, where its own are over. */
const MAKE_UP_DAYS = 60;

type Input = Omit<Draft, 'causes' | 'missed' | 'pins'> & { readonly done: readonly DoneVisit[] };

/** What is owed to some enterprises, of all items or some, without pins. */
const owedTo = (
  registry: Registry,
  input: Pick<Input, 'due' | 'done'>,
  named: ReadonlySet<string>,
  isOf: (item: string) => boolean = () => true,
) => {
  const isNamed = ({ enterprise }: { readonly enterprise: string }): boolean => named.has(enterprise);
  const concerns = (row: { readonly enterprise: string; readonly item: string }): boolean =>
    isNamed(row) && isOf(row.item);
  const occurrences = expanderOf({ ...registry, items: registry.items.filter(({ id }) => isOf(id)), pins: [] })({
    enterprises: registry.enterprises.filter(({ id }) => named.has(id)),
    assignments: (registry.assignments ?? []).filter(concerns),
    history: (registry.history ?? []).filter(concerns),
    due: input.due.filter(concerns),
    done: input.done.filter(isNamed),
  });
  return { reason: occurrences.reason, find: findIn(occurrences) };
};

/** Moves a made occurrence to the cycle that its day is in now; without one it stays as a further occurrence, so that nothing is lost. */
const reanchored = (
  before: Registry,
  draft: Draft,
  done: readonly DoneVisit[],
  after: Registry,
): readonly DoneVisit[] => {
  const { ofAll, ofEnterprise, ofItem } = draft.causes;
  const isConcerned = (enterprise: string): boolean => ofAll.has('policy') || ofEnterprise.has(enterprise);
  const touched = (enterprise: string, item: string): boolean => isConcerned(enterprise) || ofItem.has(item);
  const concerned = done.filter(({ enterprise, occurrences }) =>
    occurrences.some(({ item }) => touched(enterprise, item)),
  );
  if (concerned.length === 0) return done;
  const named = concerned.map(({ enterprise }) => enterprise);
  const nothingMade = { due: draft.due, done: [] };
  const wholly = owedTo(after, nothingMade, new Set(named.filter(isConcerned)));
  const partly = owedTo(after, nothingMade, new Set(named.filter((id) => !isConcerned(id))), (id) => ofItem.has(id));
  const find: typeof wholly.find = (enterprise, one) =>
    (isConcerned(enterprise) ? wholly : partly).find(enterprise, one);
  const [spansThen, spansNow] = [cycleSpansOf(before), cycleSpansOf(after)];
  const then = {
    items: new Map(before.items.map((row) => [row.id, row])),
    enterprises: new Map(before.enterprises.map((row) => [row.id, row])),
    assignments: new Map((before.assignments ?? []).map((row) => [pairOf(row.enterprise, row.item), row])),
  };
  const spans = (
    rows: Pick<typeof then, 'items' | 'enterprises' | 'assignments'>,
    of: typeof spansNow,
    enterprise: string,
    item: string,
  ): ReturnType<typeof spansNow> => {
    const [owner, checked] = [rows.enterprises.get(enterprise), rows.items.get(item)];
    if (owner === undefined || checked === undefined) return [];
    return of(owner, rows.assignments.get(pairOf(enterprise, item))?.frequency ?? checked.frequency);
  };
  const taken = new Set<string>();
  const keyOf = (enterprise: string, one: OccurrenceRef): string => JSON.stringify([enterprise, one.item, one.cycle]);
  return done.map((visit) => {
    const { enterprise, date } = visit;
    const occurrences = visit.occurrences.map((one): OccurrenceRef => {
      if (one.cycle >= FURTHER_CYCLES || !touched(enterprise, one.item)) return one;
      const now = spans(draft, spansNow, enterprise, one.item);
      const same = JSON.stringify(spans(then, spansThen, enterprise, one.item)) === JSON.stringify(now);
      const day = parseDay(date);
      const cycle = same ? one.cycle : now.findIndex(([first, last]) => first <= day && day <= last);
      const moved = { item: one.item, cycle };
      if (cycle >= 0 && find(enterprise, moved) >= 0 && !taken.has(keyOf(enterprise, moved))) {
        taken.add(keyOf(enterprise, moved));
        return moved;
      }
      const further: Due = {
        enterprise,
        item: one.item,
        cycle: nextCycle(draft.due, enterprise, one.item),
        from: date,
        to: date,
      };
      draft.due.push(further);
      return { item: one.item, cycle: further.cycle };
    });
    return { ...visit, occurrences };
  });
};

const doneRow = ({ id, enterprise, domain, date, lead, occurrences }: Visit): DoneVisit => ({
  ...(id === undefined ? {} : { id }),
  enterprise,
  domain,
  date,
  lead,
  occurrences,
});

/** The draft as a registry; every row of it has passed its codec, so that only what is between rows can be wrong. */
const asInput = (registry: Registry, draft: Draft, done: readonly DoneVisit[], due: readonly Due[]) => ({
  ...registry,
  departments: [...draft.departments.values()],
  items: [...draft.items.values()],
  enterprises: [...draft.enterprises.values()],
  assignments: [...draft.assignments.values()],
  ...(draft.policy === undefined ? {} : { policy: draft.policy }),
  ...(draft.frozenThrough === undefined ? {} : { frozenThrough: draft.frozenThrough }),
  done,
  due,
});

/**
 * The pins that can be: old ones that time or a change has made void are gone, new ones are refused, as are tasks that cannot be. Past visits
 * are checked with all that is owed once it is known. O(occurrences × days) of the enterprises with tasks or pins, once and once more for void pins
 */
const possiblePins = (
  registry: Registry,
  pins: Draft['pins'],
): E.Either<NonEmptyArray<RegistryError>, readonly Pin[]> => {
  const { done = [], due = [] } = registry;
  const rows = pins.map(([pin]) => pin);
  const named = new Set([...due, ...rows].map(({ enterprise }) => enterprise));
  const errors = amendmentErrors({
    ...registry,
    pins: rows,
    done: done.filter(({ enterprise }) => named.has(enterprise)),
  }).filter(({ path }) => !path.startsWith('done'));
  if (errors.length === 0) return E.right(rows);
  const wrong = new Set<number>();
  const refused = errors.flatMap((error) => {
    const k = Number(/^pins\[(\d+)\]/.exec(error.path)?.[1] ?? -1);
    const at = pins[k]?.[1] ?? -1;
    wrong.add(k);
    if (k >= 0 && at < 0) return [];
    return [k < 0 ? error : { ...error, path: error.path.replace(/^pins\[\d+\]/, `changes[${at}].row`) }];
  });
  return isNonEmpty(refused)
    ? E.left(refused)
    : possiblePins(
        registry,
        pins.filter((_, k) => !wrong.has(k)),
      );
};

/**
 * The registry after the changes, made one after another: what was to be visited by the new frozen day has been, but for what was missed,
 * which gets days of its own where its own are over. Or why it cannot be, at `changes[…]`; what a change makes wrong between rows is told
 * at its place in the changed registry. Old pins that time or a change has made void are gone. O(registry + visits)
 */
export const appliedChanges = (
  registry: Registry,
  visits: readonly Visit[],
  changes: readonly Change[],
): E.Either<NonEmptyArray<RegistryError>, Applied> => {
  const draft = draftOf(registry);
  const misfits: Misfit[] = [];
  changes.forEach((change, at) => {
    applyChange(draft, change, at, (keys, expected, value) => {
      misfits.push({ keys: ['changes', at, ...keys], expected, value });
    });
  });
  const through = draft.frozenThrough ?? '';
  const past = visits.filter(({ date }) => date <= through && date > (registry.frozenThrough ?? ''));
  const pastIds = new Set(past.map(({ id }) => id));
  changes.forEach((change, at) => {
    if (change.change !== 'through') return;
    change.missed?.forEach((id, k) => {
      if (!pastIds.has(id))
        misfits.push({ keys: ['changes', at, 'missed', k], expected: 'the id of a visit up to that day', value: id });
    });
  });
  const refused = misfits.map(locatedError);
  if (isNonEmpty(refused)) return E.left(refused);

  const isMissed = ({ id }: Visit): boolean => id !== undefined && draft.missed.has(id);
  const made = [...(registry.done ?? []), ...past.filter((visit) => !isMissed(visit)).map(doneRow)].sort(inVisitOrder);
  const checked = decodeEntities({ ...asInput(registry, draft, [], []), pins: [] });
  if (E.isLeft(checked)) return checked;
  const done = reanchored(registry, draft, made, checked.right);

  // A missed check whose days are over gets others; rows of cycles that are gone go.
  const missed = past.filter(isMissed);
  for (const { enterprise } of missed) {
    const known = draft.causes.ofEnterprise.get(enterprise);
    if (known === undefined) draft.causes.ofEnterprise.set(enterprise, new Set(['missed']));
    else known.add('missed');
  }
  const named = new Set([...missed, ...draft.due].map(({ enterprise }) => enterprise));
  const owed = owedTo(checked.right, { due: draft.due, done }, named);
  const days = { from: dateTextOf(parseDay(through === '' ? registry.horizon.start : through) + 1) };
  const lastDay = dateTextOf(Math.min(parseDay(registry.horizon.end), parseDay(days.from) + MAKE_UP_DAYS - 1));
  const late = new Map<string, Due>();
  for (const { enterprise, occurrences } of missed)
    for (const one of occurrences) {
      const o = owed.find(enterprise, one);
      if (o >= 0 && owed.reason[o] === reasonCode.noOpenDay && days.from <= lastDay)
        late.set(JSON.stringify([enterprise, one.item, one.cycle]), {
          ...{ enterprise, item: one.item, cycle: one.cycle },
          ...{ ...days, to: lastDay, note: '补查' },
        });
    }
  const due = [
    ...draft.due.filter(
      (row) =>
        !late.has(JSON.stringify([row.enterprise, row.item, row.cycle])) &&
        (row.cycle >= FURTHER_CYCLES || owed.find(row.enterprise, row) >= 0),
    ),
    ...late.values(),
  ];

  const plain = decodeEntities({ ...asInput(registry, draft, done, due), pins: [] });
  if (E.isLeft(plain)) return plain;
  const pins = possiblePins(plain.right, draft.pins);
  if (E.isLeft(pins)) return pins;
  return E.right({ registry: { ...plain.right, pins: pins.right }, causes: draft.causes, missed: draft.missed });
};
