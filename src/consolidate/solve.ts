import { setBit } from './bits';
import type { Component } from './component';
import { coreOf, withFollowers } from './dominance';
import { groupBound } from './group-bound';
import { loadBound } from './load-bound';
import { improve } from './local-search';
import { type Cover, searchOf } from './search';
import { witnessOf } from './witness';

/** How hard the search tries, in steps, so that the answer does not depend on the machine. */
export interface Effort {
  /** Steps of local search per component. */
  readonly localSteps: number;
  /** Steps of exact search per component. */
  readonly exactSteps: number;
}

export const defaultEffort: Effort = { localSteps: 500, exactSteps: 10_000 };

/** Fewest visits found for a component. */
export interface Solution {
  readonly cover: Cover;
  /** No cover has fewer visits. */
  readonly lowerBound: number;
  /** Occurrences no two of which share a visit. */
  readonly witness: readonly number[];
}

/** A row with the first `size` bits set. */
export const allBits = (size: number, words: number): Int32Array => {
  const all = new Int32Array(words);
  for (let i = 0; i < size; i++) setBit(all, 0, i);
  return all;
};

/**
 * The fewest visits for the occurrences in `all` (default: everybody): greedy, then exchanges, then branch and bound as far as the
 * effort goes; the bound is the number of visits where that was far enough.
 */
export const solve = (
  component: Component,
  effort: Effort = defaultEffort,
  all: Int32Array = allBits(component.size, component.words),
): Solution => {
  const core = coreOf(component, all);
  const within = core.bits;
  const bound = loadBound(component);
  const search = searchOf(component, bound);
  const independent: number[] = [];
  search.independent(within, 0, independent);
  let cover = search.greedy(within, 0);
  let lowerBound = independent.length;
  if (cover.count > lowerBound && bound !== undefined) lowerBound = Math.max(lowerBound, bound(within, 0, cover.count));
  if (cover.count > lowerBound) cover = improve(component, search, cover, lowerBound, effort.localSteps);
  if (cover.count > lowerBound)
    lowerBound = Math.max(lowerBound, groupBound(component, search, within, cover.count, effort.exactSteps));
  if (cover.count > lowerBound) {
    const budget = { steps: effort.exactSteps, exhausted: false };
    cover = search.fewest(within, 0, cover.count, lowerBound, budget) ?? cover;
    if (!budget.exhausted) lowerBound = cover.count;
  }
  const witness = independent.length === cover.count ? independent : witnessOf(component, cover, independent);
  return { cover: withFollowers(component, core, cover), lowerBound: Math.max(lowerBound, witness.length), witness };
};
