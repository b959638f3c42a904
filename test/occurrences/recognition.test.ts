import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reasonCode } from '../../src/occurrences/allowed-days';
import { occurrencesOf } from '../../src/occurrences/occurrences';
import { domainOf } from '../../src/registry/classify';
import type { Item } from '../../src/registry/item';
import type { RegistryInput } from '../../src/registry/registry';
import { decoded } from '../support/decoded';
import { registryArb } from '../support/registries';

interface Obligation {
  readonly item: Item;
  readonly count: number;
  /**
   * Ids of the items named as kept instead; [undefined] for an obligation that is not recognised.
   */
  readonly by: ReadonlyArray<string | undefined>;
}

/** The obligations of every enterprise. */
const obligationsOf = (input: RegistryInput): ReadonlyArray<readonly Obligation[]> => {
  const { rows, start, item, daySet, reason } = occurrencesOf(decoded(input));
  return rows.enterprises.map((_, e) => {
    const own = Array.from({ length: start[e + 1] - start[e] }, (__, k) => start[e] + k);
    return [...new Set(own.map((o) => item[o]))].map((i) => {
      const its = own.filter((o) => item[o] === i);
      const by = its.map((o) =>
        reason[o] === reasonCode.recognised ? rows.items[daySet[o]].id : undefined,
      );
      return { item: rows.items[i], count: its.length, by: [...new Set(by)] };
    });
  });
};

describe('mutual recognition', () => {
  test('keeps the obligation with most occurrences, then minutes, then the first id, and names it', () => {
    let recognised = 0;
    fc.assert(
      fc.property(registryArb({ items: 20, mostTimes: 4 }), (input) => {
        const policy = { ...input.policy, recognise: true };
        const { policy: resolved } = occurrencesOf(decoded({ ...input, policy }));
        for (const obligations of obligationsOf({ ...input, policy })) {
          for (const one of obligations) {
            const peers = obligations.filter(
              ({ item }) =>
                item.equivalent !== undefined &&
                item.equivalent === one.item.equivalent &&
                (item.object ?? 'enterprise') === (one.item.object ?? 'enterprise') &&
                domainOf(resolved, item) === domainOf(resolved, one.item),
            );
            const better = peers.filter(
              ({ item, count }) =>
                count > one.count ||
                (count === one.count &&
                  (item.minutes > one.item.minutes ||
                    (item.minutes === one.item.minutes && item.id < one.item.id))),
            );
            if (better.length === 0) expect(one.by).toEqual([undefined]);
            else {
              recognised++;
              const kept = peers
                .filter(({ by }) => by.includes(undefined))
                .map(({ item }) => item.id);
              expect(kept.length).toBe(1);
              expect(one.by).toEqual(kept);
            }
          }
        }
      }),
      { numRuns: 150, seed: 2 },
    );
    expect(recognised).toBeGreaterThan(50);
  });

  test('is asked for by the policy', () => {
    fc.assert(
      fc.property(registryArb(), (input) => {
        const obligations = obligationsOf({
          ...input,
          policy: { ...input.policy, recognise: false },
        }).flat();
        expect(obligations.every(({ by }) => by.length === 1 && by[0] === undefined)).toBe(true);
      }),
      { numRuns: 50, seed: 3 },
    );
  });
});
