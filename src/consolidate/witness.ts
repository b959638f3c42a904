import { hasBit, membersOf } from './bits';
import type { Component } from './component';
import type { Cover } from './search';

/** Steps spent at most on looking for each size of witness. */
const mostSteps = 2000;

/**
 * Occurrences no two of which share a visit, as many as can be found: `known` or more. Of each visit of the cover at most one can
 * be among them, so the search chooses one of each, or none in as many visits as the size allows.
 */
export const witnessOf = (component: Component, cover: Cover, known: readonly number[]): readonly number[] => {
  const { words, share } = component;
  // Those with the fewest alternatives first.
  const visits = Array.from({ length: cover.count }, (_, k) => membersOf(cover.bits, k * words, words)).sort(
    (a, b) => a.length - b.length || a[0] - b[0],
  );
  const chosen: number[] = [];
  let steps = 0;
  const choose = (k: number, skips: number): boolean => {
    if (k === visits.length) return true;
    if (++steps > mostSteps) return false;
    for (const i of visits[k]) {
      if (chosen.some((j) => hasBit(share, i * words, j))) continue;
      chosen.push(i);
      if (choose(k + 1, skips)) return true;
      chosen.pop();
    }
    return skips > 0 && choose(k + 1, skips - 1);
  };
  for (let size = cover.count; size > known.length; size--) {
    chosen.length = 0;
    steps = 0;
    if (choose(0, cover.count - size)) return [...chosen].sort((a, b) => a - b);
  }
  return known;
};
