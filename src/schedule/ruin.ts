import { bestRank, isBetter, leaveDay, type Placing, put, unload } from './placing';

/** The visits of each team in each week, as rings of the workload's entries. */
interface Rosters {
  /** An entry of each cell (team × weeks + week), −1 for none. */
  readonly head: Int32Array;
  readonly next: Int32Array;
  readonly previous: Int32Array;
  readonly size: Int32Array;
}

/** Visits that are removed together, with their ranks before. */
interface Ruins {
  readonly visits: number[];
  readonly ranks: number[];
}

/** Adds an entry at the end of a cell's ring. */
const enter = ({ head, next, previous, size }: Rosters, entry: number, cell: number): void => {
  if (size[cell]++ === 0) {
    head[cell] = next[entry] = previous[entry] = entry;
    return;
  }
  const first = head[cell];
  const last = previous[first];
  next[last] = previous[first] = entry;
  previous[entry] = last;
  next[entry] = first;
};

const leave = ({ head, next, previous, size }: Rosters, entry: number, cell: number): void => {
  next[previous[entry]] = next[entry];
  previous[next[entry]] = previous[entry];
  if (--size[cell] === 0) head[cell] = -1;
  else if (head[cell] === entry) head[cell] = next[entry];
};

/**
 * A random entry is less than this many steps from its ring's head. A visit that is placed again
 * joins the end of its ring, so that other visits come near the head.
 */
const longestWalk = 16;

export interface Ruin {
  /** Makes `count` tries; returns their work: 1 a try and 1 a visit removed; 0 without overload. */
  readonly tries: (count: number) => number;
}

/**
 * Ruin and recreate (Schrimpf et al. 2000). A try removes a few visits from a week above capacity,
 * and some from weeks where these could be. It places them again one by one in random order,
 * each where it adds least, and is undone if the result is worse (see `isBetter`).
 * Equal seeds give equal results.
 */
export const ruinOf = (placing: Placing, seed: number): Ruin => {
  const {
    workload,
    daySet,
    options,
    rank,
    fixed,
    own: { close },
    load,
    capacity,
    weight,
  } = placing;
  const { start, team, weeks } = workload;
  const cells = load.length;
  const visitOf = new Int32Array(team.length);
  const rosters: Rosters = {
    head: new Int32Array(cells).fill(-1),
    next: new Int32Array(team.length),
    previous: new Int32Array(team.length),
    size: new Int32Array(cells),
  };
  const weekOf = (v: number): number => weeks.ofRank[rank[v]];
  for (let v = 0; v < rank.length; v++)
    for (let k = start[v]; k < start[v + 1]; k++) {
      visitOf[k] = v;
      enter(rosters, k, team[k] * weeks.count + weekOf(v));
    }

  // xorshift (Marsaglia 2003)
  let state = (seed ^ 0x9e3779b9) | 0 || 1;
  const below = (count: number): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % count;
  };

  /** Loads before the try of the cells that it changes. */
  const before = new Map<number, number>();
  const isOut = new Uint8Array(rank.length);
  const isFree = (v: number): boolean =>
    fixed[v] === 0 && isOut[v] === 0 && options.start[daySet[v] + 1] - options.start[daySet[v]] > 1;

  const takeOut = ({ visits, ranks }: Ruins, v: number): void => {
    const week = weekOf(v);
    for (let k = start[v]; k < start[v + 1]; k++) {
      const cell = team[k] * weeks.count + week;
      if (!before.has(cell)) before.set(cell, load[cell]);
      leave(rosters, k, cell);
    }
    unload(placing, v);
    leaveDay(placing, v);
    isOut[v] = 1;
    visits.push(v);
    ranks.push(rank[v]);
  };
  /** Removes up to `count` visits from a cell. */
  const takeSome = (ruins: Ruins, cell: number, count: number): void => {
    for (let n = 0; n < count && rosters.size[cell] > 0; n++) {
      let entry = rosters.head[cell];
      for (let steps = below(Math.min(rosters.size[cell], longestWalk)); steps > 0; steps--)
        entry = rosters.next[entry];
      if (isFree(visitOf[entry])) takeOut(ruins, visitOf[entry]);
    }
  };
  const putBack = (v: number, at: number): void => {
    const week = weeks.ofRank[at];
    for (let k = start[v]; k < start[v + 1]; k++) {
      const cell = team[k] * weeks.count + week;
      if (!before.has(cell)) before.set(cell, load[cell]);
      enter(rosters, k, cell);
    }
    put(placing, v, at);
    isOut[v] = 0;
  };
  const shuffle = ({ visits, ranks }: Ruins): void => {
    for (let i = visits.length - 1; i > 0; i--) {
      const j = below(i + 1);
      [visits[i], visits[j]] = [visits[j], visits[i]];
      [ranks[i], ranks[j]] = [ranks[j], ranks[i]];
    }
  };
  const undo = ({ visits, ranks }: Ruins, placed: number): void => {
    for (let i = 0; i < placed; i++) {
      const v = visits[i];
      const week = weekOf(v);
      for (let k = start[v]; k < start[v + 1]; k++) leave(rosters, k, team[k] * weeks.count + week);
      unload(placing, v);
      leaveDay(placing, v);
    }
    visits.forEach((v, i) => {
      putBack(v, ranks[i]);
    });
    // Restores the exact loads, without rounding.
    for (const [cell, minutes] of before) load[cell] = minutes;
  };

  const overloaded = (): number[] => {
    const found: number[] = [];
    for (let cell = 0; cell < cells; cell++)
      if (load[cell] > capacity[cell] + 1e-6) found.push(cell);
    return found;
  };

  /** Removes visits of an overloaded week, and of weeks where one of them could be instead. */
  const ruinsAt = (cell: number): Ruins => {
    const ruins: Ruins = { visits: [], ranks: [] };
    takeSome(ruins, cell, 1 + below(4));
    if (ruins.visits.length === 0) return ruins;
    const [v] = ruins.visits;
    const own = Math.floor(cell / weeks.count);
    const first = options.start[daySet[v]];
    const count = options.start[daySet[v] + 1] - first;
    for (let n = 0; n < 2; n++) {
      takeSome(ruins, own * weeks.count + options.week[first + below(count)], 1 + below(3));
      const other = team[start[v] + below(start[v + 1] - start[v])];
      takeSome(ruins, other * weeks.count + options.week[first + below(count)], 1 + below(2));
    }
    shuffle(ruins);
    return ruins;
  };

  const attempt = (cell: number): number => {
    before.clear();
    const closeBefore = close[0];
    const ruins = ruinsAt(cell);
    const { visits } = ruins;
    for (let i = 0; i < visits.length; i++) {
      const at = bestRank(placing, visits[i], -1);
      if (at < 0) {
        // The visit has no free day left.
        undo(ruins, i);
        return visits.length;
      }
      putBack(visits[i], at);
    }
    let [over, uneven] = [0, 0];
    for (const [at, minutes] of before) {
      over += Math.max(0, load[at] - capacity[at]) - Math.max(0, minutes - capacity[at]);
      uneven += (load[at] * load[at] - minutes * minutes) * weight[at];
    }
    if (isBetter(-over, closeBefore - close[0], -uneven)) undo(ruins, visits.length);
    return visits.length;
  };

  return {
    tries: (count) => {
      let placed = 0;
      const cellsAbove = overloaded();
      if (cellsAbove.length === 0) return 0;
      for (let n = 0; n < count; n++) {
        const cell = cellsAbove[below(cellsAbove.length)];
        placed += 1;
        if (load[cell] > capacity[cell] + 1e-6) placed += attempt(cell);
      }
      return placed;
    },
  };
};
