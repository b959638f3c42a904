import { clearBit, hasBit, isEmpty, lowestOf, setBit, sizeOf } from './bits';
import type { Component } from './component';
import type { Budget } from './maximal-visits';
import { optionStack } from './option-stack';
import { type Cover, searchOf } from './search';
import { allBits, type Effort, type Solution, solve } from './solve';
import { visitOptions } from './visit-options';

/** Visits under a limit on the on-site ones, and who is left out. */
export interface CappedCover {
  readonly cover: Cover;
  readonly dropped: readonly number[];
}

/** On-site visits that a component asks for. */
export interface CapNeeds {
  /** Visits of its key occurrences by themselves. */
  readonly keyAlone: Cover;
  /** No fewer serve its key occurrences, whoever hosts them. */
  readonly least: number;
  /** Those of the fewest visits that serve everybody. */
  readonly free: number;
  /** No plan has fewer visits, on site or not, whatever is left out. */
  readonly visits: number;
  /** Whether `keyAlone` is known to have the fewest. */
  readonly exact: boolean;
}

/** covers[k] is the best with at most k on-site visits; undefined where these do not serve the key occurrences, or nobody asked. */
export interface CappedCovers {
  readonly covers: ReadonlyArray<CappedCover | undefined>;
  /** Whether they are known to be the best possible. */
  readonly exact: boolean;
}

const isOnSite = ({ onSite, words }: Component, bits: Int32Array, row: number): boolean => {
  for (let w = 0; w < words; w++) if ((bits[row + w] & onSite[w]) !== 0) return true;
  return false;
};

const onSiteVisits = (component: Component, { count, bits }: Cover): number => {
  let visits = 0;
  for (let k = 0; k < count; k++) if (isOnSite(component, bits, k * component.words)) visits++;
  return visits;
};

/**
 * The best cover with at most `cap` on-site visits, `incumbent` where none is better: fewest left out, then fewest visits. Branch
 * and bound like the search for the fewest visits, with a further branch that leaves the most urgent occurrence out.
 */
const improveUnderCap = (
  component: Component,
  cap: number,
  incumbent: CappedCover | undefined,
  budget: Budget,
): CappedCover | undefined => {
  const { size, words, share, onSite, key } = component;
  const options = visitOptions(component);
  const search = searchOf(component);
  const stack = optionStack(words);
  const remaining = new Int32Array((size + 2) * words);
  const part = new Int32Array(words);
  let best = incumbent;
  const path: number[] = [];
  const dropped: number[] = [];
  let largest = 1;
  for (let i = 0; i < size; i++) {
    for (let w = 0; w < words; w++) part[w] = share[i * words + w] & onSite[w];
    largest = Math.max(largest, 1 + sizeOf(part, 0, words));
  }

  const keep = (): void => {
    const cover = { count: path.length, bits: new Int32Array(path.length * words), host: new Int32Array(path.length) };
    path.forEach((option, k) => {
      for (let w = 0; w < words; w++) cover.bits[k * words + w] = stack.bits[option * words + w];
      cover.host[k] = stack.host[option];
    });
    best = { cover, dropped: [...dropped] };
  };

  const hopeless = (row: number, left: number): boolean => {
    for (let w = 0; w < words; w++) part[w] = remaining[row + w] & key[w] & onSite[w];
    if (search.independent(part, 0) > left) return true;
    if (best === undefined) return false;
    for (let w = 0; w < words; w++) part[w] = remaining[row + w] & onSite[w];
    // Whoever is left out saves one visit at most.
    if (search.independent(part, 0) - left > best.dropped.length - dropped.length) return true;
    const out = dropped.length + Math.max(0, sizeOf(part, 0, words) - left * largest);
    if (out !== best.dropped.length) return out > best.dropped.length;
    return (
      dropped.length === best.dropped.length && path.length + search.independent(remaining, row) >= best.cover.count
    );
  };

  const descend = (depth: number, left: number): void => {
    const row = depth * words;
    const next = row + words;
    if (isEmpty(remaining, row, words)) {
      if (best === undefined || (dropped.length - best.dropped.length || path.length - best.cover.count) < 0) keep();
      return;
    }
    if (--budget.steps < 0) budget.exhausted = true;
    if (budget.exhausted || hopeless(row, left)) return;
    const i = lowestOf(remaining, row, words);
    const floor = stack.count;
    options.push(i, remaining, row, stack, budget);
    if (!hasBit(onSite, 0, i)) {
      // Entering the premises costs one of the visits that are left, so staying outside is a choice of its own.
      const outside = new Int32Array(words);
      for (let w = 0; w < words; w++) outside[w] = remaining[row + w] & ~onSite[w];
      options.push(i, outside, 0, stack, budget);
    }
    const ceiling = stack.count;
    for (let option = floor; option < ceiling && !budget.exhausted; option++) {
      const enters = isOnSite(component, stack.bits, option * words);
      if (enters && left === 0) continue;
      for (let w = 0; w < words; w++) remaining[next + w] = remaining[row + w] & ~stack.bits[option * words + w];
      path.push(option);
      descend(depth + 1, enters ? left - 1 : left);
      path.pop();
    }
    stack.count = floor;
    if (budget.exhausted || !hasBit(onSite, 0, i) || hasBit(key, 0, i)) return;
    for (let w = 0; w < words; w++) remaining[next + w] = remaining[row + w];
    clearBit(remaining, next, i);
    dropped.push(i);
    descend(depth + 1, left);
    dropped.pop();
  };

  remaining.set(allBits(size, words));
  descend(0, cap);
  return best;
};

