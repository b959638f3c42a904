import type { Occurrences } from '../occurrences/occurrences';
import type { ChangedEnterprise } from './changed-enterprise';
import { allAllow } from './own-check';
import type { Published, Revised } from './published';

/** Most tests of whether an occurrence can join a visit; the occurrences after that are left. */
const LOOKS = 200_000;

/** Published visits, with the occurrences that joined them. */
export interface Joined {
  /** In the order of the intact visits. */
  readonly visits: readonly Revised[];
  /** The visits that an occurrence joined. */
  readonly widened: ReadonlySet<Published>;
}

/**
 * The intact visits with all other occurrences that can join them on their days. Occurrences with
 * fewest days come first; occurrences that pins put together join together.
 * O(others × visits), at most {@link LOOKS} tests.
 */
export const joinedBy = (
  occurrences: Occurrences,
  {
    intact,
    servable,
    check,
    countedIn,
    allowed,
  }: Pick<ChangedEnterprise, 'intact' | 'servable' | 'check' | 'countedIn' | 'allowed'>,
): Joined => {
  const { daySet, daySets } = occurrences;
  const sizeOf = (unit: readonly number[]): number =>
    Math.min(...unit.map((o) => daySets.size[daySet[o]]));
  const members = intact.map((visit) => [...visit.members]);
  const served = new Set(members.flat());
  const widened = new Set<Published>();
  /** By visit, the caps that count it; by cap, the visits that it counts. */
  const counted = intact.map((visit) => countedIn(visit.members, visit.byFallback));
  const used = allowed.map((_, c) => counted.filter((caps) => caps[c]).length);
  let looks = LOOKS;
  const units = check
    .unitsOf(servable.filter((o) => !served.has(o)))
    .toSorted((a, b) => sizeOf(a) - sizeOf(b) || a[0] - b[0]);
  for (const unit of units) {
    const own = countedIn(unit, []);
    const v =
      looks <= 0
        ? -1
        : intact.findIndex(({ rank, domain, byFallback }, k) => {
            looks--;
            return (
              own.every((isIn, c) => !isIn || counted[k][c] || used[c] < allowed[c]) &&
              allAllow(occurrences, unit, rank) &&
              (byFallback.length > 0 ||
                unit.every((o) => check.mayMeet(domain, members[k][0], o))) &&
              check.isVisit(domain, [...members[k], ...unit], byFallback)
            );
          });
    if (v < 0) continue;
    own.forEach((isIn, c) => {
      if (isIn && !counted[v][c]) used[c]++;
    });
    counted[v] = counted[v].map((isIn, c) => isIn || own[c]);
    for (const o of unit) members[v].push(o);
    widened.add(intact[v]);
  }
  return {
    visits: intact.map(
      (origin, k): Revised => ({
        domain: origin.domain,
        members: members[k].sort((a, b) => a - b),
        byFallback: origin.byFallback,
        origin,
      }),
    ),
    widened,
  };
};
