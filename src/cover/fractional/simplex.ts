import { withRoom } from '../../columns/growable';
import { columnInto, dividedRow, eliminate, leavingPlace } from './basis-inverse';

/** Relation of a row: the sum of its columns' shares is at least, exactly or at most its demand. */
export const AT_LEAST = -1;
export const EXACTLY = 0;
export const AT_MOST = 1;
export type Relation = typeof AT_LEAST | typeof EXACTLY | typeof AT_MOST;

/** A row that is added later. */
export interface NewRow {
  readonly demand: number;
  readonly relation: Relation;
  /** Coefficient of each column. */
  readonly times: (column: number) => number;
}

/**
 * The linear program min Σ cost · x over columns with small whole coefficients, x ≥
 * 0, under rows of any relation.
 */
export interface Covering {
  readonly rows: () => number;
  /**
   * Adds a column and returns its number; `list` names each row as often as its coefficient says.
   * Its cost is 1 where none is given, and at least 0.
   */
  readonly add: (list: ArrayLike<number>, length: number, cost?: number) => number;
  /**
   * Adds rows; where the present shares violate them, a costly artificial variable makes up for it.
   */
  readonly extend: (more: readonly NewRow[]) => void;
  /**
   * Removes rows whose slack is in the basis, among the rows that `may` go. Returns the old numbers
   * of the rows kept, ascending; they are numbered anew in this order.
   */
  readonly forget: (may: (row: number) => boolean) => readonly number[];
  /** Bars a column: it keeps its number, and its share at a high cost, but never enters again. */
  readonly drop: (column: number) => void;
  /**
   * The gain of a column at the present prices (its negated reduced cost): the sum of the prices of
   * its rows, minus its cost. A column with a gain above 0 improves the solution.
   */
  readonly gain: (column: number) => number;
  /**
   * Pivots until no column improves, or the allowed work is done. Returns the work up to the last
   * pivot, in numbers read or changed; 0 where no pivot was made.
   */
  readonly optimise: (allowed: number) => number;
  /**
   * Dual price of a row after the last pivot. At the optimum it is negative only for
   * relations "exactly" and "at most".
   */
  readonly price: (row: number) => number;
  /** Cost of the present solution for the perturbed demands, artificial variables included. */
  readonly total: () => number;
  /** Share of each column. */
  readonly shares: () => Float64Array;
  /** Work of making a copy, in numbers. */
  readonly size: () => number;
  /** An independent copy. */
  readonly copy: () => Covering;
}

/** A smaller gain is no improvement. */
const tolerance = 1e-7;

/**
 * The largest number of columns on the short list, and their least gain as a share of the highest
 * (multiple pricing, Orchard-Hays 1968).
 */
const mostShort = 24;
const leastOfMost = 0.3;

/** Cost of artificial variables and of barred columns. */
const bigM = 50;

/**
 * Numbers of the variables that are no columns: the slack of a row, and the artificial
 * variable of a violated row.
 */
const slackOf = (row: number): number => -2 - 2 * row;
const artificialOf = (row: number): number => -1 - 2 * row;
const rowOf = (one: number): number => (-1 - one) >> 1;
const isSlack = (one: number): boolean => (one & 1) === 0;

/**
 * A perturbation of the demand, 0.0001 to 0.0002: fixed, and different for neighbouring rows, so
 * that hardly any two rows tie in the ratio test.
 */
const perturbationOf = (row: number): number => 1e-4 * (1 + ((row * 0.6180339887498949) % 1));

interface State {
  readonly rows: number;
  /** [place × rows + row]: inverse of the basis. */
  readonly inverse: Float64Array;
  /** Variable at each place of the basis: a column, or `slackOf` or `artificialOf` a row. */
  readonly basis: Int32Array;
  readonly level: Float64Array;
  readonly prices: Float64Array;
  readonly relation: Int8Array;
  /** Column c counts for row[start[c]] … row[start[c + 1] − 1]. */
  readonly count: number;
  readonly start: Int32Array;
  readonly row: Int32Array;
  /** Cost of each column. */
  readonly cost: Float64Array;
  /** 1 for barred columns. */
  readonly dropped: Uint8Array;
}

/**
 * Primal simplex with an explicit inverse of the basis (Dantzig 1963). It starts with a column for
 * each element alone. `exact` is 1 for elements whose row is an equation.
 * O(rows² + length of all columns) per pivot.
 */
