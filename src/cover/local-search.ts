import { hasBit, wordsFor } from './bits';
import type { Budget } from './packing';
import type { Question } from './question';
import { restrictedTo } from './restrict';
import { type Choice, searchOf } from './search';

/** Most visits in one exchange. */
const mostExchanged = 6;

/** Rounds through all visits; later ones skip some neighbours at random. */
const mostRounds = 4;

/** Steps of the exact search for one exchange. */
const stepsOfExchange = 300;

/**
 * Improves a choice by exchanges: up to six near visits are replaced by one fewer, which the exact
 * search finds for their elements. It ends at `target` visits, when no exchange helps, or when the
 * budget is used up (k-swaps: Mustafa & Ray 2010; as large neighbourhoods: Shaw 1998).
 */
export const improved = (
  question: Question,
  start: Choice,
  target: number,
  budget: Budget,
): Choice => {
  const { elements, occasions, rows } = question;
  const rowWords = wordsFor(occasions);
  let { count, occasionOf, visitOf } = start;
  // A fixed sequence (Lehmer 1951): neighbourhoods vary, the answer does not.
  let state = 1;
  const random = (below: number): number => {
    state = (state * 48271) % 2147483647;
    return state % below;
  };

  /** near[u × count + v]: number of elements of visit u that visit v's occasion serves. */
  const nearness = (): Int32Array => {
    const near = new Int32Array(count * count);
    for (let i = 0; i < elements; i++)
      for (let v = 0; v < count; v++)
        if (hasBit(rows, i * rowWords, occasionOf[v])) near[visitOf[i] * count + v]++;
    return near;
  };

  /** The k visits nearest to `anchor`; with `chance`, some are skipped at random. */
  const neighbours = (near: Int32Array, anchor: number, k: number, chance: boolean): number[] => {
    const score = (v: number): number => near[anchor * count + v] + near[v * count + anchor];
    const others = Array.from({ length: count }, (_, v) => v).filter(
      (v) => v !== anchor && score(v) > 0,
    );
    others.sort((a, b) => score(b) - score(a) || a - b);
    const chosen = [anchor];
    for (const v of others) {
      if (chosen.length === k) break;
      if (!chance || random(3) > 0) chosen.push(v);
    }
    return chosen;
  };

  /** Σ of squared sizes. Of equally many visits, more uneven ones are nearer to one fewer. */
  const unevenness = (of: Int32Array, among: readonly number[]): number => {
    const sizes = new Map<number, number>();
    for (const i of among) sizes.set(of[i], (sizes.get(of[i]) ?? 0) + 1);
    let sum = 0;
    for (const size of sizes.values()) sum += size * size;
    return sum;
  };

  const exchange = (out: readonly number[]): 'fewer' | 'uneven' | undefined => {
    const free: number[] = [];
    for (let i = 0; i < elements; i++) if (out.includes(visitOf[i])) free.push(i);
    const part = restrictedTo(question, free);
    const search = searchOf(part.question, false);
    const attempt = (most: number): Choice | undefined => {
      const given = { steps: Math.min(budget.steps, stepsOfExchange), exhausted: false };
      const before = given.steps;
      const found = search.within(most, given);
      budget.steps -= before - Math.max(0, given.steps) + 20;
      return found;
    };
    const fewer = attempt(out.length - 1);
    const found = fewer ?? attempt(out.length);
    if (found === undefined) return undefined;
    if (fewer === undefined) {
      const all = Array.from(free, (_, k) => k);
      if (unevenness(found.visitOf, all) <= unevenness(visitOf, free)) return undefined;
    }
    const number = new Int32Array(count).fill(-1);
    const kept: number[] = [];
    for (let v = 0; v < count; v++) if (!out.includes(v)) number[v] = kept.push(occasionOf[v]) - 1;
    const next = visitOf.map((v) => number[v]);
    free.forEach((i, k) => {
      next[i] = kept.length + found.visitOf[k];
    });
    occasionOf = Int32Array.from([
      ...kept,
      ...Array.from(found.occasionOf, (p) => part.occasions[p]),
    ]);
    count = occasionOf.length;
    visitOf = next;
    return fewer === undefined ? 'uneven' : 'fewer';
  };

  let near = nearness();
  for (let round = 0; round < mostRounds; round++)
    for (let k = 2; k <= mostExchanged; k++)
      for (let anchor = 0; anchor < count; anchor++) {
        if (count <= target || budget.steps <= 0) return { count, occasionOf, visitOf };
        const out = neighbours(near, anchor, k, round > 0);
        const change = out.length < 2 ? undefined : exchange(out);
        if (change === undefined) continue;
        near = nearness();
        if (change !== 'fewer') continue;
        k = 2;
        anchor = -1;
      }
  return { count, occasionOf, visitOf };
};
