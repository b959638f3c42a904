import { continued } from './continued';
import type { Found, Ground, Question } from './ground';
import { joinedBy } from './joined';
import type { Own } from './own';
import type { Published, Revised } from './published';

/** Which of both comes first: fewest visits, or fewest changes to what is published. */
export type Preference = 'fewest-visits' | 'fewest-changes';

/** A search that asks questions one by one and is given their answers. */
export type Asking<A> = Generator<Question, A, Found>;

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
const changesIn = (published: readonly Published[], { visits }: Found): number => {
  const before = new Map(published.map((visit) => [visit.id, visit]));
  const isKept = ({ id, rank, domain, members }: Revised): boolean => {
    const was = before.get(id);
    return (
      was?.whole === true &&
      was.rank === rank &&
      was.domain === domain &&
      was.members.length === members.length
    );
  };
  const kept = visits.filter(isKept).length;
  const goneOn = visits.filter(({ id }) => id !== undefined).length;
  return published.length - kept + visits.length - goneOn;
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
export function* mostKept(
  { occurrences }: Ground,
  own: Own,
  preference: Preference,
): Asking<Found | undefined> {
  const { e, published, intact, servable, fresh, check, isOnSite, allowed } = own;
  let work = WORK;
  const onSiteOf = (visits: readonly Revised[]): number =>
    visits.filter(({ members }) => isOnSite(members)).length;

  /** Visits that go on from published ones (`bases`), and the best for everything else. */
  function* completed(
    visits: readonly Revised[],
    bases: ReadonlySet<Published>,
    trial: boolean,
  ): Asking<Found> {
    const served = new Set(visits.flatMap(({ members }) => members));
    const open = servable.filter((o) => !served.has(o));
    if (open.length === 0) return { visits, dropped: [] };
    work -= TRIAL + open.length;
    const found = yield { e, open, onSite: onSiteOf(visits), trial };
    const gone = published.filter((visit) => !bases.has(visit));
    return {
      visits: [...visits, ...continued(occurrences, check, found.visits, gone)],
      dropped: found.dropped,
    };
  }
  const beside = (kept: readonly Published[], trial: boolean): Asking<Found> =>
    completed(kept, new Set(kept), trial);

  const all = yield* beside(intact, false);
  const { visits: joint, hosts } = joinedBy(occurrences, own);
  const joined = hosts.size === 0 ? all : yield* completed(joint, new Set(intact), false);
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
    changesIn(published, joined) <= changesIn(published, all)
  )
    return joined;
  if (suits(all)) return all;

  // A visit that somebody can join is the likeliest to make room, then a small one.
  const hostFirst = (a: Published, b: Published): number =>
    Number(hosts.has(b)) - Number(hosts.has(a));
  const order = intact.toSorted(
    (a, b) => hostFirst(a, b) || a.members.length - b.members.length || a.rank - b.rank,
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
  const unjoined = known === undefined ? [] : whole.filter((visit) => !hosts.has(visit));
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
