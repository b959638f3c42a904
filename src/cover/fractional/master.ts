import { hasBit, sizeOf, wordsFor } from '../bits';
import type { Budget } from '../packing';
import { boundTo, crowdedHosts } from './hosting';
import { unit, workPerStep } from './relaxation';
import { AT_LEAST, AT_MOST, type Covering, coveringOf, type Relation } from './simplex';
import { brokenTriples, type Triple } from './triples';
import type { Visits } from './visits';

/** Least gain of a paying visit, above rounding. */
const leastGain = 64;

/** Largest share that counts as 0. */
const leastShare = 1e-6;

/** Least progress of the total that counts. */
const leastProgress = 0.01;

/**
 * The kinds of rows other than those of elements: a triple, a set of hosts (as bits), or
 * visits of which one must be made.
 */
type About =
  | { readonly triple: Triple }
  | { readonly hosts: Int32Array }
  | { readonly anyOf: readonly number[] };

interface Row {
  readonly about: About;
  readonly demand: number;
  readonly relation: Relation;
  /** In the cost of a visit, the row's price counts with each of these elements … */
  readonly elements: readonly number[];
  /** … and once more, or once less, with these visits. */
  readonly visits: readonly number[];
  readonly sign: 1 | -1;
  readonly times: (visit: number) => number;
}

/** A node of the tree: a part of the answers, with their fractional cover. */
export interface Node {
  readonly covering: Covering;
  /** Visit of each column; −1 for a column that is no listed visit. */
  readonly visitOf: number[];
  /** 1 for visits that have a column. */
  readonly known: Uint8Array;
  /** 1 for visits that are allowed in this part. */
  readonly open: Uint8Array;
  rows: readonly Row[];
  /** Lower bound on the visits of these answers. */
  bound: number;
}

/** The fractional cover by listed visits. */
export interface Master {
  readonly root: () => Node;
  /** The node of another master, restricted to the visits of `chosen`. */
  readonly taken: (node: Node, chosen: readonly number[]) => Node;
  /** The answers with one of the visits; the answers with none. */
  readonly withOne: (node: Node, visits: readonly number[]) => Node;
  readonly without: (node: Node, visits: readonly number[]) => Node;
  /**
   * Adds columns until none pays or the bound exceeds `most`. Then hosts are not crowded, and
   * visits that no answer of at most `most` visits has are closed (reduced-cost fixing); so `most`
   * must not grow between calls. False where the budget was used up.
   */
  readonly solve: (node: Node, most: number, budget: Budget) => boolean;
  /**
   * Adds cuts on triples that the shares violate, for `rounds` rounds, or until `stalled` rounds
   * bring nothing; otherwise as `solve`.
   */
  readonly tighten: (
    node: Node,
    most: number,
    rounds: number,
    stalled: number,
    budget: Budget,
  ) => boolean;
  /** Share of each visit. */
  readonly sharesOf: (node: Node) => Float64Array;
}

/**
 * Columns are taken from the list when they pay (Gilmore & Gomory 1961). Bounds are computed
 * in whole numbers from rounded prices, divided by the dearest visit (Farley 1990),
 * so that rounding cannot spoil them. Rows on crowded hosts are added only where the shares
 * violate them (cuts, Hall 1935).
 */
