import { type ChangedEnterprise, isSound } from './changed-enterprise';
import { inherited } from './inherited';
import { joinedBy } from './joined';
import { asPublished, keptRank, type Published, type Revised } from './published';
import type { Found, Question, RevisionContext } from './revision-context';

/** Which of both comes first: fewest visits, or fewest changes to what is published. */
export type Preference = 'fewest-visits' | 'fewest-changes';

/** A search that asks questions one by one and is given their answers. */
type Asking<A> = Generator<Question, A, Found>;

/**
 * Work of the search for one enterprise: a trial costs {@link TRIAL}, and one for each occurrence
 * that it plans anew.
 */
const WORK = 60_000;
const TRIAL = 50;

/** The objective of model §6: fewest left out, then fewest visits. */
const byOutcome = (a: Found, b: Found): number =>
  a.dropped.length - b.dropped.length || a.visits.length - b.visits.length;

/** Published visits that can stay, and the plan with them. */
interface Staying {
  readonly kept: readonly Published[];
  readonly found: Found | undefined;
}

/** How many visits are new, or are not as they were published. O(occurrences) */
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
 * The visits of an enterprise that leave out no more than the plan anew and, with `fewest-visits`,
 * are no more than its visits: of these the ones with the most published visits as they were.
 * Published visits can stay where everything else needs few enough visits, and then any part of
 * them can. So sets of them are tried from the largest on: the first that can stay is the best.
 * Past half of {@link WORK} a set is grown visit by visit instead, and larger ones are looked for
 * from the smallest on. With `fewest-changes` all that are valid stay, and others join them where
 * that makes no more changes. Undefined: only the plan anew will do.
 */
function* mostKept(
  context: RevisionContext,
  enterprise: ChangedEnterprise,
  preference: Preference,
): Asking<Found | undefined> {
  const { e, intact, servable, fresh, isOnSite, allowed } = enterprise;
  let work = WORK;
  const onSiteOf = (visits: readonly Revised[]): number =>
    visits.filter(({ members }) => isOnSite(members)).length;

  /** Some visits, and the best ones for all other occurrences. */
  function* completed(visits: readonly Revised[], trial: boolean): Asking<Found> {
    const served = new Set(visits.flatMap(({ members }) => members));
    const open = servable.filter((o) => !served.has(o));
    if (open.length === 0) return { visits, dropped: [] };
    work -= TRIAL + open.length;
    const found = yield { e, open, onSite: onSiteOf(visits), trial };
    return { visits: [...visits, ...found.visits], dropped: found.dropped };
  }
  const beside = (kept: readonly Published[], trial: boolean): Asking<Found> =>
    completed(kept.map(asPublished), trial);

  const all = yield* beside(intact, false);
  const { visits: joint, widened } = joinedBy(context.occurrences, enterprise);
  const joined = widened.size === 0 ? all : yield* completed(joint, false);
  const isWithin = (found: Found): boolean => onSiteOf(found.visits) <= allowed;
  const target = [all, joined]
    .filter(isWithin)
    .reduce((a, b) => (byOutcome(b, a) < 0 ? b : a), fresh);
  const suits = (found: Found): boolean =>
    isWithin(found) &&
    (preference === 'fewest-changes'
      ? found.dropped.length <= target.dropped.length
      : byOutcome(found, target) <= 0);
  if (
    preference === 'fewest-changes' &&
    suits(joined) &&
    changesIn(context, enterprise, joined) <= changesIn(context, enterprise, all)
  )
    return joined;
  if (suits(all)) return all;

  // A visit that somebody can join is the likeliest to make room, then a small one.
  const widenedFirst = (a: Published, b: Published): number =>
    Number(widened.has(b)) - Number(widened.has(a));
  const order = intact.toSorted(
    (a, b) => widenedFirst(a, b) || a.members.length - b.members.length || a.rank - b.rank,
  );
  const whole = order.filter((visit) => visit.whole);
  const broken = order.filter((visit) => !visit.whole);

  /** A set that can stay, with more visits as far as they can stay too. */
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
   * The largest set of a base and some visits that can stay, if it is larger than one that is
   * known. A visit that cannot stay beside some cannot stay beside more than these, so few sets are
   * tried where few can stay.
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

/**
 * Lets searches go on side by side to their ends: in each round the questions of all are answered
 * together.
 */
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
 * {@link mostKept} of some enterprises, by their indices; where it gives nothing, or nothing that
 * is sound, the visits of the plan anew.
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
