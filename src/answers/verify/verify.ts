import { checked, iterableOf } from '../../codec/checked';
import type { Codec } from '../../codec/codec';
import { optional, struct } from '../../codec/shapes';
import type { Certificate } from '../../output/certificate';
import type { PlanDocument, Unserved } from '../../output/plan-document';
import type { Shortfall } from '../../output/shortfall';
import { dateTextOf } from '../../registry/day';
import type { Enterprise } from '../../registry/enterprise';
import type { Registry } from '../../registry/registry';
import { hasDay } from './allowed-days';
import { type Company, companyOf } from './amendments';
import { capCount } from './cap-figures';
import { capViolations, type LeftOut } from './caps';
import { type Cap, capsInForce } from './caps-in-force';
import {
  type Certificates,
  type Certified,
  certificatesOf,
  certificateViolations,
} from './certificates';
import { closenessOf } from './close-visits';
import { commonDaysOf } from './common-days';
import { commonVisitsWithin } from './common-visit';
import { type Ledger, ledgerOf, wrongReason } from './coverage';
import { type Facts, factsOf } from './facts';
import type { ItemFacts } from './item-facts';
import { owedBy, owedOverHorizon } from './owed';
import type { Owed } from './owed-occurrence';
import { pairsOf } from './pairs';
import { type ReadVisit, readVisit } from './read-visit';
import { brokenPins, wrongDone } from './record';
import { sameDayViolations } from './same-day';
import { shortfallLedger, shortfallsOf } from './shortfalls';
import { wrongFigures } from './summary';
import { addAll, quoted, type Violation } from './violation';
import { wrongFields, wrongLead } from './visit-fields';
import { brokenRules } from './visit-rules';

export type { Violation, ViolationKind } from './violation';

/** A visit or an unserved occurrence, and its index in the plan. */
type At<A> = readonly [row: A, index: number];

const rowsByEnterprise = <A extends { readonly enterprise: string }>(
  rows: readonly A[],
): ReadonlyMap<string, ReadonlyArray<At<A>>> => {
  const byEnterprise = new Map<string, Array<At<A>>>();
  rows.forEach((row, index) => {
    const own = byEnterprise.get(row.enterprise);
    if (own === undefined) byEnterprise.set(row.enterprise, [[row, index]]);
    else own.push([row, index]);
  });
  return byEnterprise;
};

const wrongDate = (
  facts: Facts,
  { visit: { date }, day, place }: ReadVisit,
): readonly Violation[] => {
  if (Number.isNaN(day)) return [{ kind: 'no-date', place, message: `${quoted(date)} is no date` }];
  if (day < facts.first || day > facts.last) {
    return [{ kind: 'outside-horizon', place, message: `${date} is outside the horizon` }];
  }
  if (hasDay(facts.openDays, day)) return [];
  return [{ kind: 'closed-day', place, message: `${date} is not an open day of the calendar` }];
};

const wrongDay = (
  owed: Owed,
  { visit: { date }, day }: ReadVisit,
  place: string,
): readonly Violation[] => {
  const { item, cycle, days, unserved, by } = owed;
  if (hasDay(days, day)) return [];
  const name = `item ${quoted(item.id)} (cycle ${cycle})`;
  if (unserved === 'recognised') {
    return [
      {
        kind: 'recognised-item',
        place,
        message: `${name} is recognised by ${quoted(by)}, so it is not served`,
      },
    ];
  }
  const allowed =
    days.length === 0
      ? 'no day'
      : `${days.length} ${days.length === 1 ? 'day' : 'days'} from ${dateTextOf(days[0])} to ${dateTextOf(days[days.length - 1])}`;
  return [
    {
      kind: 'not-allowed-day',
      place,
      message: `${name} is allowed on ${allowed}, not on ${quoted(date)}`,
    },
  ];
};

const visitViolations = (
  facts: Facts,
  ledger: Ledger,
  company: Company,
  read: ReadVisit,
): readonly Violation[] => {
  const { visit, place, items } = read;
  const wrong: Violation[] = [...wrongDate(facts, read)];
  if (visit.occurrences.length === 0)
    wrong.push({ kind: 'empty-visit', place, message: 'it has no occurrence' });
  const owed: Owed[] = [];
  visit.occurrences.forEach(({ item, cycle }, i) => {
    const at = `${place}.occurrences[${i}]`;
    const found = ledger.find(item, cycle, at);
    if ('kind' in found) wrong.push(found);
    else {
      owed.push(found);
      addAll(wrong, ledger.enter(found, at));
      addAll(wrong, wrongDay(found, read, at));
    }
  });
  const settings = facts.domains.get(visit.domain);
  const isDone = owed.some(({ done }) => done !== undefined);
  if (settings === undefined) {
    wrong.push({
      kind: 'unknown-domain',
      place,
      message: `there is no domain ${quoted(visit.domain)}`,
    });
  } else if (items.length > 0) {
    // A made visit followed the rules of its day.
    if (!isDone)
      for (const { kind, message } of brokenRules(facts, visit.domain, items))
        wrong.push({ kind, place, message });
    addAll(wrong, wrongFields(visit, place, settings, items));
  }
  if (isDone) return [...wrong, ...wrongDone(facts, read, owed)];
  addAll(wrong, brokenPins(company, place, owed));
  // The lead is unknown where an occurrence is not owed.
  if (owed.length > 0 && owed.length === visit.occurrences.length)
    addAll(wrong, wrongLead(facts, visit, place, owed));
  return wrong;
};

