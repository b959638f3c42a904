import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { occurrenceRows } from '../../src/occurrences/occurrence-rows';
import { expanderOf, type Occurrences, occurrencesOf } from '../../src/occurrences/occurrences';
import { dateTextOf, parseDay } from '../../src/registry/day';
import type { Enterprise } from '../../src/registry/enterprise';
import { decoded } from '../support/decoded';
import { registryArb } from '../support/registries';

/** All that is said of each enterprise, whatever the numbers of day sets. */
const said = (occurrences: Occurrences): readonly unknown[] => {
  const { rows, start, item, daySet, reason } = occurrences;
  return rows.enterprises.map(({ id }, e) => {
    const by = Array.from({ length: start[e + 1] - start[e] }, (_, k) => start[e] + k).map((o) =>
      reason[o] === 3 ? rows.items[daySet[o]].id : undefined,
    );
    return {
      id,
      item: [...item.subarray(start[e], start[e + 1])],
      by,
      rows: occurrenceRows(occurrences, id),
    };
  });
};

describe('the expander of a frame', () => {
  test('gives slice by slice, in any order, what the whole gives', () => {
    fc.assert(
      fc.property(
        registryArb({ enterprises: 70 }),
        fc.integer({ min: 1, max: 80 }),
        fc.boolean(),
        (input, size, back) => {
          const whole = occurrencesOf(decoded(input));
          const expand = expanderOf(decoded(input));
          const { enterprises } = whole.rows;
          const slices = Array.from({ length: Math.ceil(enterprises.length / size) }, (_, k) =>
            enterprises.slice(k * size, (k + 1) * size),
          );
          const expandSlice = (slice: readonly Enterprise[]): Occurrences => {
            const own = new Set(slice.map(({ id }) => id));
            return expand({
              enterprises: slice,
              assignments: (input.assignments ?? []).filter(({ enterprise }) =>
                own.has(enterprise),
              ),
              history: (input.history ?? []).filter(({ enterprise }) => own.has(enterprise)),
            });
          };
          const parts = (back ? [...slices].reverse() : slices).map(expandSlice);
          // Only now: what comes later changes nothing in what there is.
          expect((back ? parts.reverse() : parts).flatMap(said)).toEqual(said(whole));
        },
      ),
      { numRuns: 60, seed: 1 },
    );
  });

  test('starts its day sets afresh when there are very many, and says the same', () => {
    const days = Array.from({ length: 365 }, (_, d) => dateTextOf(parseDay('2026-01-01') + d));
    const expand = expanderOf(
      decoded({
        horizon: { start: days[0], end: days[364] },
        calendar: { open: days },
        departments: [{ id: 'd' }],
        items: [{ id: 'i', department: 'd', minutes: 30, frequency: { times: 1 }, appliesTo: {} }],
        enterprises: [],
      }),
    );
    // Each closed on two days of its own.
    const enterprises = days.flatMap((a, k) =>
      days.slice(k + 1).map((b) => ({
        id: `${a} ${b}`,
        closed: [
          { from: a, to: a },
          { from: b, to: b },
        ],
      })),
    );
    const few = enterprises.slice(1000, 1003);
    const before = expand({ enterprises: few });
    const all = expand({ enterprises });
    expect(all.daySets.count).toBe(enterprises.length + 2);
    const after = expand({ enterprises: few });
    expect(after.daySets.count).toBe(few.length + 2);
    expect(said(after)).toEqual(said(before));
    expect(said(before).length).toBe(3);
    expect([...all.daySets.size.subarray(2)]).toEqual(enterprises.map(() => 363));
  });
});
