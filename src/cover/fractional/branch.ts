import { hasBit, wordsFor } from '../bits';
import type { Budget } from '../packing';
import type { Question } from '../question';
import type { Choice } from '../search';
import { choiceOf } from './hosting';
import { type Master, masterOf, type Node } from './master';
import { amongVisits, type Visits } from './visits';

/** Rounds of triples at the root, and rounds without progress. */
const rootRounds = 15;
const rootStalled = 2;

/** Least share on each side of a branch. */
const leastSplit = 0.05;

/** Share from which rounding takes a visit before all others. */
const mostlyMade = 0.6;

/** The branch-and-cut tree over the answers to a question. */
export interface Tree {
  /** Lower bound on the visits of any answer. */
  readonly bound: () => number;
  /** The best choice so far; undefined where none was found. */
  readonly best: () => Choice | undefined;
  /** Bounds the answers of fewer than `enough` visits; `enough` must not grow between calls. */
  readonly relax: (enough: number, budget: Budget) => void;
  /** The same with cuts on triples. */
  readonly tighten: (enough: number, budget: Budget) => void;
  /**
   * Whether there is an answer of at most `most` visits, which then is `best`; undefined: unknown.
   * At every node `mostTried` branches are tried (strong branching, Applegate et al. 1995).
   */
  readonly decide: (most: number, mostTried: number, budget: Budget) => boolean | undefined;
}

/**
 * Branch and cut over listed visits (branch and price without the pricing, Barnhart et al. 1998).
 * A branch says that some visit has both of two elements, or that none has (Ryan & Foster 1981),
 * until the bound exceeds `most` or the visits are whole.
 * O(visits) a column, O(rows²) a pivot.
 */
export const treeOf = (question: Question, all: Visits): Tree => {
  const { elements } = question;
  const words = wordsFor(elements);
  let best: Choice | undefined;

  /**
   * Rounds the shares to a choice and keeps it if it is better: visits of large shares first, then
   * always the visit that serves the largest number of elements not served yet.
   */
  const round = (visits: Visits, shares: Float64Array): void => {
    const { start, member } = visits;
    const open = new Uint8Array(elements).fill(1);
    let left = elements;
    const chosen: number[] = [];
    const gain = (v: number): number => {
      let sum = 0;
      for (let k = start[v]; k < start[v + 1]; k++) sum += open[member[k]];
      return sum;
    };
    const take = (v: number): void => {
      chosen.push(v);
      left -= gain(v);
      for (let k = start[v]; k < start[v + 1]; k++) open[member[k]] = 0;
    };
    const made = [...shares.keys()]
      .filter((v) => shares[v] > 0)
      .sort((a, b) => shares[b] - shares[a] || a - b);
    for (const v of made) if (shares[v] > mostlyMade && gain(v) > 0) take(v);
    while (left > 0) {
      let [next, most] = [-1, 0];
      for (const v of made) {
        const own = gain(v);
        if (own > 0 && own + shares[v] > most) [next, most] = [v, own + shares[v]];
      }
      if (next < 0) return;
      take(next);
    }
    if (best !== undefined && chosen.length >= best.count) return;
    best = choiceOf(question, visits, chosen) ?? best;
  };

  /**
   * The branches to try, at most `mostTried`. Each is a list of visits: all visits with both of two
   * elements, or a single visit. The list whose total share is nearest to one half comes first.
   * O(elements² + Σ over visits of their elements²).
   */
  const branches = (
    visits: Visits,
    { open }: Node,
    shares: Float64Array,
    mostTried: number,
  ): readonly (readonly number[])[] => {
    const { start, member, having, sets } = visits;
    const both = new Float64Array(elements * elements);
    const options: { readonly score: number; readonly visits: () => readonly number[] }[] = [];
    shares.forEach((share, v) => {
      if (share === 0) return;
      for (let a = start[v]; a < start[v + 1]; a++)
        for (let b = a + 1; b < start[v + 1]; b++) both[member[a] * elements + member[b]] += share;
      const score = Math.min(share, 1 - share);
      if (score > leastSplit) options.push({ score: score / 2, visits: () => [v] });
    });
    for (let i = 0; i < elements; i++)
      for (let j = i + 1; j < elements; j++) {
        const share = both[i * elements + j];
        const score = Math.min(share, 1 - share);
        const some = (): readonly number[] =>
          [...having[i]].filter((v) => open[v] === 1 && hasBit(sets, v * words, j));
        if (score > leastSplit) options.push({ score, visits: some });
      }
    return options
      .sort((a, b) => b.score - a.score)
      .slice(0, mostTried)
      .map((option) => option.visits());
  };

  const search = (
    visits: Visits,
    master: Master,
    top: Node,
    most: number,
    mostTried: number,
    budget: Budget,
  ): boolean | undefined => {
    /** The best of the tried branches, judged by the side that rises less. */
    const branch = (node: Node, shares: Float64Array): readonly Node[] | undefined => {
      let chosen: { readonly sides: readonly Node[]; readonly rise: number } | undefined;
      const before = node.covering.total();
      for (const some of branches(visits, node, shares, mostTried)) {
        const sides = [master.withOne(node, some), master.without(node, some)];
        for (const side of sides) if (!master.solve(side, most, budget)) return undefined;
        const rises = sides.map(({ bound, covering }) =>
          bound > most ? 1 : Math.min(1, Math.max(0, covering.total() - before)),
        );
        const rise = 10 * Math.min(...rises) + Math.max(...rises);
        if (chosen === undefined || rise > chosen.rise) chosen = { sides, rise };
        if (sides.some(({ bound }) => bound > most)) break;
      }
      return chosen?.sides;
    };
    const descend = (node: Node): boolean | undefined => {
      if (node.bound > most) return false;
      const shares = master.sharesOf(node);
      round(visits, shares);
      if (best !== undefined && best.count <= most) return true;
      const sides = branch(node, shares);
      if (sides === undefined) return undefined;
      for (const side of sides) {
        if (!master.tighten(side, most, 1, 1, budget)) return undefined;
        const found = descend(side);
        if (found !== false) return found;
      }
      return false;
    };
    return descend(top);
  };

  const whole = masterOf(elements, all);
  const root = whole.root();
  return {
    bound: () => root.bound,
    best: () => best,
    relax: (enough, budget) => {
      if (!whole.solve(root, enough - 1, budget)) return;
      // Visits of single elements are inside other visits, or listed.
      for (let i = 0; i < elements; i++) root.covering.drop(i);
      if (whole.solve(root, enough - 1, budget)) round(all, whole.sharesOf(root));
    },
    tighten: (enough, budget) => {
      if (whole.tighten(root, enough - 1, rootRounds, rootStalled, budget))
        round(all, whole.sharesOf(root));
    },
    decide: (most, mostTried, budget) => {
      const node = whole.without(root, []);
      if (!whole.solve(node, most, budget)) return undefined;
      const left = [...node.open.keys()].filter((v) => node.open[v] === 1);
      const visits = amongVisits(all, left);
      const master = masterOf(elements, visits);
      const top = master.taken(node, left);
      return master.solve(top, most, budget)
        ? search(visits, master, top, most, mostTried, budget)
        : undefined;
    },
  };
};
