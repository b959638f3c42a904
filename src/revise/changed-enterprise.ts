import type { Consolidation } from '../consolidate/consolidation';
import { reasonCode } from '../occurrences/allowed-days';
import { allAllow, commonRanks, type OwnCheck } from './own-check';
import type { Published, Revised } from './published';
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
  /** For each of its caps, whether it counts a visit. */
  readonly countedIn: (
    members: ArrayLike<number>,
    byFallback: readonly number[],
  ) => readonly boolean[];
  /** Most visits that each of its caps may count. */
  readonly allowed: readonly number[];
}

/** The visits that each cap counts. O(members × caps). */
export const usedOf = (
  { countedIn, allowed }: Pick<ChangedEnterprise, 'countedIn' | 'allowed'>,
  visits: ReadonlyArray<Pick<Revised, 'members' | 'byFallback'>>,
): readonly number[] => {
  const counted = visits.map(({ members, byFallback }) => countedIn(members, byFallback));
  return allowed.map((_, c) => counted.filter((caps) => caps[c]).length);
};

/** Whether visits keep the caps. O(members × caps). */
export const keepsCaps = (
  enterprise: Pick<ChangedEnterprise, 'countedIn' | 'allowed'>,
  visits: ReadonlyArray<Pick<Revised, 'members' | 'byFallback'>>,
): boolean => usedOf(enterprise, visits).every((used, c) => used <= enterprise.allowed[c]);

/** Number of occurrences by fallback. O(visits). */
export const fallbacksIn = (visits: ReadonlyArray<Pick<Revised, 'byFallback'>>): number =>
  visits.reduce((sum, { byFallback }) => sum + byFallback.length, 0);

/**
 * Every enterprise after a change. `fresh` is the new plan, `published` the
 * published visits of each enterprise.
 * O(occurrences × rules).
 */
export const changedEnterprises = (
  { occurrences, fallback, checkOf, capsOf, mayFallBack }: RevisionContext,
  fresh: Consolidation,
  published: ReadonlyArray<readonly Published[]>,
): readonly ChangedEnterprise[] => {
  const { start, reason, item } = occurrences;
  const anew = foundIn(fresh);
  return published.map((own, e): ChangedEnterprise => {
    const check = checkOf(e);
    const servable: number[] = [];
    for (let o = start[e]; o < start[e + 1]; o++)
      if (reason[o] === reasonCode.servable) servable.push(o);
    const caps = capsOf(e);
    const countedIn: ChangedEnterprise['countedIn'] = (members, byFallback) => {
      const checked = Array.from(members, (o) =>
        byFallback.includes(o) ? (fallback?.[item[o]] ?? item[o]) : item[o],
      );
      return caps.map(({ counts }) => checked.some(counts));
    };
    const left = { countedIn, allowed: caps.map(({ most }) => most) };
    const needed = usedOf(left, anew[e].visits);
    return {
      ...{ e, check, countedIn, servable, published: own },
      intact: own.filter(
        ({ domain, rank, members, byFallback }) =>
          members.length > 0 &&
          allAllow(occurrences, members, rank) &&
          byFallback.every((o) => mayFallBack(e, o)) &&
          check.isVisit(domain, members, byFallback),
      ),
      fresh: anew[e],
      allowed: left.allowed.map((most, c) => Math.max(most, needed[c])),
    };
  });
};

/**
 * Whether an enterprise can stay unchanged: its published visits are valid, serve everything,
 * and the new plan has no fewer, and no fewer fallbacks.
 * O(occurrences).
 */
export const isUndisturbed = (enterprise: ChangedEnterprise): boolean => {
  const { intact, servable, fresh } = enterprise;
  return (
    intact.reduce((sum, { members }) => sum + members.length, 0) === servable.length &&
    fallbacksIn(intact) <= fallbacksIn(fresh.visits) &&
    intact.length <= fresh.visits.length &&
    keepsCaps(enterprise, intact)
  );
};

/**
 * Whether visits are valid, serve each occurrence once except the dropped ones, and keep the cap.
 * O(members × rules).
 */
export const isSound = (
  { occurrences, mayFallBack }: Pick<RevisionContext, 'occurrences' | 'mayFallBack'>,
  enterprise: ChangedEnterprise,
  { visits, dropped }: Found,
): boolean => {
  const { e, servable, check, fresh } = enterprise;
  const all = [...visits.flatMap(({ members }) => members), ...dropped].sort((a, b) => a - b);
  return (
    all.length === servable.length &&
    all.every((o, k) => o === servable[k]) &&
    dropped.length <= fresh.dropped.length &&
    keepsCaps(enterprise, visits) &&
    visits.every(
      ({ domain, members, byFallback }) =>
        byFallback.every((o) => mayFallBack(e, o)) &&
        check.isVisit(domain, members, byFallback) &&
        commonRanks(occurrences, members).length > 0,
    )
  );
};
