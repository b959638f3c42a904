import { commonRangesInto, type DaySetColumns } from './common-ranges';
import { dayMatching, forget, placeAlone, settle } from './day-matching';

/** The visits of a plan and the days that their occurrences allow. */
export interface VisitsToDate {
  /** Enterprise e has the visits enterpriseStart[e] … enterpriseStart[e + 1] − 1. */
  readonly enterpriseStart: Int32Array;
  /** Visit v has the occurrences member[memberStart[v]] … member[memberStart[v + 1] − 1]; at least one. */
  readonly memberStart: Int32Array;
  readonly member: Int32Array;
  /** Day set of each occurrence; those of a visit have a day in common. */
  readonly daySet: Int32Array;
  readonly daySets: DaySetColumns;
  /** 1 for visits that enter the premises. */
  readonly onSite: Uint8Array;
  /** 0 ≤ spread < 1 for each enterprise: where among its allowed days a visit would rather be, so that a county does not go out on one day. */
  readonly spread: Float64Array;
}

const mostIn = (starts: Int32Array): number => {
  let most = 0;
  for (let i = 1; i < starts.length; i++) most = Math.max(most, starts[i] - starts[i - 1]);
  return most;
};

const ranksOf = ({ hi }: DaySetColumns): number => {
  let ranks = 0;
  for (const last of hi) ranks = Math.max(ranks, last + 1);
  return ranks;
};

/**
 * A day for every visit among those that all of its occurrences allow, as ranks of open days. An enterprise gets at most one on-site
 * visit a day wherever its days allow that: a maximum matching of visits and days by augmenting paths (Kuhn 1955).
 * O(occurrences) where the preferred days differ; at most O(days × edges between visits and days) for an enterprise.
 */
export const chooseDays = (visits: VisitsToDate): Int32Array => {
  const { enterpriseStart, memberStart, member, daySet, daySets, onSite, spread } = visits;
  const rank = new Int32Array(onSite.length);
  const matching = dayMatching(mostIn(enterpriseStart), ranksOf(daySets));
  const { ranges, rangeStart, day } = matching;
  for (let e = 0; e + 1 < enterpriseStart.length; e++) {
    const first = enterpriseStart[e];
    const count = enterpriseStart[e + 1] - first;
    for (let k = 0; k < count; k++) {
      const from = memberStart[first + k];
      const to = memberStart[first + k + 1];
      rangeStart[k + 1] = commonRangesInto(daySets, daySet, member, from, to, ranges, rangeStart[k]);
      settle(matching, k, spread[e]);
      if (onSite[first + k] === 1) placeAlone(matching, k);
    }
    for (let k = 0; k < count; k++) rank[first + k] = day[k];
    forget(matching, count);
  }
  return rank;
};
