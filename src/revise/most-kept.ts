import {
  type ChangedEnterprise,
  fallbacksIn,
  isSound,
  keepsCaps,
  usedOf,
} from './changed-enterprise';
import { inherited } from './inherited';
import { joinedBy } from './joined';
import { asPublished, keptRank, type Published, type Revised } from './published';
import type { Found, Question, RevisionContext } from './revision-context';

/** The first aim: fewest visits, or fewest changes to published visits. */
export type Preference = 'fewest-visits' | 'fewest-changes';

/** A search that yields questions and receives their answers. */
type Asking<A> = Generator<Question, A, Found>;

/**
 * Work of the search for one enterprise. A trial costs {@link TRIAL}, plus one
 * per occurrence that it plans.
 */
const WORK = 60_000;
const TRIAL = 50;

/** The first aims of model §6: fewest left out, then fewest by fallback. */
const byService = (a: Found, b: Found): number =>
  a.dropped.length - b.dropped.length || fallbacksIn(a.visits) - fallbacksIn(b.visits);

/** The objective of model §6: also the fewest visits. */
const byOutcome = (a: Found, b: Found): number =>
  byService(a, b) || a.visits.length - b.visits.length;

/** Published visits that can stay, with the visits that complete them. */
interface Staying {
  readonly kept: readonly Published[];
  readonly found: Found | undefined;
}

/** Number of visits that are new or differ from their published state. O(occurrences). */
const changesIn = (
  { occurrences }: Pick<RevisionContext, 'occurrences'>,
  enterprise: ChangedEnterprise,
  found: Found,
): number => {
  const visits = inherited(enterprise, found.visits);
  const isKept = (visit: Revised): boolean => {
    const { origin, domain, members } = visit;
    return (
      origin?.whole === true &&
      origin.domain === domain &&
      origin.members.length === members.length &&
      origin.rank === keptRank(occurrences, visit)
    );
  };
  const kept = visits.filter(isKept).length;
  const goneOn = visits.filter(({ origin }) => origin?.id !== undefined).length;
  return enterprise.published.length - kept + visits.length - goneOn;
};

/** The sets of `size` numbers from `from` to `end` − 1, each ascending, in lexicographic order. */
function* combinations(size: number, end: number, from = 0): Iterable<readonly number[]> {
  if (size === 0) yield [];
  else
    for (let first = from; first + size <= end; first++)
      for (const rest of combinations(size - 1, end, first + 1)) yield [first, ...rest];
}

/**
 * The visits of an enterprise that keep the most published visits unchanged. They leave out no more
 * occurrences than the new plan and, with `fewest-visits`, are no more visits. Published visits can
 * stay if the other occurrences need few enough visits; then any part of them can stay too. So sets
 * of published visits are tried from the largest on, and the first that can stay is best. After
 * half of {@link WORK}, a set is grown visit by visit instead, and larger sets are searched from
 * the smallest on. With `fewest-changes` all valid published visits stay, and other occurrences
 * join them where that makes no more changes. Undefined: use the new plan.
 */
