/** Day sets in columns; ranks are open days (see the occurrences' day sets). */
interface DaySetColumns {
  readonly start: Int32Array;
  readonly lo: Int32Array;
  readonly hi: Int32Array;
}

/** The visits of a plan and the days that their occurrences allow. */
export interface VisitsToDate {
  /** Enterprise e has the visits enterpriseStart[e] … enterpriseStart[e + 1] − 1. */
  readonly enterpriseStart: Int32Array;
  /** Visit v has the members memberStart[v] … memberStart[v + 1] − 1. */
  readonly memberStart: Int32Array;
  /** Day set of each member. */
  readonly daySet: Int32Array;
  readonly daySets: DaySetColumns;
  /** 1 for visits that enter the premises. */
  readonly onSite: Uint8Array;
  /** 0 ≤ spread < 1 for each enterprise: where among its allowed days a visit would rather be, so that a county does not go out on one day. */
  readonly spread: Float64Array;
}

/** The ranks that all members of a visit allow, as [lo, hi, …]. */
const commonRanks = ({ memberStart, daySet, daySets: { start, lo, hi } }: VisitsToDate, visit: number): number[] => {
  let ranges: number[] | undefined;
  for (let m = memberStart[visit]; m < memberStart[visit + 1]; m++) {
    const next: number[] = [];
    for (let r = start[daySet[m]]; r < start[daySet[m] + 1]; r++)
      if (ranges === undefined) next.push(lo[r], hi[r]);
      else
        for (let k = 0; k < ranges.length; k += 2) {
          const from = Math.max(lo[r], ranges[k]);
          const to = Math.min(hi[r], ranges[k + 1]);
          if (from <= to) next.push(from, to);
        }
    ranges = next;
  }
  return ranges ?? [];
};

/** Up to `most` ranks of the ranges, from the preferred one onwards and round again. */
const candidates = (ranges: readonly number[], spread: number, most: number): number[] => {
  let size = 0;
  for (let k = 0; k < ranges.length; k += 2) size += ranges[k + 1] - ranges[k] + 1;
  const rankAt = (position: number): number => {
    let left = position;
    for (let k = 0; k < ranges.length; k += 2) {
      const days = ranges[k + 1] - ranges[k] + 1;
      if (left < days) return ranges[k] + left;
      left -= days;
    }
    return -1;
  };
  const preferred = Math.floor(spread * size);
  return Array.from({ length: Math.min(most, size) }, (_, c) => rankAt((preferred + c) % size));
};

/**
 * A day for every visit among those that all of its occurrences allow, as ranks of open days. An enterprise gets at most one on-site
 * visit a day wherever its days allow that: a maximum matching of visits and days by augmenting paths (Kuhn 1955), in which v
 * visits need look at v days each. O(v³) per enterprise of v visits.
 */
export const chooseDays = (visits: VisitsToDate): Int32Array => {
  const { enterpriseStart, onSite, spread } = visits;
  const rank = new Int32Array(onSite.length);
  for (let e = 0; e + 1 < enterpriseStart.length; e++) {
    const first = enterpriseStart[e];
    const last = enterpriseStart[e + 1];
    const takenBy = new Map<number, number>();
    const options = Array.from({ length: last - first }, (_, k) =>
      candidates(commonRanks(visits, first + k), spread[e], last - first),
    );
    const place = (visit: number, tried: Set<number>): boolean => {
      for (const day of options[visit - first]) {
        if (tried.has(day)) continue;
        tried.add(day);
        const other = takenBy.get(day);
        if (other !== undefined && !place(other, tried)) continue;
        takenBy.set(day, visit);
        rank[visit] = day;
        return true;
      }
      return false;
    };
    for (let visit = first; visit < last; visit++)
      if (onSite[visit] === 0 || !place(visit, new Set())) rank[visit] = options[visit - first][0];
  }
  return rank;
};
