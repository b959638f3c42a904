import { misfitsOf } from '../../codec/codec';
import { Policy } from '../../registry/policy';
import type { Owed } from './owed';
import type { Reading } from './reading';
import { possibleFor } from './separation';

/**
 * The occurrences that pins name, one list for each pin; of a pin on the days of all cycles those
 * that can be served.
 */
const pinnedIn = ({
  registry: { pins = [] },
  cyclesOf,
  company,
}: Reading): ReadonlyArray<readonly Owed[]> =>
  pins.map((pin) => {
    const named =
      pin.pin === 'unmerged'
        ? []
        : pin.pin === 'days'
          ? [...cyclesOf(pin.item).values()].filter(
              ({ cycle }) => pin.cycle === undefined || pin.cycle === cycle,
            )
          : pin.occurrences.map(({ item, cycle }) => cyclesOf(item).get(cycle));
    return named.filter(
      (one) => one !== undefined && company.madeVisitOf(one) === undefined,
    ) as readonly Owed[];
  });

/**
 * Whether `decodeRegistry` takes the enterprise under a changed policy as it took it before: its
 * numbers are in range, and what pins name can still be visited, and together where they bring it
 * together. O(occurrences of pins × domains)
 */
export const isAccepted = (before: Reading, after: Reading): boolean => {
  if (misfitsOf(Policy.check, after.registry.policy).length > 0) return false;
  const were = pinnedIn(before);
  return pinnedIn(after).every(
    (named, at) =>
      named.filter(({ reason }) => reason === undefined).length >=
        were[at].filter(({ reason }) => reason === undefined).length &&
      named.every((one) => {
        const tied = after.company.tiedTo(one);
        return tied.length === 1 || possibleFor(after, tied) !== undefined;
      }),
  );
};
