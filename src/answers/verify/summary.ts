import type { CapFigures, PlanDocument, Summary, Visit } from '../../output/plan-document';
import { close } from './close';
import type { Closeness } from './close-visits';
import type { Facts } from './facts';
import type { Violation } from './violation';
import { tripsOf, workloadOf } from './workload';

/** Expected figures that were found while the enterprises were read. */
export interface Expected extends Closeness {
  /** Occurrences of the registry. */
  readonly occurrences: number;
  /**
   * Lower bound on the visits of single departments, summed over enterprises and departments: the
   * largest number of served cycles of one item.
   */
  readonly perDepartment: number;
  readonly pairsAboveTwo: number;
  /** Least and most pairs above two before merging. */
  readonly pairsBefore: readonly [least: number, most: number];
  readonly caps: readonly CapFigures[];
  /** Enterprises without a visit, which are proven. */
  readonly unvisited: number;
  /** Sums over the certificates, where every enterprise has one. */
  readonly certified?: { readonly lowerBound: number; readonly proven: number };
  /** Sums over the shortfalls, where there are any; `needed` gives the scale for rounding. */
  readonly shortfalls?: { readonly short: number; readonly needed: number };
}

/** A field of the summary that is a number. */
type Figure = Exclude<keyof Summary, 'caps'>;

const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

/**
 * Violations by the summary's figures (model §8), against the plan that they sum up.
 * O(occurrences).
 */
export const wrongFigures = (
  facts: Facts,
  plan: PlanDocument,
  expected: Expected,
): readonly Violation[] => {
  const { summary, visits } = plan;
  const wrong: Violation[] = [];
  const check = (right: boolean, name: keyof Summary, should: string): void => {
    if (right) return;
    const is = name === 'caps' ? JSON.stringify(summary.caps) : summary[name];
    const message = `${name} is ${is}, not ${should}`;
    wrong.push({ kind: 'wrong-summary', place: `summary.${name}`, message });
  };
  const equal = (name: Figure, value: number, scale?: number): void =>
    check(close(summary[name] ?? Number.NaN, value, scale), name, `${value}`);
  const whole = (name: Figure, least: number, most: number): void => {
    const figure = summary[name] ?? Number.NaN;
    check(
      Number.isInteger(figure) && least <= figure && figure <= most,
      name,
      `a whole number from ${least} to ${most}`,
    );
  };

  const served = visits.reduce((sum, { occurrences }) => sum + occurrences.length, 0);
  const enterprises = facts.registry.enterprises.length;
  equal('occurrences', expected.occurrences);
  equal('visits', visits.length);
  equal('perItem', served);
  equal('enterprises', enterprises);
  whole('perDepartment', expected.perDepartment, served);
  if (expected.certified !== undefined) {
    equal('lowerBound', expected.certified.lowerBound);
    equal('enterprisesProven', expected.certified.proven);
  } else {
    whole('lowerBound', 0, visits.length);
    whole('enterprisesProven', expected.unvisited, enterprises);
    // The bound of a proven enterprise equals its visits; any other is at least one below.
    const unproven = enterprises - summary.enterprisesProven;
    const gap = visits.length - summary.lowerBound;
    check(
      unproven === 0 ? gap === 0 : gap >= unproven,
      'lowerBound',
      `in line with ${unproven} enterprises not proven`,
    );
  }
  equal('reduction', summary.perDepartment === 0 ? 0 : 1 - visits.length / summary.perDepartment);
  const joint = visits.filter(({ occurrences }) => {
    const departments = new Set(occurrences.map(({ item }) => facts.items.get(item)?.department));
    return departments.size > 1;
  });
  equal('jointShare', share(joint.length, visits.length));
  const entering = (visit: Visit): boolean => {
    const of = facts.enterprises.get(visit.enterprise);
    return visit.occurrences.some((one) => facts.checkedAt(one, of)?.onSite);
  };
  const onSite = visits.filter(entering);
  equal('onSiteShare', share(onSite.length, visits.length));

  // Plans of earlier versions lack these figures.
  const ifGiven = (name: Figure, value: () => number): void => {
    if (summary[name] !== undefined) equal(name, value());
  };
  const all = visits.flatMap(({ occurrences }) => occurrences);
  const merged = visits.filter(({ occurrences }) => occurrences.length > 1);
  ifGiven('mergedShare', () => share(merged.length, visits.length));
  const inside = onSite.reduce((sum, { occurrences }) => sum + occurrences.length, 0);
  ifGiven('offSiteShare', () => share(served - inside, served));
  ifGiven('byFallback', () => all.filter(({ fallback }) => fallback === true).length);
  ifGiven('pairsAboveTwo', () => expected.pairsAboveTwo);
  if (summary.pairsAboveTwoBefore !== undefined)
    whole('pairsAboveTwoBefore', ...expected.pairsBefore);
  const caps = JSON.stringify(expected.caps);
  if (summary.caps !== undefined) check(JSON.stringify(summary.caps) === caps, 'caps', caps);

  const { overloadMinutes, unevenness } = workloadOf(facts, visits);
  const { overloadBound, overloadGap } = summary;
  equal('overloadMinutes', overloadMinutes);
  if (overloadBound !== undefined) {
    const right =
      overloadBound >= 0 &&
      (overloadBound <= overloadMinutes || close(overloadBound, overloadMinutes));
    check(right, 'overloadBound', `from 0 to ${overloadMinutes}`);
    if (expected.shortfalls !== undefined)
      equal('overloadBound', expected.shortfalls.short, expected.shortfalls.needed);
  }
  if (overloadGap !== undefined) {
    if (overloadBound !== undefined)
      equal('overloadGap', overloadMinutes - overloadBound, overloadMinutes);
    check(overloadGap >= 0, 'overloadGap', '0 or more');
  }
  for (const name of ['closeVisits', 'closeBefore'] as const)
    if (facts.policy.spacing > 0 || summary[name] !== undefined) equal(name, expected[name]);
  if (summary.closeBound !== undefined) whole('closeBound', 0, expected.closeVisits);
  if (summary.unevenness !== undefined) equal('unevenness', unevenness);
  if (summary.trips !== undefined) equal('trips', tripsOf(facts, visits));
  return wrong;
};
