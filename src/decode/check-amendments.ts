import { locatedError } from '../codec/codec';
import type { LocatedError } from '../codec/located-error';
import { type Misfit, toldOf } from '../codec/place';
import { expanderOf, type Occurrences } from '../occurrences/occurrences';
import { parseDay } from '../registry/day';
import { FURTHER_CYCLES } from '../registry/due';
import type { Frame } from '../registry/frame';
import { occurrenceKey } from '../registry/occurrence-ref';
import type { Registry } from '../registry/registry';
import { type Bare, bareOf, findIn, type Note } from './bare-occurrences';
import { checkPins } from './check-pins';

/** Notes rows of `due` that come twice, or name a cycle that the item does not have. */
const checkDue = ({ due = [] }: Registry, { find }: Bare, note: Note): void => {
  const seen = new Map<string, number>();
  due.forEach((row, at) => {
    const first = seen.get(occurrenceKey(row.enterprise, row));
    if (first !== undefined)
      note(['due', at], `an occurrence other than that of due[${first}]`, row);
    else seen.set(occurrenceKey(row.enterprise, row), at);
    if (row.cycle < FURTHER_CYCLES && find(row.enterprise, row) < 0)
      note(
        ['due', at, 'cycle'],
        `a cycle that the item is owed in, or one from ${FURTHER_CYCLES} on`,
        row.cycle,
      );
  });
};

/**
 * Notes made visits with the id of another one, with occurrences that are not owed or in two
 * visits, or on days after `frozenThrough` or not open. Returns the occurrences that are done.
 */
const checkDone = (
  { done = [], frozenThrough }: Pick<Registry, 'done' | 'frozenThrough'>,
  { find, occurrences }: Pick<Bare, 'find' | 'occurrences'>,
  note: Note,
): ReadonlySet<number> => {
  const openDays = new Set(occurrences.timeline.dayOfRank);
  const doneIn = new Map<number, number>();
  const withId = new Map<string, number>();
  done.forEach(({ id, enterprise, date, occurrences: list }, at) => {
    const sameId = id === undefined ? undefined : withId.get(id);
    if (sameId !== undefined)
      note(['done', at, 'id'], `an id other than that of done[${sameId}]`, id);
    else if (id !== undefined) withId.set(id, at);
    if (frozenThrough === undefined || date > frozenThrough)
      note(
        ['done', at, 'date'],
        `a date not after frozenThrough (${frozenThrough ?? 'there is none'})`,
        date,
      );
    else if (!openDays.has(parseDay(date)))
      note(['done', at, 'date'], 'an open day of the horizon', date);
    list.forEach((one, k) => {
      const o = find(enterprise, one);
      const first = doneIn.get(o);
      if (o < 0) note(['done', at, 'occurrences', k], 'an occurrence that is owed', one);
      else if (first !== undefined)
        note(['done', at, 'occurrences', k], `an occurrence that is not in done[${first}]`, one);
      else doneIn.set(o, at);
    });
  });
  return new Set(doneIn.keys());
};

/** Errors of made visits, given all occurrences. O(occurrences of made visits). */
export const doneErrors = (
  registry: Pick<Registry, 'done' | 'frozenThrough'>,
  occurrences: Occurrences,
): readonly LocatedError[] => {
  const misfits: Misfit[] = [];
  checkDone(registry, { occurrences, find: findIn(occurrences) }, (keys, expected, value) => {
    misfits.push({ keys, expected, value });
  });
  return toldOf(misfits).map(locatedError);
};

/**
 * Errors of made visits, tasks and pins for registries of one frame. Their occurrences must be
 * owed; pinned ones must be servable, and the pins possible by the policy's rules. The work that
 * depends on the frame is done once.
 * O(occurrences of the enterprises named × days).
 */
export const amendmentChecks = (frame: Frame): ((registry: Registry) => readonly Misfit[]) => {
  let expand: ReturnType<typeof expanderOf> | undefined;
  return (registry) => {
    const { done = [], due = [], pins = [] } = registry;
    if (done.length + due.length + pins.length === 0) return [];
    const misfits: Misfit[] = [];
    const note: Note = (keys, expected, value) => {
      misfits.push({ keys, expected, value });
    };
    expand ??= expanderOf({ ...frame, pins: [] });
    const bare = bareOf(expand, registry);
    checkDue(registry, bare, note);
    const made = checkDone(registry, bare, note);
    if (pins.length > 0) checkPins(registry, bare, made, note);
    return misfits;
  };
};

/** {@link amendmentChecks} for one registry. */
export const amendmentMisfits = (registry: Registry): readonly Misfit[] =>
  amendmentChecks(registry)(registry);

/** {@link amendmentMisfits} in words. */
export const amendmentErrors = (registry: Registry): readonly LocatedError[] =>
  amendmentMisfits(registry).map(locatedError);
