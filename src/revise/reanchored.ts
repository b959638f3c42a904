import { cycleSpansOf } from '../occurrences/cycle-spans';
import { parseDay } from '../registry/day';
import type { DoneVisit } from '../registry/done-visit';
import { type Due, FURTHER_CYCLES } from '../registry/due';
import { occurrenceKey, type ServedOccurrence } from '../registry/occurrence-ref';
import type { Registry } from '../registry/registry';
import { touchOf } from './causes';
import { type EditedRegistry, pairOf } from './edited-registry';
import { owedTo } from './owed-to';

/**
 * The made visits, with each occurrence moved to the cycle that its day is in now; without one it
 * stays as a further occurrence, so that nothing is lost.
 */
export const reanchored = (
  before: Registry,
  edited: EditedRegistry,
  done: readonly DoneVisit[],
  after: Registry,
): readonly DoneVisit[] => {
  const { isConcerned, isTouched } = touchOf(edited.causes);
  const concerned = new Set(
    done.filter(({ enterprise, occurrences }) =>
      occurrences.some(({ item }) => isTouched(enterprise, item)),
    ),
  );
  if (concerned.size === 0) return done;
  const named = [...new Set(Array.from(concerned, ({ enterprise }) => enterprise))];
  const nothingMade = { due: edited.due, done: [] };
  const wholly = owedTo(after, nothingMade, new Set(named.filter(isConcerned)));
  const partly = owedTo(after, nothingMade, new Set(named.filter((id) => !isConcerned(id))), (id) =>
    edited.causes.ofItem.has(id),
  );
  const find: typeof wholly.find = (enterprise, one) =>
    (isConcerned(enterprise) ? wholly : partly).find(enterprise, one);
  const [spansThen, spansNow] = [cycleSpansOf(before), cycleSpansOf(after)];
  const then = {
    items: new Map(before.items.map((row) => [row.id, row])),
    enterprises: new Map(before.enterprises.map((row) => [row.id, row])),
    assignments: new Map(
      (before.assignments ?? []).map((row) => [pairOf(row.enterprise, row.item), row]),
    ),
  };
  const spans = (
    rows: Pick<typeof then, 'items' | 'enterprises' | 'assignments'>,
    of: typeof spansNow,
    enterprise: string,
    item: string,
  ): ReturnType<typeof spansNow> => {
    const [owner, checked] = [rows.enterprises.get(enterprise), rows.items.get(item)];
    if (owner === undefined || checked === undefined) return [];
    return of(
      owner,
      rows.assignments.get(pairOf(enterprise, item))?.frequency ?? checked.frequency,
    );
  };
  const taken = new Set<string>();
  return done.map((visit) => {
    if (!concerned.has(visit)) return visit;
    const { enterprise, date } = visit;
    const occurrences = visit.occurrences.map((one): ServedOccurrence => {
      if (one.cycle >= FURTHER_CYCLES || !isTouched(enterprise, one.item)) return one;
      const now = spans(edited, spansNow, enterprise, one.item);
      const same =
        JSON.stringify(spans(then, spansThen, enterprise, one.item)) === JSON.stringify(now);
      const day = parseDay(date);
      const cycle = same
        ? one.cycle
        : now.findIndex(([first, last]) => first <= day && day <= last);
      const moved = { ...one, cycle };
      if (
        cycle >= 0 &&
        find(enterprise, moved) >= 0 &&
        !taken.has(occurrenceKey(enterprise, moved))
      ) {
        taken.add(occurrenceKey(enterprise, moved));
        return moved;
      }
      const further: Due = {
        enterprise,
        item: one.item,
        cycle: edited.nextCycle(enterprise, one.item),
        from: date,
        to: date,
      };
      edited.due.push(further);
      return { ...one, cycle: further.cycle };
    });
    return { ...visit, occurrences };
  });
};