/** One enterprise as the registry and the plan have it. */
interface Reading {
  readonly place: string;
  readonly enterprise: Enterprise;
  readonly owed: readonly Owed[];
  readonly overHorizon: () => readonly Owed[];
  /** Still empty. */
  readonly ledger: Ledger;
  readonly visits: readonly ReadVisit[];
  readonly unserved: ReadonlyArray<At<Unserved>>;
}

const enterpriseViolations = (
  facts: Facts,
  { place, enterprise, owed, overHorizon, ledger, visits, unserved }: Reading,
  certified: (enterprise: Certified) => readonly Violation[],
  caps: readonly Cap[],
): readonly Violation[] => {
  const wrong: Violation[] = [];
  const company = companyOf(facts.amended(enterprise.id), owed);
  for (const visit of visits) addAll(wrong, visitViolations(facts, ledger, company, visit));
  const leftOut: LeftOut[] = [];
  for (const [row, index] of unserved) {
    const at = `unserved[${index}]`;
    const found = ledger.find(row.item, row.cycle, at);
    if ('kind' in found) {
      wrong.push(found);
      continue;
    }
    addAll(wrong, ledger.enter(found, at));
    addAll(wrong, wrongReason(row, at, found));
    if (row.reason === 'visit-cap' && found.unserved === undefined)
      leftOut.push({ place: at, owed: found });
  }
  addAll(wrong, ledger.missing(place));
  addAll(
    wrong,
    capViolations(facts, place, caps, { owed, overHorizon, ledger, company, visits }, leftOut),
  );
  addAll(
    wrong,
    sameDayViolations(visits, (visit) => commonDaysOf(ledger, visit)),
  );
  addAll(
    wrong,
    certified({ owed, overHorizon, ledger, company, visits, caps, leftOut: leftOut.length }),
  );
  return wrong;
};

/**
 * Lower bound on the visits of single departments: each department has at least as many visits as
 * its item with the largest number of occurrences, since no item occurs twice in a visit.
 * O(occurrences).
 */
const fewestOfDepartments = (visits: readonly ReadVisit[]): number => {
  const cycles = new Map<ItemFacts, number>();
  // A made visit may have an item twice.
  for (const { items } of visits)
    for (const item of new Set(items)) cycles.set(item, (cycles.get(item) ?? 0) + 1);
  const most = new Map<string, number>();
  for (const [{ department }, times] of cycles)
    most.set(department, Math.max(times, most.get(department) ?? 0));
  return [...most.values()].reduce((sum, times) => sum + times, 0);
};

const strangers = <A>(
  name: string,
  facts: Facts,
  rows: ReadonlyMap<string, ReadonlyArray<At<A>>>,
): readonly Violation[] =>
  [...rows].flatMap(([enterprise, own]) =>
    facts.enterprises.has(enterprise)
      ? []
      : own.map(([, index]): Violation => {
          const message = `there is no enterprise ${quoted(enterprise)}`;
          return { kind: 'unknown-enterprise', place: `${name}[${index}]`, message };
        }),
  );

const sharedIds = ({ visits }: PlanDocument): readonly Violation[] => {
  const first = new Map<string, number>();
  return visits.flatMap(({ id }, index): readonly Violation[] => {
    if (id === undefined) return [];
    const before = first.get(id);
    if (before === undefined) first.set(id, index);
    if (before === undefined) return [];
    return [
      {
        kind: 'id-twice',
        place: `visits[${index}]`,
        message: `visits[${before}] has the id ${quoted(id)} already`,
      },
    ];
  });
};

const certifiedStrangers = (
  facts: Facts,
  certificates: Certificates | undefined,
): readonly Violation[] =>
  [...(certificates?.ids ?? [])]
    .filter((id) => !facts.enterprises.has(id))
    .map((id) => {
      const message = `there is no enterprise ${quoted(id)}`;
      return { kind: 'unknown-enterprise', place: `certificates[${quoted(id)}]`, message };
    });

export interface VerifyOptions {
  /** Certificates to check with the plan; by default the plan's own, where it has them. */
  readonly certificates?: Iterable<Certificate>;
  /** Shortfalls to check with the plan; by default the plan's own, where it has them. */
  readonly shortfalls?: Iterable<Shortfall>;
}

const VerifyOptions: Codec<VerifyOptions> = struct<VerifyOptions>('VerifyOptions', {
  certificates: optional(iterableOf('certificates')),
  shortfalls: optional(iterableOf('shortfalls')),
});

