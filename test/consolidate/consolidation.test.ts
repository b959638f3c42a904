import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  consolidationBuilder,
  type EnterpriseVisits,
  visitsOfRow,
} from '../../src/consolidate/consolidation';

const none = { dropped: [], witness: [], lowerBound: 0, perDepartment: 0, settled: false };

describe('the builder of consolidations', () => {
  test('puts enterprises one after another', () => {
    // Item 1 needs no entering.
    const { add, build } = consolidationBuilder(
      ['general', 'key'],
      { item: Int32Array.of(0, 1, 0, 1, 0) },
      { onSite: Uint8Array.of(1, 0) },
    );
    add({
      ...none,
      visits: [
        { host: 1, members: [0, 1] },
        { host: 0, members: [3] },
      ],
      dropped: [2],
      lowerBound: 2,
      leastOut: 1,
      raised: [{ cap: 2, by: 3, byLeast: 1 }],
      witness: [0, 3],
    });
    const last = { visits: [{ host: 0, members: [4] }], perDepartment: 1, alone: [2] };
    add({ ...none, ...last, settled: true });
    expect(build(7)).toEqual({
      domains: ['general', 'key'],
      enterpriseStart: Int32Array.of(0, 2, 3),
      host: Int32Array.of(1, 0, 0),
      onSite: Uint8Array.of(1, 0, 1),
      memberStart: Int32Array.of(0, 2, 3, 4),
      member: Int32Array.of(0, 1, 3, 4),
      droppedStart: Int32Array.of(0, 1, 1),
      dropped: Int32Array.of(2),
      fallbackStart: Int32Array.of(0, 0, 0),
      byFallback: Int32Array.of(),
      lowerBound: Int32Array.of(2, 0),
      leastOut: Int32Array.of(1, 0),
      leastByFallback: Int32Array.of(0, 0),
      raisedStart: Int32Array.of(0, 1, 1),
      raisedCap: Int32Array.of(2),
      raisedBy: Int32Array.of(3),
      raisedByLeast: Int32Array.of(1),
      witnessStart: Int32Array.of(0, 2, 2),
      witness: Int32Array.of(0, 3),
      perDepartment: Int32Array.of(0, 1),
      aloneStart: Int32Array.of(0, 0, 1),
      alone: Int32Array.of(2),
      settled: Uint8Array.of(0, 1),
      steps: 7,
    });
  });

  test('takes what is settled for the least, and knows nothing of other bounds', () => {
    const { add, build } = consolidationBuilder(
      [],
      { item: new Int32Array(5) },
      { onSite: Uint8Array.of(0), fallback: Int32Array.of(0) },
    );
    const own = {
      ...none,
      visits: [{ host: 0, members: [3, 4] }],
      dropped: [1, 2],
      byFallback: [3],
    };
    add({ ...own, settled: true });
    add(own);
    expect(build(0)).toMatchObject({
      leastOut: Int32Array.of(2, 0),
      leastByFallback: Int32Array.of(1, 0),
    });
  });

  test('gives back the row of every enterprise', () => {
    const list = fc.array(fc.nat(9), { maxLength: 4 });
    const own: fc.Arbitrary<EnterpriseVisits> = fc.record({
      visits: fc.array(fc.record({ host: fc.nat(2), members: list }), { maxLength: 4 }),
      dropped: list,
      byFallback: list,
      lowerBound: fc.nat(4),
      leastOut: fc.nat(4),
      leastByFallback: fc.nat(4),
      raised: fc.array(fc.record({ cap: fc.nat(3), by: fc.nat(3), byLeast: fc.nat(3) }), {
        maxLength: 2,
      }),
      witness: list,
      perDepartment: fc.nat(9),
      alone: list,
      settled: fc.boolean(),
    });
    const plain = ({
      visits,
      dropped,
      byFallback = [],
      witness,
      alone = [],
      ...rest
    }: EnterpriseVisits) => ({
      ...rest,
      alone: Array.from(alone),
      visits: visits.map(({ host, members }) => ({ host, members: Array.from(members) })),
      dropped: Array.from(dropped),
      byFallback: Array.from(byFallback),
      witness: Array.from(witness),
    });
    fc.assert(
      fc.property(fc.array(own, { maxLength: 30 }), (all) => {
        const item = { item: new Int32Array(10) };
        const { add, build } = consolidationBuilder([], item, { onSite: new Uint8Array(1) });
        for (const one of all) add(one);
        const built = build(0);
        expect(all.map((_, e) => plain(visitsOfRow(built, e)))).toEqual(all.map(plain));
      }),
    );
  });
});
