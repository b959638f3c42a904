import { pathText } from '../../codec/place';
import { type CapRule, capRulesInForce } from '../../consolidate/caps-of';
import { consolidator, mergeTerms } from '../../consolidate/consolidate';
import { capOf } from '../../consolidate/visit-cap';
import type { Occurrences } from '../../occurrences/occurrences';
import type { Registry } from '../../registry/registry';
import { namedOf } from '../explain/named';
import type { CapBelowProtected, PolicyCapBelowProtected } from './remark';

/** A cap of an enterprise, and the visits that its protected occurrences need at least. */
interface Raised {
  readonly enterprise: string;
  /** Index in the policy's `caps`; their number for the total cap. */
  readonly cap: number;
  readonly needed: number;
}

const inOrder = (rules: readonly CapRule[]) =>
  rules.flatMap(({ index, caps }) => caps.map((cap) => ({ index, cap })));

/**
 * The caps whose limits are above them, by proof (model §6). Enterprises with pins other than `days`
 * are left out, since pins decide about their limits.
 * O(occurrences × caps), and the search for the visits of enterprises with more protected
 * occurrences than a cap that counts them.
 */
const raisedIn = (occurrences: Occurrences): readonly Raised[] => {
  const { rows, policy, start, item, amendments, capsOf } = occurrences;
  const terms = mergeTerms(policy, rows);
  const rulesOf = capRulesInForce(occurrences, terms);
  const pinned = new Set(
    amendments.pins.flatMap((pin) => (pin.pin === 'days' ? [] : [pin.enterprise])),
  );
  // So many visits always suffice: one for each occurrence.
  const isInDoubt = (e: number): boolean => {
    const own = item.subarray(start[e], start[e + 1]).filter((i) => terms.key[i] === 1);
    return (
      own.length > 0 &&
      inOrder(rulesOf(e)).some(({ cap: { most, counts } }) => own.filter(counts).length > most)
    );
  };
  const some = rows.enterprises.filter(({ id }, e) => !pinned.has(id) && isInDoubt(e));
  if (some.length === 0) return [];
  const whole = occurrences.wholeHorizon?.(some) ?? occurrences;
  const known = new Set(some.map(({ id }) => id));
  const among = Int32Array.from(whole.rows.enterprises.keys()).filter((e) =>
    known.has(whole.rows.enterprises[e].id),
  );
  const { raisedStart, raisedCap, raisedByLeast } = consolidator(
    terms,
    amendments.pins,
  )({
    ...{ rows: whole.rows, policy, capsOf, start: whole.start, item: whole.item },
    ...{ cycle: whole.cycle, daySet: whole.daySet, daySets: whole.daySets },
    // The other occurrences change no limit.
    reason: whole.reason.map((reason, o) => (terms.key[whole.item[o]] === 1 ? reason : 1)),
    amendments: {
      done: [],
      due: amendments.due,
      pins: amendments.pins.filter(({ enterprise }) => enterprise === undefined),
    },
  })(among);
  const wholeRulesOf = capRulesInForce({ rows: whole.rows, policy, capsOf }, terms);
  return Array.from(among).flatMap((e, k) => {
    const caps = inOrder(wholeRulesOf(e));
    return Array.from(raisedCap.subarray(raisedStart[k], raisedStart[k + 1]), (place, r) => ({
      enterprise: whole.rows.enterprises[e].id,
      cap: caps[place].index,
      needed: caps[place].cap.most + raisedByLeast[raisedStart[k] + r],
      isProven: raisedByLeast[raisedStart[k] + r] > 0,
    })).filter(({ isProven }) => isProven);
  });
};

/**
 * Total caps of enterprises, then caps of the policy, that protected occurrences alone exceed.
 * Cost as {@link raisedIn}.
 */
export const capsBelowProtected = (
  { enterprises }: Registry,
  occurrences: Occurrences,
): ReadonlyArray<CapBelowProtected | PolicyCapBelowProtected> => {
  const { policy } = occurrences;
  const raised = raisedIn(occurrences);
  const total = new Map(
    raised.flatMap(({ enterprise, cap, needed }) =>
      cap === policy.caps.length ? [[enterprise, needed]] : [],
    ),
  );
  return [
    ...enterprises.flatMap((row, at): readonly CapBelowProtected[] => {
      const needed = total.get(row.id);
      if (needed === undefined) return [];
      return [
        {
          kind: 'cap-below-protected',
          place: pathText(
            row.visitCap === undefined
              ? ['policy', 'capByGrade', row.grade ?? '']
              : ['enterprises', at, 'visitCap'],
          ),
          enterprise: namedOf(row),
          cap: capOf(policy, row),
          needed,
        },
      ];
    }),
    ...policy.caps.flatMap(({ id, max }, at): readonly PolicyCapBelowProtected[] => {
      const own = raised.filter(({ cap }) => cap === at);
      if (own.length === 0) return [];
      return [
        {
          kind: 'policy-cap-below-protected',
          place: pathText(['policy', 'caps', at]),
          cap: id,
          max,
          needed: own.reduce((most, { needed }) => Math.max(most, needed), 0),
          enterprises: new Set(own.map(({ enterprise }) => enterprise)).size,
        },
      ];
    }),
  ];
};
