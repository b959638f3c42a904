import type { Consolidation } from '../consolidate/consolidation';
import { reasonCode } from '../occurrences/allowed-days';
import { allAllow, commonRanks, type OwnCheck } from './own-check';
import type { Published } from './published';
import { type Found, foundIn, type RevisionContext } from './revision-context';

/** One enterprise after a change. */
export interface ChangedEnterprise {
  readonly e: number;
  /** Its published visits that are still to be made. */
  readonly published: readonly Published[];
  /** Published visits that are still valid. */
  readonly intact: readonly Published[];
  /** Its servable occurrences, ascending. */
  readonly servable: readonly number[];
  /** Its visits in the new plan (made without the published one). */
  readonly fresh: Found;
  readonly check: OwnCheck;
  readonly isOnSite: (members: ArrayLike<number>) => boolean;
  /** Most on-site visits that it may have. */
  readonly allowed: number;
}

/**
 * Every enterprise after a change. `fresh` is the new plan, `published` the
 * published visits of each enterprise.
 * O(occurrences × rules).
 */
export const changedEnterprises = (
  { occurrences, entering, checkOf, capLeft }: RevisionContext,
  fresh: Consolidation,
  published: ReadonlyArray<readonly Published[]>,
): readonly ChangedEnterprise[] => {
  const { start, reason, item } = occurrences;
  const isOnSite = (members: ArrayLike<number>): boolean => {
    for (let k = 0; k < members.length; k++) if (entering[item[members[k]]] === 1) return true;
    return false;
  };
  const anew = foundIn(fresh);
  return published.map((own, e): ChangedEnterprise => {
    const check = checkOf(e);
    const servable: number[] = [];
    for (let o = start[e]; o < start[e + 1]; o++)
      if (reason[o] === reasonCode.servable) servable.push(o);
    const needed = anew[e].visits.filter(({ members }) => isOnSite(members)).length;
    return {
      ...{ e, check, isOnSite, servable, published: own },
      intact: own.filter(
        ({ domain, rank, members }) =>
          members.length > 0 &&
          allAllow(occurrences, members, rank) &&
          check.isVisit(domain, members),
      ),
      fresh: anew[e],
      allowed: Math.max(capLeft(e), needed),
    };
  });
};

/**
 * Whether an enterprise can stay unchanged: its published visits are valid, serve everything,
 * and the new plan has no fewer.
 * O(occurrences).
 */
export const isUndisturbed = ({
  intact,
  servable,
  fresh,
  isOnSite,
  allowed,
}: ChangedEnterprise): boolean =>
  intact.reduce((sum, { members }) => sum + members.length, 0) === servable.length &&
  intact.length <= fresh.visits.length &&
  intact.filter(({ members }) => isOnSite(members)).length <= allowed;

/**
 * Whether visits are valid, serve each occurrence once except the dropped ones, and keep the cap.
 * O(members × rules).
 */
export const isSound = (
  { occurrences }: Pick<RevisionContext, 'occurrences'>,
  { servable, check, isOnSite, allowed, fresh }: ChangedEnterprise,
  { visits, dropped }: Found,
): boolean => {
  const all = [...visits.flatMap(({ members }) => members), ...dropped].sort((a, b) => a - b);
  return (
    all.length === servable.length &&
    all.every((o, k) => o === servable[k]) &&
    dropped.length <= fresh.dropped.length &&
    visits.filter(({ members }) => isOnSite(members)).length <= allowed &&
    visits.every(
      ({ domain, members }) =>
        check.isVisit(domain, members) && commonRanks(occurrences, members).length > 0,
    )
  );
};