function* mostKept(
  context: RevisionContext,
  enterprise: ChangedEnterprise,
  preference: Preference,
): Asking<Found | undefined> {
  const { e, intact, servable, fresh } = enterprise;
  let work = WORK;

  /** The visits, completed by the best visits for all other occurrences. */
  function* completed(visits: readonly Revised[], trial: boolean): Asking<Found> {
    const served = new Set(visits.flatMap(({ members }) => members));
    const open = servable.filter((o) => !served.has(o));
    if (open.length === 0) return { visits, dropped: [] };
    work -= TRIAL + open.length;
    const found = yield { e, open, used: usedOf(enterprise, visits), trial };
    return { visits: [...visits, ...found.visits], dropped: found.dropped };
  }
  const beside = (kept: readonly Published[], trial: boolean): Asking<Found> =>
    completed(kept.map(asPublished), trial);

  const all = yield* beside(intact, false);
  const { visits: joint, widened } = joinedBy(context.occurrences, enterprise);
  const joined = widened.size === 0 ? all : yield* completed(joint, false);
  const isWithin = (found: Found): boolean => keepsCaps(enterprise, found.visits);
  const target = [all, joined]
    .filter(isWithin)
    .reduce((a, b) => (byOutcome(b, a) < 0 ? b : a), fresh);
  const suits = (found: Found): boolean =>
    isWithin(found) &&
    (preference === 'fewest-changes'
      ? byService(found, target) <= 0
      : byOutcome(found, target) <= 0);
  if (
    preference === 'fewest-changes' &&
    suits(joined) &&
    changesIn(context, enterprise, joined) <= changesIn(context, enterprise, all)
  )
    return joined;
  if (suits(all)) return all;

  // A visit that others can join most likely makes room, then a small one.
  const widenedFirst = (a: Published, b: Published): number =>
    Number(widened.has(b)) - Number(widened.has(a));
  const order = intact.toSorted(
    (a, b) => widenedFirst(a, b) || a.members.length - b.members.length || a.rank - b.rank,
  );
  const whole = order.filter((visit) => visit.whole);
  const broken = order.filter((visit) => !visit.whole);

  /** A set that can stay, extended by each further visit that can stay too. */
  function* grown({ kept, found }: Staying, more: readonly Published[]): Asking<Staying> {
    let best: Staying = { kept, found };
    for (const visit of more) {
      if (work <= 0) break;
      const set = [...best.kept, visit];
      const next = yield* beside(set, true);
      if (suits(next)) best = { kept: set, found: next };
    }
    return best;
  }

  /**
   * The largest set of a base and further visits that can stay, if larger than a known one.
   * A visit that cannot stay with some visits cannot stay with more, so few sets are
   * tried where few visits can stay.
   */
  function* largest(base: Staying, more: readonly Published[], known: Staying): Asking<Staying> {
    let best = known;
    function* extended({ kept }: Staying, candidates: readonly Published[]): Asking<void> {
      const staying: { readonly visit: Published; readonly one: Staying }[] = [];
      for (const visit of candidates) {
        if (work <= 0) return;
        const set = [...kept, visit];
        const found = yield* beside(set, true);
        if (suits(found)) staying.push({ visit, one: { kept: set, found } });
      }
      for (const [k, { one }] of staying.entries()) {
        if (kept.length + staying.length - k <= best.kept.length) return;
        if (one.kept.length > best.kept.length) best = one;
        yield* extended(
          one,
          staying.slice(k + 1).map(({ visit }) => visit),
        );
      }
    }
    yield* extended(base, more);
    return best;
  }

  const known = suits(joined) ? joined : undefined;
  const unjoined = known === undefined ? [] : whole.filter((visit) => !widened.has(visit));
  for (let dissolved = 0; whole.length - dissolved > unjoined.length; dissolved++)
    for (const out of combinations(dissolved, whole.length)) {
      if (work <= WORK / 2) {
        const base: Staying = { kept: unjoined, found: known };
        const others = whole.filter((visit) => !unjoined.includes(visit));
        const most = yield* largest(base, others, yield* grown(base, others));
        return (yield* grown(most, broken)).found;
      }
      const kept = whole.filter((_, k) => !out.includes(k));
      const found = yield* beside(kept, true);
      if (suits(found)) return (yield* grown({ kept, found }, broken)).found;
    }
  return known;
}

/** Runs searches in parallel to their ends: each round answers the questions of all together. */
const search = (searches: ReadonlyArray<Asking<void>>, solve: RevisionContext['solve']): void => {
  const asked = (of: Asking<void>, { done, value }: IteratorResult<Question, void>) =>
    done === true ? [] : [{ of, question: value }];
  let open = searches.flatMap((of) => asked(of, of.next()));
  while (open.length > 0) {
    const answers = solve(open.map(({ question }) => question));
    open = open.flatMap(({ of }, k) => asked(of, of.next(answers[k])));
  }
};

/**
 * {@link mostKept} for some enterprises, by index; where it finds nothing sound,
 * the visits of the new plan.
 */
export const keptInPart = (
  context: RevisionContext,
  enterprises: readonly ChangedEnterprise[],
  preference: Preference,
): ReadonlyMap<number, Found> => {
  const revised = new Map<number, Found>();
  function* revision(enterprise: ChangedEnterprise): Asking<void> {
    const found = yield* mostKept(context, enterprise, preference);
    const isFine = found !== undefined && isSound(context, enterprise, found);
    revised.set(enterprise.e, isFine ? found : enterprise.fresh);
  }
  search(enterprises.map(revision), context.solve);
  return revised;
};