/**
 * Every violation of a plan, found from the registry without the code that plans; empty for a
 * valid plan. Checked are: every occurrence once and for the right reason, visits (model §5),
 * pins, made visits, caps, derived fields and the summary. The order is: rows that name unknown
 * enterprises and ids given twice, the registry's enterprises, shortfalls, the summary. It never
 * throws, whatever the plan contains.
 *
 * Certificates, the plan's own or given ones, are checked too. Every enterprise has one. Its
 * witness consists of occurrences that every plan visits and of which no two could share a visit,
 * whoever joined them; it has at most as many members as the bound. Under caps, its counts and the
 * limits that bind agree with the plan. The summary's bound and number
 * of proven enterprises follow from the certificates. Shortfalls are checked in the same way:
 * the plan's visits need the minutes stated on whatever allowed days they are, and the summary's
 * bound on overload is their sum.
 *
 * It reads the policy, not a program's own rules. Certificates of a plan under own rules are about
 * these rules and may be violations here (`witness-meets`): give it the plan's `toJSON()` instead.
 * A check that such rules leave out under a cap may be one, too (`could-join`).
 *
 * Not checked: that dates are the best, and that visits are the fewest where a bound is above its
 * witness. Whether protected occurrences alone need more visits than a cap allows is decided by a
 * search of bounded length; a question that it leaves open is no violation.
 *
 * O(occurrences × allowed days + witness² of every enterprise) time, O(visits) memory.
 */
export const verify = (
  registry: Registry,
  plan: PlanDocument,
  options: VerifyOptions = {},
): readonly Violation[] => {
  const given = checked(VerifyOptions, options);
  const facts = factsOf(registry);
  const owedTo = owedBy(facts);
  const overHorizon = owedOverHorizon(facts);
  const capsOf = capsInForce(facts);
  const visits = rowsByEnterprise(plan.visits);
  const unserved = rowsByEnterprise(plan.unserved);
  const certificates = certificatesOf(plan, given.certificates);
  const shortfalls = shortfallsOf(plan, given.shortfalls);
  const shortages = shortfallLedger(facts, shortfalls ?? []);
  const commonVisits = commonVisitsWithin(facts);
  const violations: Violation[] = [
    ...strangers('visits', facts, visits),
    ...strangers('unserved', facts, unserved),
    ...certifiedStrangers(facts, certificates),
    ...sharedIds(plan),
  ];
  let [occurrences, perDepartment, unvisited] = [0, 0, 0];
  let [closeVisits, closeBefore, pairsAboveTwo] = [0, 0, 0];
  let pairsBefore: readonly [number, number] = [0, 0];
  const capped = capCount(facts);
  const claimed = { enterprises: 0, lowerBound: 0, proven: 0 };
  registry.enterprises.forEach((enterprise, index) => {
    const owed = owedTo(enterprise);
    const ledger = ledgerOf(facts, enterprise.id, owed);
    const own = (visits.get(enterprise.id) ?? []).map(([visit, at]) => readVisit(facts, visit, at));
    const left = unserved.get(enterprise.id) ?? [];
    const claims = certificates?.of(enterprise.id);
    const place = `enterprises[${index}]`;
    const certified = (read: Certified): readonly Violation[] =>
      claims === undefined ? [] : certificateViolations(commonVisits, place, read, claims);
    const reading = {
      ...{ place, enterprise, owed, ledger, visits: own, unserved: left },
      overHorizon: () => overHorizon(enterprise),
    };
    const caps = capsOf(enterprise);
    addAll(violations, enterpriseViolations(facts, reading, certified, caps));
    capped.enter(
      caps,
      ledger,
      own,
      left.map(([row]) => row),
    );
    for (const read of own) shortages.enter(read.visit, () => commonDaysOf(ledger, read));
    occurrences += owed.length;
    perDepartment += fewestOfDepartments(own);
    const close = closenessOf(facts, ledger, own);
    closeVisits += close.closeVisits;
    closeBefore += close.closeBefore;
    const isMade = ({ visit: { occurrences: some } }: ReadVisit): boolean =>
      some.some(({ item, cycle }) => {
        const found = ledger.find(item, cycle, '');
        return !('kind' in found) && found.done !== undefined;
      });
    const { pairs, fewestBefore, mostBefore } = pairsOf(facts, own, isMade);
    pairsAboveTwo += pairs;
    pairsBefore = [pairsBefore[0] + fewestBefore, pairsBefore[1] + mostBefore];
    unvisited += own.length === 0 ? 1 : 0;
    if (claims === undefined || claims.length === 0) return;
    claimed.enterprises += 1;
    claimed.lowerBound += claims[0].lowerBound;
    claimed.proven += claims[0].lowerBound === own.length ? 1 : 0;
  });
  const all = claimed.enterprises === registry.enterprises.length && certificates !== undefined;
  const expected = {
    ...{ occurrences, perDepartment, unvisited, closeVisits, closeBefore },
    ...{ pairsAboveTwo, pairsBefore, caps: capped.figures() },
    ...(all && { certified: claimed }),
    ...(shortfalls !== undefined && { shortfalls: shortages.total }),
  };
  return [...violations, ...shortages.violations(), ...wrongFigures(facts, plan, expected)];
};
