import { type Day, dateTextOf } from '../../registry/day';
import type { ReadVisit } from './read-visit';
import type { Violation } from './violation';

/** On-site visits of each day; visits without a valid date are left out. */
const onSiteByDay = (visits: readonly ReadVisit[]): ReadonlyMap<Day, readonly ReadVisit[]> => {
  const byDay = new Map<Day, ReadVisit[]>();
  for (const visit of visits) {
    if (Number.isNaN(visit.day) || !visit.items.some(({ onSite }) => onSite)) continue;
    const own = byDay.get(visit.day);
    if (own === undefined) byDay.set(visit.day, [visit]);
    else own.push(visit);
  }
  return byDay;
};

/**
 * A violation where the on-site visits of one enterprise could be on more different days
 * (model §7). They could exactly where a visit that shares its day can go to an unused day
 * while others move on one after the other: an augmenting path (Berge 1957). The search is
 * breadth-first from all shared days.
 * O(visits); O(days of all of them) where two are on one day.
 */
export const sameDayViolations = (
  visits: readonly ReadVisit[],
  /** The days allowed to a visit. */
  daysOf: (visit: ReadVisit) => readonly Day[],
): readonly Violation[] => {
  const byDay = onSiteByDay(visits);
  // The days seen, each with the visit that would move there.
  const mover = new Map<Day, ReadVisit | undefined>();
  const queue: ReadVisit[] = [];
  for (const [day, own] of byDay) {
    if (own.length < 2) continue;
    mover.set(day, undefined);
    for (const visit of own) queue.push(visit);
  }
  for (let at = 0; at < queue.length; at += 1) {
    for (const day of daysOf(queue[at])) {
      if (mover.has(day)) continue;
      mover.set(day, queue[at]);
      const there = byDay.get(day);
      if (there === undefined) return [sharedDay(byDay, mover, queue[at], day)];
      queue.push(there[0]);
    }
  }
  return [];
};

/**
 * The violation, from the end of an augmenting path: its message names the first visit that moves,
 * and the last one, which goes to an unused day.
 */
const sharedDay = (
  byDay: ReadonlyMap<Day, readonly ReadVisit[]>,
  mover: ReadonlyMap<Day, ReadVisit | undefined>,
  last: ReadVisit,
  unused: Day,
): Violation => {
  let [visit, to, others] = [last, unused, 0];
  for (let before = mover.get(visit.day); before !== undefined; before = mover.get(visit.day)) {
    [visit, to] = [before, visit.day];
    others += 1;
  }
  const companion = byDay.get(visit.day)?.find((other) => other !== visit);
  const room = `${others} more, the last of them ${last.place} to ${dateTextOf(unused)}`;
  const message =
    `it shares ${dateTextOf(visit.day)} with ${companion?.place}, but could be on ${dateTextOf(to)}` +
    (others === 0 ? '' : ` if others made room: ${room}`);
  return { kind: 'same-day', place: visit.place, message };
};
