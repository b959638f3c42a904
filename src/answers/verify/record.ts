import type { Company } from './amendments';
import type { Facts } from './facts';
import type { Owed } from './owed-occurrence';
import type { ReadVisit } from './read-visit';
import { quoted, type Violation } from './violation';

const nameOf = ({ item, cycle }: Owed): string => `item ${quoted(item.id)} (cycle ${cycle})`;

/**
 * A violation where a visit contains an occurrence of a made visit but differs from that visit.
 * O(occurrences).
 */
export const wrongDone = (
  { byFallback }: Pick<Facts, 'byFallback'>,
  { visit, place }: ReadVisit,
  owed: readonly Owed[],
): readonly Violation[] => {
  const made = owed.find(({ done }) => done !== undefined)?.done;
  if (made === undefined) return [];
  const found = (message: string): readonly Violation[] => [{ kind: 'wrong-done', place, message }];
  const stranger = owed.find(({ done }) => done !== made);
  if (stranger !== undefined)
    return found(`${nameOf(stranger)} was not in the visit made on ${made.date}`);
  if (owed.length !== made.occurrences.length)
    return found(
      `${owed.length} occurrences are of the visit made on ${made.date}, which had ${made.occurrences.length}`,
    );
  const other = owed.find(({ item, cycle }) => {
    const isOne = (one: { readonly item: string; readonly cycle: number }): boolean =>
      one.item === item.id && one.cycle === cycle;
    const was = made.occurrences.find(isOne)?.fallback === true && byFallback(item) !== undefined;
    return was !== (visit.occurrences.find(isOne)?.fallback === true);
  });
  if (other !== undefined)
    return found(`${nameOf(other)} is checked by another method than on ${made.date}`);
  if (visit.date !== made.date)
    return found(`it says ${quoted(visit.date)}, but it was made on ${made.date}`);
  if (visit.domain !== made.domain || visit.lead !== made.lead)
    return found(`it was of ${quoted(made.domain)} and led by ${quoted(made.lead)}`);
  return [];
};

/**
 * Violations of pins by the occurrences of a visit: one that must be with them is missing,
 * or two must not be together.
 * O(occurrences); O(occurrences²) where two must not be together.
 */
export const brokenPins = (
  company: Company,
  place: string,
  owed: readonly Owed[],
): readonly Violation[] => {
  if (!company.matters) return [];
  const wrong: Violation[] = [];
  const present = new Set(owed);
  const missingFrom = new Map<readonly Owed[], Owed | undefined>();
  const anyStranger = company.forbidsAny(owed);
  owed.forEach((one, i) => {
    const group = company.groupOf(one);
    if (!missingFrom.has(group))
      missingFrom.set(
        group,
        group.find((other) => !present.has(other)),
      );
    const missing = missingFrom.get(group);
    if (missing !== undefined)
      wrong.push({
        kind: 'pin-broken',
        place,
        message: `${nameOf(missing)} is to be with ${nameOf(one)}, but is not`,
      });
    if (!anyStranger) return;
    const stranger = owed.slice(i + 1).find((other) => company.forbids(one, other));
    if (stranger !== undefined)
      wrong.push({
        kind: 'pin-broken',
        place,
        message: `${nameOf(one)} and ${nameOf(stranger)} are pinned apart`,
      });
  });
  return wrong;
};
