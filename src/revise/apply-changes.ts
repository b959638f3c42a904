import { isNonEmpty } from 'fp-ts/Array';
import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as NEA from 'fp-ts/NonEmptyArray';
import { locatedError } from '../codec/codec';
import type { LocatedError } from '../codec/located-error';
import { type Misfit, toldOf } from '../codec/place';
import { reasonCode } from '../occurrences/allowed-days';
import type { Visit } from '../output/plan-document';
import { dateTextOf, parseDay } from '../registry/day';
import type { DoneVisit } from '../registry/done-visit';
import { type Due, FURTHER_CYCLES } from '../registry/due';
import { occurrenceKey } from '../registry/occurrence-ref';
import type { Pin } from '../registry/pin';
import type { Registry } from '../registry/registry';
import { decodeRegistry as decodeEntities } from '../registry/registry-codec';
import { because, type Causes, touchOf } from './causes';
import type { Change } from './change';
import { applyChange } from './edit';
import { type EditedRegistry, editedRegistry } from './edited-registry';
import { owedTo } from './owed-to';
import { possiblePins } from './possible-pins';
import { reanchored } from './reanchored';
import { inVisitOrder } from './visit-order';

/** A registry after some changes. */
export interface Applied {
  readonly registry: Registry;
  readonly causes: Causes;
  /** Ids of missed visits. */
  readonly missed: ReadonlySet<string>;
  /** Pins that time or a change has made void before they were kept. */
  readonly voided: readonly Pin[];
}

/** Days after the frozen ones in which a missed check is made up, where its own days are over. */
const MAKE_UP_DAYS = 60;

const doneRow = ({ id, enterprise, domain, date, lead, occurrences }: Visit): DoneVisit => ({
  ...(id === undefined ? {} : { id }),
  enterprise,
  domain,
  date,
  lead,
  occurrences,
});

/** A text that is equal for a made visit and its row in a plan. */
const visitKey = ({ enterprise, date, occurrences }: DoneVisit | Visit): string =>
  JSON.stringify([
    enterprise,
    date,
    occurrences.map(({ item, cycle }) => JSON.stringify([item, cycle])).sort(),
  ]);

/**
 * Made visits with the ids that they have in the published plan: a change may move their
 * occurrences to other cycles, from which no id of theirs would follow.
 * O(visits), and none where all have ids.
 */
const withPublishedIds = (
  done: readonly DoneVisit[],
  visits: readonly Visit[],
  frozen: string | undefined,
): readonly DoneVisit[] => {
  if (frozen === undefined || done.every(({ id }) => id !== undefined)) return done;
  const idOf = new Map(
    visits.flatMap((visit) => (visit.date <= frozen ? [[visitKey(visit), visit.id] as const] : [])),
  );
  return done.map((row) => {
    const id = row.id ?? idOf.get(visitKey(row));
    return id === row.id || id === undefined ? row : { id, ...row };
  });
};

/** The edited registry without made visits, tasks and pins, as input for the decoder. */
const asInput = (registry: Registry, edited: EditedRegistry) => ({
  ...registry,
  departments: [...edited.departments.values()],
  items: [...edited.items.values()],
  enterprises: [...edited.enterprises.values()],
  assignments: [...edited.assignments.values()],
  ...(edited.policy === undefined ? {} : { policy: edited.policy }),
  ...(edited.frozenThrough === undefined ? {} : { frozenThrough: edited.frozenThrough }),
  done: [],
  due: [],
  pins: [],
});

/**
 * The registry with made visits and tasks, checked; `known` rows need no check.
 * O(other rows + enterprises).
 */
const withRecord = (
  registry: Registry,
  done: readonly DoneVisit[],
  due: readonly Due[],
  known: ReadonlySet<DoneVisit>,
): E.Either<NEA.NonEmptyArray<LocatedError>, Registry> => {
  const places = done.flatMap((visit, k) => (known.has(visit) ? [] : [k]));
  const unknown = places.map((k) => done[k]);
  const named = new Set([...unknown, ...due].map(({ enterprise }) => enterprise));
  const enterprises = registry.enterprises.filter(({ id }) => named.has(id));
  return pipe(
    decodeEntities({ ...registry, enterprises, assignments: [], history: [], done: unknown, due }),
    E.bimap(
      NEA.map((error) => ({
        ...error,
        path: error.path.replace(/^done\[(\d+)\]/, (_, k: string) => `done[${places[Number(k)]}]`),
      })),
      (): Registry => ({ ...registry, done, due }),
    ),
  );
};

/**
 * The registry after applying changes one after another, with the errors of changes that cannot be
 * made; the first is `changes[first]`.
 */
const editsOf = (registry: Registry, changes: readonly Change[], first: number) => {
  const edited = editedRegistry(registry);
  const misfits: Misfit[] = [];
  changes.forEach((change, at) => {
    applyChange(edited, change, at, (keys, expected, value) => {
      misfits.push({ keys: ['changes', first + at, ...keys], expected, value });
    });
  });
  return { edited, misfits };
};

