import type { DaySetColumns } from './common-ranges';
import { dayMatching, forget, placeAlone, settle } from './day-matching';
import type { VisitDays } from './visit-days';

/** Visits with their allowed days. */
export interface VisitsToDate extends VisitDays {
  /** Enterprise e has the visits enterpriseStart[e] … enterpriseStart[e + 1] − 1. */
  readonly enterpriseStart: Int32Array;
  /** 1 for on-site visits, else 0. */
  readonly onSite: Uint8Array;
  /**
   * A number 0 ≤ spread < 1 for each visit: its preferred position among its allowed days, so that
   * a county does not go out on one day.
   */
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
 * A day for every visit among its allowed days, as a rank of open days, whatever the workload. An
 * enterprise gets at most one on-site visit a day wherever its days allow that: a maximum matching
 * of visits and days by augmenting paths (Kuhn 1955).
 * O(visits) where the preferred days differ;
 * at most O(days × edges between visits and days) for an enterprise.
 */
export const chooseDays = (visits: VisitsToDate): Int32Array => {
  const { enterpriseStart, daySet, daySets, onSite, spread } = visits;
  const rank = new Int32Array(onSite.length);
  const matching = dayMatching(mostIn(enterpriseStart), ranksOf(daySets), daySets);
  const { set, day } = matching;
  for (let e = 0; e + 1 < enterpriseStart.length; e++) {
    const first = enterpriseStart[e];
    const count = enterpriseStart[e + 1] - first;
    for (let k = 0; k < count; k++) {
      set[k] = daySet[first + k];
      settle(matching, k, spread[first + k]);
      if (onSite[first + k] === 1) placeAlone(matching, k);
    }
    for (let k = 0; k < count; k++) rank[first + k] = day[k];
    forget(matching, count);
  }
  return rank;
};
