import type { Facts } from '../../src/answers/verify/facts';
import type { Owed } from '../../src/answers/verify/owed-occurrence';
import { limitOf, type Point } from './visit-points';

/**
 * Occurrences that one department may serve in one visit of a point: as many as its minutes allow.
 */
export interface Pattern {
  readonly occurrences: readonly number[];
  /** Whether one of them is of the host's own domain. */
  readonly own: boolean;
}

/**
 * The department's largest sets of occurrences that fit into one visit; undefined
 * where there are more than `most`.
 */
export const patternsOf = (
  facts: Facts,
  all: readonly Owed[],
  { domain, settings, present }: Point,
  department: string,
  most: number,
): readonly Pattern[] | undefined => {
  const members = present
    .filter((o) => all[o].item.department === department)
    .sort((a, b) => all[b].item.minutes - all[a].item.minutes || a - b);
  const capacity = limitOf(settings.maxMinutes);
  const items = members.map((o) => all[o].item);
  const strangers = items.map(({ id }) => facts.apart.get(id));
  const clash = (i: number, j: number): boolean => strangers[i]?.has(items[j].id) === true;
  const patterns: Pattern[] = [];
  const chosen: number[] = [];
  const left: number[] = [];

  // Each occurrence in turn is taken or left out. At the end no left-out one may still fit,
  // else the set is not maximal.
  const extend = (at: number, free: number): boolean => {
    if (at === members.length) {
      const fits = (i: number): boolean =>
        items[i].minutes <= free && !chosen.some((j) => clash(i, j));
      if (!left.some(fits)) {
        if (patterns.length === most) return false;
        const occurrences = chosen.map((i) => members[i]).sort((a, b) => a - b);
        patterns.push({ occurrences, own: chosen.some((i) => items[i].domain === domain) });
      }
      return true;
    }
    const { minutes } = items[at];
    const clashes = chosen.some((j) => clash(at, j));
    if (minutes <= free && !clashes) {
      chosen.push(at);
      const enough = extend(at + 1, free - minutes);
      chosen.pop();
      if (!enough) return false;
    }
    // Leaving out one that fits pays only if a later one takes its place.
    const rest = items.slice(at + 1).reduce((sum, item) => sum + item.minutes, 0);
    const mayPay =
      clashes || minutes > free || rest > free - minutes || strangers[at] !== undefined;
    if (!mayPay) return true;
    left.push(at);
    const enough = extend(at + 1, free);
    left.pop();
    return enough;
  };
  return extend(0, capacity) ? patterns : undefined;
};