/** Errors of changes that a registry does not admit, whatever is published. O(rows + changes). */
export const refusedChanges = (
  registry: Registry,
  changes: readonly Change[],
): readonly LocatedError[] => editsOf(registry, changes, 0).misfits.map(locatedError);

/**
 * The registry after the changes, applied one after another. All visits up to the new frozen day
 * count as made, except missed ones, whose occurrences get days of their own where theirs are over.
 * Errors name `changes[…]` (the first is `changes[first]`); an error between rows names its place
 * in the changed registry. Old pins that time or a change has made void are removed.
 * O(registry + visits).
 */
export const appliedChanges = (
  registry: Registry,
  visits: readonly Visit[],
  changes: readonly Change[],
  first: number,
): E.Either<NEA.NonEmptyArray<LocatedError>, Applied> => {
  const { edited, misfits } = editsOf(registry, changes, first);
  const through = edited.frozenThrough ?? '';
  const past = visits.filter(
    ({ date }) => date <= through && date > (registry.frozenThrough ?? ''),
  );
  const pastIds = new Set(past.map(({ id }) => id));
  changes.forEach((change, at) => {
    if (change.change !== 'through') return;
    change.missed?.forEach((id, k) => {
      if (!pastIds.has(id))
        misfits.push({
          keys: ['changes', first + at, 'missed', k],
          ...{ expected: 'the id of a visit up to that day', value: id },
        });
    });
  });
  const refused = toldOf(misfits).map(locatedError);
  if (isNonEmpty(refused)) return E.left(refused);

  const isMissed = ({ id }: Visit): boolean => id !== undefined && edited.missed.has(id);
  const made = [
    ...withPublishedIds(registry.done ?? [], visits, registry.frozenThrough),
    ...past.filter((visit) => !isMissed(visit)).map(doneRow),
  ].sort(inVisitOrder);
  const checked = decodeEntities(asInput(registry, edited));
  if (E.isLeft(checked)) return checked;
  const done = reanchored(registry, edited, made, checked.right);

  // A missed check whose days are over gets new ones; rows of cycles that
  // no longer exist are removed.
  const missed = past.filter(isMissed);
  for (const { enterprise } of missed) because(edited.causes.ofEnterprise, enterprise, 'missed');
  const { isTouched } = touchOf(edited.causes);
  // Whether a cycle may no longer exist; further occurrences stay.
  const isOpen = ({ enterprise, item, cycle }: Due): boolean =>
    cycle < FURTHER_CYCLES && isTouched(enterprise, item);
  const inviting = changes.filter((change) => change.change === 'invitation');
  const named = new Set(
    [...missed, ...edited.due.filter(isOpen), ...inviting].map(({ enterprise }) => enterprise),
  );
  const owed = owedTo(checked.right, { due: edited.due, done }, named);
  const days = {
    from: dateTextOf(parseDay(through === '' ? registry.horizon.start : through) + 1),
  };
  const lastDay = dateTextOf(
    Math.min(parseDay(registry.horizon.end), parseDay(days.from) + MAKE_UP_DAYS - 1),
  );
  const late = new Map<string, Due>();
  for (const { enterprise, occurrences } of missed)
    for (const one of occurrences) {
      const o = owed.find(enterprise, one);
      if (o >= 0 && owed.reason[o] === reasonCode.noOpenDay && days.from <= lastDay)
        late.set(occurrenceKey(enterprise, one), {
          ...{ enterprise, item: one.item, cycle: one.cycle },
          ...{ ...days, to: lastDay, note: '补查' },
        });
    }
  const due = [
    ...edited.due.filter(
      (row) =>
        !late.has(occurrenceKey(row.enterprise, row)) &&
        (!isOpen(row) || owed.find(row.enterprise, row) >= 0),
    ),
    ...late.values(),
  ];

  const plain = withRecord(checked.right, done, due, new Set(registry.done));
  if (E.isLeft(plain)) return plain;
  // An invitation to days when no visit is possible is dropped; otherwise the
  // check-up is one joint visit.
  const asked = edited.pins.filter(
    ([pin, at]) =>
      changes[at]?.change !== 'invitation' ||
      pin.pin !== 'together' ||
      pin.occurrences.every(
        (one) => owed.reason[owed.find(pin.enterprise, one)] === reasonCode.servable,
      ),
  );
  const pins = possiblePins(
    plain.right,
    asked,
    (at, field) =>
      `changes[${first + at}].${changes[at]?.change === 'invitation' ? 'departments' : `row${field}`}`,
  );
  if (E.isLeft(pins)) return pins;
  const served = new Set(
    done.flatMap(({ enterprise, occurrences }) =>
      occurrences.map((one) => occurrenceKey(enterprise, one)),
    ),
  );
  const isServed = (pin: Pin): boolean =>
    'occurrences' in pin &&
    pin.occurrences.every((one) => served.has(occurrenceKey(pin.enterprise, one)));
  return E.right({
    registry: { ...plain.right, pins: pins.right.flatMap((pin) => pin ?? []) },
    ...{ causes: edited.causes, missed: edited.missed },
    voided: asked.flatMap(([pin], k) =>
      pins.right[k] !== undefined || isServed(pin) ? [] : [pin],
    ),
  });
};
