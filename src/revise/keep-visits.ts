import { int32Column } from '../columns/growable';
import type { Consolidation } from '../consolidate/consolidation';
import { reasonCode } from '../occurrences/allowed-days';
import { allows } from '../occurrences/allows';
import type { Occurrences } from '../occurrences/occurrences';
import { continued } from './continued';
import { type Found, type Ground, type Question, visitsIn } from './ground';
import { type Asking, mostKept, type Preference } from './most-kept';
import type { Own } from './own';
import { allAllow, commonRanks } from './own-check';
import { type Published, type PublishedVisits, publishedAt } from './published';

/**
 * The visits after a change: a consolidation with the bounds of the plan anew, and what of each is
 * published already.
 */
export interface RevisedVisits {
  readonly consolidation: Consolidation;
  /** Of each visit of the consolidation; undefined: it is new. */
  readonly ids: ReadonlyArray<string | undefined>;
  /** Rank of the day that it has; −1: it has to get one. */
  readonly rank: Int32Array;
}

/**
 * Whether visits are valid, serve everything that is not left out just once, and keep to the cap.
 * O(members) beside the rules
 */
export const isSound = (
  occurrences: Occurrences,
  { servable, check, isOnSite, allowed, fresh }: Own,
  { visits, dropped }: Found,
): boolean => {
  const all = [...visits.flatMap(({ members }) => members), ...dropped].sort((a, b) => a - b);
  return (
    all.length === servable.length &&
    all.every((o, k) => o === servable[k]) &&
    dropped.length <= fresh.dropped.length &&
    visits.filter(({ members }) => isOnSite(members)).length <= allowed &&
    visits.every(
      ({ domain, members, rank }) =>
        check.isVisit(domain, members) &&
        (rank === undefined
          ? commonRanks(occurrences, members).length > 0
          : allAllow(occurrences, members, rank)),
    )
  );
};

/**
 * The revised visits in columns: of enterprises that have some of their own those, of others the
 * published ones that are intact. O(occurrences)
 */
const inColumns = (
  { occurrences: { item }, entering, perDepartment }: Ground,
  fresh: Consolidation,
  published: PublishedVisits,
  revised: ReadonlyMap<number, Found>,
  freshOf: (e: number) => Found,
): RevisedVisits => {
  const enterprises = published.start.length - 1;
  const domainAt = new Map(fresh.domains.map((domain, d) => [domain, d]));
  const [host, onSite, memberStart, member, dropped, rank] = [1, 2, 3, 4, 5, 6].map(() =>
    int32Column(),
  );
  const ids: Array<string | undefined> = [];
  const enterpriseStart = new Int32Array(enterprises + 1);
  const separate = fresh.perDepartment.slice();
  memberStart.push(0);
  const add = (
    id: string | undefined,
    domain: string,
    at: number,
    members: ArrayLike<number>,
  ): void => {
    ids.push(id);
    host.push(domainAt.get(domain) ?? 0);
    rank.push(at);
    let enters = 0;
    for (let k = 0; k < members.length; k++) {
      member.push(members[k]);
      enters |= entering[item[members[k]]];
    }
    onSite.push(enters);
    memberStart.push(member.length());
  };
  for (let e = 0; e < enterprises; e++) {
    const own = revised.get(e);
    if (own === undefined) {
      for (let v = published.start[e]; v < published.start[e + 1]; v++) {
        const members = published.member.subarray(
          published.memberStart[v],
          published.memberStart[v + 1],
        );
        if (members.length > 0)
          add(published.id[v], published.domain[v], published.rank[v], members);
      }
    } else {
      for (const visit of own.visits) add(visit.id, visit.domain, visit.rank ?? -1, visit.members);
      for (const o of own.dropped) dropped.push(o);
      const others = freshOf(e).dropped;
      // Other occurrences are served than in the plan anew: their departments' own visits may be
      // others too.
      if (own.dropped.length !== others.length || own.dropped.some((o, k) => o !== others[k]))
        separate[e] = perDepartment(
          e,
          own.visits.flatMap(({ members }) => members).sort((a, b) => a - b),
        );
    }
    enterpriseStart[e + 1] = host.length();
  }
  return {
    consolidation: {
      ...fresh,
      enterpriseStart,
      host: host.values(),
      onSite: Uint8Array.from(onSite.values()),
      memberStart: memberStart.values(),
      member: member.values(),
      dropped: dropped.values(),
      perDepartment: separate,
    },
    ids,
    rank: rank.values(),
  };
};