export const masterOf = (elements: number, visits: Visits): Master => {
  const words = wordsFor(elements);
  const { count, start, member, having, sets } = visits;
  const price = new Float64Array(elements);
  const worth = new Float64Array(count);

  const rowAbout = (about: About): Row => {
    if ('triple' in about) {
      const { triple } = about;
      const inside = (v: number): number =>
        triple.reduce((sum, i) => sum + (hasBit(sets, v * words, i) ? 1 : 0), 0);
      const several = new Set(triple.flatMap((i) => [...having[i].filter((v) => inside(v) > 1)]));
      const times = (v: number): number => (inside(v) + 1) >> 1;
      return {
        about,
        demand: 2,
        relation: AT_LEAST,
        elements: triple,
        visits: [...several],
        sign: -1,
        times,
      };
    }
    const some = 'hosts' in about ? boundTo(elements, visits, about.hosts) : about.anyOf;
    const all = new Set(some);
    const counted = {
      about,
      elements: [],
      visits: some,
      times: (v: number): number => (all.has(v) ? 1 : 0),
    };
    return 'hosts' in about
      ? { ...counted, demand: sizeOf(about.hosts, 0, words), relation: AT_MOST, sign: -1 }
      : { ...counted, demand: 1, relation: AT_LEAST, sign: 1 };
  };
  const extend = (node: Node, rows: readonly Row[]): void => {
    node.covering.extend(
      rows.map(({ demand, relation, times }) => ({
        demand,
        relation,
        times: (c) => (node.visitOf[c] < 0 ? 0 : times(node.visitOf[c])),
      })),
    );
    node.rows = [...node.rows, ...rows];
  };
  const join = (node: Node, v: number): void => {
    const list = Array.from(member.subarray(start[v], start[v + 1]));
    node.rows.forEach((row, k) => {
      for (let t = row.times(v); t > 0; t--) list.push(elements + k);
    });
    node.covering.add(list, list.length);
    node.visitOf.push(v);
    node.known[v] = 1;
  };
  const close = (node: Node, closed: readonly number[]): void => {
    for (const v of closed) node.open[v] = 0;
    if (closed.length > 0)
      node.visitOf.forEach((v, c) => {
        if (v >= 0 && node.open[v] === 0) node.covering.drop(c);
      });
  };
  const copyOf = (node: Node): Node => ({
    ...node,
    covering: node.covering.copy(),
    visitOf: node.visitOf.slice(),
    known: node.known.slice(),
    open: node.open.slice(),
  });

  const sharesOf: Master['sharesOf'] = (node) => {
    const shares = new Float64Array(count);
    const own = node.covering.shares();
    node.visitOf.forEach((v, c) => {
      if (v >= 0 && own[c] > leastShare) shares[v] = own[c];
    });
    return shares;
  };

  /**
   * Writes every visit's cost in whole numbers to `worth`; returns the sum of all demands, and
   * the cost of the dearest visit.
   */
  const appraise = ({ covering, rows, open }: Node): readonly [number, number] => {
    let total = 0;
    for (let i = 0; i < elements; i++) {
      price[i] = Math.floor(Math.max(0, covering.price(i)) * unit);
      total += price[i];
    }
    const own = rows.map(({ relation }, k) =>
      Math.floor(Math.max(0, -relation * covering.price(elements + k)) * unit),
    );
    rows.forEach(({ relation, demand, elements: some }, k) => {
      total -= relation * demand * own[k];
      for (const i of some) price[i] += own[k];
    });
    for (let v = 0; v < count; v++) {
      worth[v] = 0;
      if (open[v] === 1) for (let k = start[v]; k < start[v + 1]; k++) worth[v] += price[member[k]];
    }
    rows.forEach(({ visits: some, sign }, k) => {
      if (own[k] > 0) for (const v of some) worth[v] += sign * own[k];
    });
    let dearest = unit;
    for (let v = 0; v < count; v++) if (open[v] === 1 && worth[v] > dearest) dearest = worth[v];
    return [total, dearest];
  };

  const solve: Master['solve'] = (node, most, budget) => {
    const { covering, open, known } = node;
    for (;;) {
      const allowed = Math.max(0, budget.steps * workPerStep);
      const work = covering.optimise(allowed) + covering.size() + 64 * elements;
      const [total, dearest] = appraise(node);
      budget.steps -= Math.ceil((work + member.length + count) / workPerStep);
      // Answers of more than `most` visits are ignored here, so the bound is at most `most` + 1.
      node.bound = Math.max(node.bound, Math.min(Math.ceil(total / dearest), most + 1));
      if (node.bound > most) return true;
      if (work >= allowed || budget.steps <= 0) {
        budget.exhausted = true;
        return false;
      }
      const paying: number[] = [];
      for (let v = 0; v < count; v++)
        if (worth[v] > unit + leastGain && open[v] === 1 && known[v] === 0) paying.push(v);
      if (paying.length === 0) {
        const cheap: number[] = [];
        for (let v = 0; v < count; v++)
          if (open[v] === 1 && total - worth[v] > (most - 1) * dearest) cheap.push(v);
        close(node, cheap);
        const crowded = crowdedHosts(elements, visits, sharesOf(node));
        if (crowded.length === 0) return true;
        extend(
          node,
          crowded.map((hosts) => rowAbout({ hosts })),
        );
        continue;
      }
      paying.sort((a, b) => worth[b] - worth[a] || a - b);
      // Each with an element that earlier ones lack: similar columns would replace one another.
      const served = new Uint8Array(elements);
      for (const v of paying) {
        let fresh = false;
        for (let k = start[v]; k < start[v + 1]; k++) {
          fresh ||= served[member[k]] === 0;
          served[member[k]] = 1;
        }
        if (fresh) join(node, v);
      }
    }
  };

  return {
    root: () => ({
      covering: coveringOf(elements, new Uint8Array(elements)),
      visitOf: Array.from({ length: elements }, () => -1),
      known: new Uint8Array(count),
      open: new Uint8Array(count).fill(1),
      rows: [],
      bound: 0,
    }),
    taken: (node, chosen) => {
      const number = new Map(chosen.map((v, k) => [v, k]));
      const own = node.covering.copy();
      const visitOf = node.visitOf.map((v) => (v < 0 ? -1 : (number.get(v) ?? -1)));
      // Columns of other visits are dropped.
      visitOf.forEach((v, c) => {
        if (v < 0) own.drop(c);
      });
      const known = new Uint8Array(count);
      for (const v of visitOf) if (v >= 0) known[v] = 1;
      const rows = node.rows.map(({ about }) => rowAbout(about));
      return {
        covering: own,
        visitOf,
        known,
        open: new Uint8Array(count).fill(1),
        rows,
        bound: node.bound,
      };
    },
    withOne: (node, some) => {
      const child = copyOf(node);
      extend(child, [rowAbout({ anyOf: some })]);
      return child;
    },
    without: (node, some) => {
      const child = copyOf(node);
      close(child, some);
      return child;
    },
    solve,
    tighten: (node, most, rounds, stalled, budget) => {
      const { covering } = node;
      for (
        let round = 0, idle = 0;
        round < rounds && idle < stalled && node.bound <= most;
        round++
      ) {
        const before = covering.total();
        const shares = sharesOf(node);
        const made = [...shares.keys()].filter((v) => shares[v] > 0);
        budget.steps -= Math.ceil((16 * elements * elements) / workPerStep);
        const broken = brokenTriples(
          elements,
          made.map((v) => member.subarray(start[v], start[v + 1])),
          made.map((v) => shares[v]),
        );
        if (broken.length === 0) return true;
        const kept = covering.forget(
          (r) => r >= elements && !('anyOf' in node.rows[r - elements].about),
        );
        node.rows = kept.slice(elements).map((r) => node.rows[r - elements]);
        extend(
          node,
          broken.map((triple) => rowAbout({ triple })),
        );
        if (!solve(node, most, budget)) return false;
        idle = covering.total() < before + leastProgress ? idle + 1 : 0;
      }
      return true;
    },
    sharesOf,
  };
};