/** Puts those left out back where a visit has room for them, then gives the remaining on-site visits to as many as each can take. */
const fill = (component: Component, start: CappedCover, cap: number): CappedCover => {
  const { words } = component;
  const search = searchOf(component);
  const visits = Array.from({ length: start.cover.count }, (_, k) => ({
    bits: start.cover.bits.slice(k * words, (k + 1) * words),
    host: start.cover.host[k],
  }));
  let out = [...start.dropped];
  out = out.filter(
    (i) =>
      !visits.some((visit) => {
        if (!isOnSite(component, visit.bits, 0)) return false;
        const joined = visit.bits.slice();
        setBit(joined, 0, i);
        const one = search.fewest(joined, 0, 2, 1, { steps: 200, exhausted: false });
        if (one === undefined) return false;
        visit.bits = joined;
        visit.host = one.host[0];
        return true;
      }),
  );
  for (
    let left = cap - visits.filter(({ bits }) => isOnSite(component, bits, 0)).length;
    left > 0 && out.length > 0;
    left--
  ) {
    const rest = new Int32Array(words);
    for (const i of out) setBit(rest, 0, i);
    const { count, bits, host } = search.greedy(rest, 0);
    let largest = 0;
    for (let k = 1; k < count; k++)
      if (sizeOf(bits, k * words, words) > sizeOf(bits, largest * words, words)) largest = k;
    visits.push({ bits: bits.slice(largest * words, (largest + 1) * words), host: host[largest] });
    out = out.filter((i) => !hasBit(bits, largest * words, i));
  }
  const cover = {
    count: visits.length,
    bits: new Int32Array(visits.length * words),
    host: new Int32Array(visits.length),
  };
  visits.forEach(({ bits, host }, k) => {
    cover.bits.set(bits, k * words);
    cover.host[k] = host;
  });
  return { cover, dropped: out };
};

const joinCovers = (a: Cover, b: Cover): Cover => ({
  count: a.count + b.count,
  bits: Int32Array.from([...a.bits, ...b.bits]),
  host: Int32Array.from([...a.host, ...b.host]),
});

/** What a component asks of a cap. `free` is its cover without one. */
export const needsUnderCap = (component: Component, free: Cover, effort: Effort): CapNeeds => {
  const { size, words, onSite, key } = component;
  const all = allBits(size, words);
  const search = searchOf(component);
  const keyOnSite = all.map((word, w) => word & key[w] & onSite[w]);
  const must = all.map((word, w) => word & (key[w] | ~onSite[w]));
  const keyAlone = solve(component, effort, keyOnSite);
  const freeOnSite = onSiteVisits(component, free);
  return {
    keyAlone: keyAlone.cover,
    // Hosts of other domains may serve key occurrences in fewer visits than these need alone.
    least: Math.min(search.independent(keyOnSite, 0), freeOnSite),
    free: freeOnSite,
    visits: search.independent(must, 0),
    exact: keyAlone.lowerBound === keyAlone.cover.count,
  };
};

/** The best covers with at most k on-site visits for every k from `from` to `to`. */
export const coversUnderCap = (
  component: Component,
  free: Solution,
  needs: CapNeeds,
  from: number,
  to: number,
  effort: Effort,
): CappedCovers => {
  const { size, words, onSite, key } = component;
  const outside = allBits(size, words).map((word, w) => word & ~onSite[w]);
  const optional = Array.from({ length: size }, (_, i) => i).filter((i) => hasBit(onSite, 0, i) && !hasBit(key, 0, i));
  const covers: (CappedCover | undefined)[] = [];
  let exact = true;
  let best: CappedCover | undefined;
  for (let cap = from; cap <= to && cap < needs.free; cap++) {
    if (best === undefined && cap >= needs.keyAlone.count)
      best = { cover: joinCovers(needs.keyAlone, searchOf(component).greedy(outside, 0)), dropped: optional };
    if (best !== undefined) best = fill(component, best, cap);
    const budget = { steps: 2 * effort.exactSteps, exhausted: false };
    best = improveUnderCap(component, cap, best, budget);
    exact = exact && !budget.exhausted;
    covers[cap] = best;
  }
  if (to >= needs.free) {
    covers[needs.free] = { cover: free.cover, dropped: [] };
    exact = exact && free.lowerBound === free.cover.count;
  }
  return { covers: Array.from(covers), exact };
};