/**
 * Lets searches go on side by side to their ends: in each round the questions of all are answered
 * together.
 */
const search = (searches: ReadonlyArray<Asking<void>>, solve: Ground['solve']): void => {
  const asked = (of: Asking<void>, { done, value }: IteratorResult<Question, void>) =>
    done === true ? [] : [{ of, question: value }];
  let open = searches.flatMap((of) => asked(of, of.next()));
  while (open.length > 0) {
    const answers = solve(open.map(({ question }) => question));
    open = open.flatMap(({ of }, k) => asked(of, of.next(answers[k])));
  }
};

/**
 * The visits of every enterprise after a change: those of most enterprises are as they were
 * published, since nothing that concerns them happened; of every other {@link mostKept}, checked,
 * else those of `fresh`, the plan anew. A visit of the plan anew goes on as the published one that
 * it shares most with. O(occurrences + search of what is left)
 */
export const keptVisits = (
  ground: Ground,
  fresh: Consolidation,
  published: PublishedVisits,
  preference: Preference,
): RevisedVisits => {
  const { occurrences, entering, checkOf, capLeft, solve } = ground;
  const { start, reason, item } = occurrences;
  const enterprises = start.length - 1;
  const droppedOf: number[][] = Array.from({ length: enterprises }, () => []);
  for (let e = 0, d = 0; e < enterprises; e++)
    for (; d < fresh.dropped.length && fresh.dropped[d] < start[e + 1]; d++)
      droppedOf[e].push(fresh.dropped[d]);
  const fewestOf = (e: number): number => fresh.enterpriseStart[e + 1] - fresh.enterpriseStart[e];
  const allowedOf = (e: number): number => {
    let onSite = 0;
    for (let v = fresh.enterpriseStart[e]; v < fresh.enterpriseStart[e + 1]; v++)
      onSite += fresh.onSite[v];
    return Math.max(capLeft(e), onSite);
  };
  const freshOf = (e: number): Found => ({ visits: visitsIn(fresh, e), dropped: droppedOf[e] });
  const isOnSite = (members: ArrayLike<number>): boolean => {
    for (let k = 0; k < members.length; k++) if (entering[item[members[k]]] === 1) return true;
    return false;
  };

  /**
   * Whether nothing has happened: the published visits are valid, serve everything, and the plan
   * anew has no fewer.
   */
  const stays = (e: number): boolean => {
    const { isVisit } = checkOf(e);
    let [unserved, visits, onSite] = [0, 0, 0];
    for (let o = start[e]; o < start[e + 1]; o++) if (reason[o] === reasonCode.servable) unserved++;
    for (let v = published.start[e]; v < published.start[e + 1]; v++) {
      const [first, last] = [published.memberStart[v], published.memberStart[v + 1]];
      if (first === last) continue;
      const members = published.member.subarray(first, last);
      for (const o of members) if (!allows(occurrences, o, published.rank[v])) return false;
      if (!isVisit(published.domain[v], members)) return false;
      unserved -= last - first;
      visits++;
      if (isOnSite(members)) onSite++;
    }
    return unserved === 0 && visits <= fewestOf(e) && onSite <= allowedOf(e);
  };
  const ownOf = (e: number): Own => {
    const check = checkOf(e);
    const all = Array.from({ length: published.start[e + 1] - published.start[e] }, (_, k) =>
      publishedAt(published, published.start[e] + k),
    );
    const isStill = ({ domain, rank, members }: Published): boolean =>
      members.length > 0 && allAllow(occurrences, members, rank) && check.isVisit(domain, members);
    const servable: number[] = [];
    for (let o = start[e]; o < start[e + 1]; o++)
      if (reason[o] === reasonCode.servable) servable.push(o);
    return {
      ...{ e, check, isOnSite, servable, published: all, intact: all.filter(isStill) },
      ...{ fresh: freshOf(e), allowed: allowedOf(e) },
    };
  };

  const disturbed = Array.from({ length: enterprises }, (_, e) => e).filter((e) => !stays(e));
  const revised = new Map<number, Found>();
  function* revision(own: Own): Asking<void> {
    const found = yield* mostKept(ground, own, preference);
    const { visits, dropped } = own.fresh;
    revised.set(
      own.e,
      found !== undefined && isSound(occurrences, own, found)
        ? found
        : { visits: continued(occurrences, own.check, visits, own.published), dropped },
    );
  }
  search(
    disturbed.map((e) => revision(ownOf(e))),
    solve,
  );
  return inColumns(ground, fresh, published, revised, freshOf);
};