export const coveringOf = (elements: number, exact: Uint8Array): Covering => {
  const inverse = new Float64Array(elements * elements);
  for (let i = 0; i < elements; i++) inverse[i * elements + i] = 1;
  const all = Int32Array.from({ length: elements + 1 }, (_, i) => i);
  return covering({
    rows: elements,
    inverse,
    basis: all.slice(0, elements),
    level: Float64Array.from({ length: elements }, (_, i) => 1 + perturbationOf(i)),
    prices: new Float64Array(elements).fill(1),
    relation: Int8Array.from(exact, (one) => (one === 1 ? EXACTLY : AT_LEAST)),
    count: elements,
    start: all,
    row: all.slice(0, elements),
    cost: new Float64Array(elements).fill(1),
    dropped: new Uint8Array(elements),
  });
};

const covering = (state: State): Covering => {
  let { rows, inverse, basis, level, prices, relation, count, start, row, cost, dropped } = state;
  let change = new Float64Array(rows);
  let nonzero = new Int32Array(rows);
  let gains = new Float64Array(count);
  let work = 0;

  const costOf = (one: number): number =>
    one >= 0 ? (dropped[one] === 1 ? bigM : cost[one]) : isSlack(one) ? 0 : bigM;

  const slackRow = new Int32Array(1);
  const pivot = (entering: number, gain: number): boolean => {
    let length = 1;
    if (entering < 0) {
      slackRow[0] = rowOf(entering);
      columnInto(inverse, rows, slackRow, 0, 1, relation[slackRow[0]], change);
    } else {
      columnInto(inverse, rows, row, start[entering], start[entering + 1], 1, change);
      length = start[entering + 1] - start[entering];
    }
    const leaving = leavingPlace(level, change, rows);
    if (leaving < 0) return false;
    const least = level[leaving] / change[leaving];
    const filled = dividedRow(inverse, rows, leaving, change[leaving], nonzero);
    const touched = eliminate(inverse, rows, leaving, change, nonzero, filled, level, least);
    work += touched * filled + rows * (4 + length);
    level[leaving] = least;
    basis[leaving] = entering;
    const from = leaving * rows;
    for (let k = 0; k < filled; k++) prices[nonzero[k]] -= gain * inverse[from + nonzero[k]];
    return true;
  };

  const gainOf = (c: number): number => {
    let gain = -cost[c];
    for (let k = start[c]; k < start[c + 1]; k++) gain += prices[row[k]];
    return gain;
  };

  let short: readonly number[] = [];
  /**
   * The variable that enters, and its gain: the best of the slacks and the short list of the last
   * full pass; where no column of the list gains, the best of the slacks and all columns. `count`
   * stands for none.
   */
  const dearest = (): readonly [number, number] => {
    let [entering, most] = [count, tolerance];
    for (const c of short) {
      const gain = dropped[c] === 1 ? 0 : gainOf(c);
      if (gain > most) [entering, most] = [c, gain];
    }
    work += 8 * short.length;
    if (entering === count) {
      gains = gains.length < count ? new Float64Array(2 * count) : gains;
      for (let c = 0; c < count; c++) {
        gains[c] = dropped[c] === 1 ? 0 : gainOf(c);
        if (gains[c] > most) [entering, most] = [c, gains[c]];
      }
      work += start[count] + count;
      const some: number[] = [];
      for (let c = 0; c < count && some.length < mostShort; c++)
        if (gains[c] > most * leastOfMost) some.push(c);
      short = some;
    }
    for (let i = 0; i < rows; i++)
      if (relation[i] * prices[i] > most) [entering, most] = [slackOf(i), relation[i] * prices[i]];
    return [entering, most];
  };

  const optimise: Covering['optimise'] = (allowed) => {
    work = 0;
    let done = 0;
    while (work < allowed) {
      const [entering, gain] = dearest();
      if (entering === count || !pivot(entering, gain)) break;
      done = work;
    }
    return done;
  };

  const extend: Covering['extend'] = (more) => {
    const size = rows + more.length;
    const larger = new Float64Array(size * size);
    for (let r = 0; r < rows; r++) larger.set(inverse.subarray(r * rows, (r + 1) * rows), r * size);
    const [owned, levels, priced] = [
      new Int32Array(size),
      new Float64Array(size),
      new Float64Array(size),
    ];
    owned.set(basis);
    levels.set(level);
    priced.set(prices);
    const starts = new Int32Array(count + 1);
    let list: Int32Array = new Int32Array(start[count] + count);
    const times = more.map((one) => Int32Array.from({ length: count }, (_, c) => one.times(c)));
    let to = 0;
    for (let c = 0; c < count; c++) {
      list = withRoom(list, to + start[c + 1] - start[c] + 2 * more.length);
      for (let k = start[c]; k < start[c + 1]; k++) list[to++] = row[k];
      for (let k = 0; k < more.length; k++)
        for (let t = times[k][c]; t > 0; t--) list[to++] = rows + k;
      starts[c + 1] = to;
    }
    more.forEach(({ demand, relation: by }, k) => {
      const own = rows + k;
      let lack = demand + perturbationOf(own);
      for (let r = 0; r < rows; r++) {
        const some = basis[r] < 0 ? 0 : times[k][basis[r]];
        if (some === 0) continue;
        lack -= some * level[r];
        for (let i = 0; i < rows; i++) larger[own * size + i] -= some * inverse[r * rows + i];
      }
      const sign = lack > 0 ? 1 : -1;
      if (sign < 0) for (let i = 0; i < rows; i++) larger[own * size + i] *= -1;
      larger[own * size + own] = sign;
      owned[own] = sign === by ? slackOf(own) : artificialOf(own);
      levels[own] = Math.abs(lack);
      if (sign !== by) for (let i = 0; i < size; i++) priced[i] += bigM * larger[own * size + i];
    });
    relation = Int8Array.from([...relation, ...more.map((one) => one.relation)]);
    [inverse, basis, level, prices, start, row, rows] = [
      larger,
      owned,
      levels,
      priced,
      starts,
      list,
      size,
    ];
    change = new Float64Array(size);
    nonzero = new Int32Array(size);
  };

  const forget: Covering['forget'] = (may) => {
    const gone = new Uint8Array(rows);
    const places: number[] = [];
    basis.forEach((one, r) => {
      if (one < 0 && isSlack(one) && may(rowOf(one))) gone[rowOf(one)] = 1;
      else places.push(r);
    });
    const kept = Array.from(gone.keys()).filter((r) => gone[r] === 0);
    if (kept.length < rows) {
      const size = kept.length;
      const number = new Int32Array(rows);
      kept.forEach((r, k) => {
        number[r] = k;
      });
      const smaller = new Float64Array(size * size);
      places.forEach((r, place) => {
        for (let k = 0; k < size; k++) smaller[place * size + k] = inverse[r * rows + kept[k]];
      });
      const renamed = (one: number): number =>
        one >= 0
          ? one
          : isSlack(one)
            ? slackOf(number[rowOf(one)])
            : artificialOf(number[rowOf(one)]);
      let to = 0;
      for (let c = 0, from = 0; c < count; c++) {
        const end = start[c + 1];
        for (; from < end; from++) if (gone[row[from]] === 0) row[to++] = number[row[from]];
        start[c + 1] = to;
      }
      basis = Int32Array.from(places, (r) => renamed(basis[r]));
      level = Float64Array.from(places, (r) => level[r]);
      prices = Float64Array.from(kept, (r) => prices[r]);
      relation = Int8Array.from(kept, (r) => relation[r]);
      [inverse, rows] = [smaller, size];
    }
    return kept;
  };

  return {
    rows: () => rows,
    add: (list, length, price = 1) => {
      start = withRoom(start, count + 2);
      const from = start[count];
      row = withRoom(row, from + length);
      for (let k = 0; k < length; k++) row[from + k] = list[k];
      start[++count] = from + length;
      if (dropped.length < count) {
        const longer = new Uint8Array(2 * count);
        longer.set(dropped);
        dropped = longer;
        const costs = new Float64Array(2 * count);
        costs.set(cost);
        cost = costs;
      }
      cost[count - 1] = price;
      return count - 1;
    },
    extend,
    forget,
    drop: (column) => {
      if (dropped[column] === 1) return;
      dropped[column] = 1;
      const place = basis.indexOf(column);
      if (place < 0) return;
      for (let i = 0; i < rows; i++) prices[i] += (bigM - cost[column]) * inverse[place * rows + i];
    },
    gain: gainOf,
    optimise,
    price: (r) => prices[r],
    total: () => {
      let total = 0;
      for (let r = 0; r < rows; r++) total += costOf(basis[r]) * level[r];
      return total;
    },
    shares: () => {
      const shares = new Float64Array(count);
      for (let r = 0; r < rows; r++) if (basis[r] >= 0) shares[basis[r]] = level[r];
      return shares;
    },
    size: () => rows * rows + start[count],
    copy: () =>
      covering({
        rows,
        inverse: inverse.slice(),
        basis: basis.slice(),
        level: level.slice(),
        prices: prices.slice(),
        relation,
        count,
        start: start.slice(0, count + 1),
        row: row.slice(0, start[count]),
        cost: cost.slice(0, count),
        dropped: dropped.slice(0, count),
      }),
  };
};
