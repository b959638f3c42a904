import type { Certificate, UnderCaps } from '../../output/certificate';
import type { Plan } from '../../output/plan';
import type { OccurrenceRef, PlanDocument } from '../../output/plan-document';
import type { Company } from './amendments';
import type { Cap } from './caps-in-force';
import type { CommonVisit, CommonVisits } from './common-visit';
import type { Ledger } from './coverage';
import type { Owed } from './owed-occurrence';
import type { ReadVisit } from './read-visit';
import { addAll, quoted, type Violation, type ViolationKind } from './violation';

/** The certificates to check, by enterprise; an enterprise should have exactly one. */
export interface Certificates {
  readonly of: (enterprise: string) => readonly Certificate[];
  /** Ids to look up in the registry: of enterprises that a caller gave certificates for. */
  readonly ids: Iterable<string>;
}

const hasCertificates = (plan: PlanDocument): plan is Plan =>
  'certificate' in plan && typeof plan.certificate === 'function';

/**
 * The certificates given, else those of the plan; undefined where there are none to check.
 * O(certificates given).
 */
export const certificatesOf = (
  plan: PlanDocument,
  given: Iterable<Certificate> | undefined,
): Certificates | undefined => {
  if (given !== undefined) {
    const byEnterprise = new Map<string, Certificate[]>();
    for (const certificate of given) {
      const own = byEnterprise.get(certificate.enterprise);
      if (own === undefined) byEnterprise.set(certificate.enterprise, [certificate]);
      else own.push(certificate);
    }
    return { of: (enterprise) => byEnterprise.get(enterprise) ?? [], ids: byEnterprise.keys() };
  }
  if (!hasCertificates(plan)) return undefined;
  const of = (enterprise: string): readonly Certificate[] => {
    const own = plan.certificate(enterprise);
    return own?.enterprise === enterprise ? [own] : [];
  };
  return { of, ids: [] };
};

/** The data of one enterprise that its certificate is checked against. */
export interface Certified {
  readonly owed: readonly Owed[];
  /** The same as if no day had passed and no visit were made. */
  readonly overHorizon: () => readonly Owed[];
  readonly ledger: Ledger;
  readonly company: Company;
  readonly visits: readonly ReadVisit[];
  /** Its caps, in their order. */
  readonly caps: readonly Cap[];
  /** Number of occurrences that the plan leaves out for a cap. */
  readonly leftOut: number;
}

const byFallbackIn = ({ visits }: Certified): number =>
  visits.reduce(
    (sum, { visit }) => sum + visit.occurrences.filter(({ fallback }) => fallback === true).length,
    0,
  );

/** Whether caps make the plan leave occurrences out, or check them by fallback; made ones aside. */
const isLimited = ({ leftOut, visits, ledger }: Certified): boolean =>
  leftOut > 0 ||
  visits.some(({ visit, place }) =>
    visit.occurrences.some(({ item, cycle, fallback }) => {
      const owed = ledger.find(item, cycle, place);
      return fallback === true && !('kind' in owed) && owed.done === undefined;
    }),
  );

interface Member {
  readonly place: string;
  readonly owed: Owed;
}

const nameOf = ({ item, cycle }: Owed): string => `item ${quoted(item.id)} (cycle ${cycle})`;

/** Whether a plan serves the occurrence by its own method whatever the caps. */
const isAlwaysServed = (one: Owed, { caps, company }: Certified): boolean => {
  const group = company.groupOf(one);
  return (
    one.done !== undefined ||
    group.every(({ item }) => caps.every(({ counts }) => !counts(item))) ||
    group.some((member) => member.item.isProtected || company.isKept(member))
  );
};

/**
 * The reason why a plan may omit an occurrence; absent: every plan visits it. `limited` says whether
 * caps make this plan leave occurrences out, or check them by fallback.
 */
const whyUnserved = (one: Owed, certified: Certified, limited: boolean): string | undefined => {
  if (one.unserved !== undefined) return `is unserved (${one.unserved})`;
  if (!limited || isAlwaysServed(one, certified)) return undefined;
  return certified.leftOut > 0
    ? 'may be left out for the cap, as others are'
    : 'may be checked by a fallback for the cap, as others are';
};

/** The members of a witness that exist, each once; and violations for the other members. */
const membersOf = (
  certified: Certified,
  witness: readonly OccurrenceRef[],
  place: string,
): readonly [members: readonly Member[], wrong: readonly Violation[]] => {
  const members = new Map<Owed, Member>();
  const wrong: Violation[] = [];
  const limited = witness.length > 0 && isLimited(certified);
  witness.forEach(({ item, cycle }, i) => {
    const at = `${place}.witness[${i}]`;
    const owed = certified.ledger.find(item, cycle, at);
    if ('kind' in owed) {
      wrong.push(owed);
      return;
    }
    const before = members.get(owed);
    if (before !== undefined) {
      wrong.push({
        kind: 'witness-twice',
        place: at,
        message: `${nameOf(owed)} is in ${before.place} already`,
      });
      return;
    }
    members.set(owed, { place: at, owed });
    const why = whyUnserved(owed, certified, limited);
    if (why === undefined) return;
    wrong.push({
      kind: 'witness-unserved',
      place: at,
      message: `${nameOf(owed)} ${why}, so it asks for no visit`,
    });
  });
  return [[...members.values()], wrong];
};

/**
 * The members of a witness in the order of their first allowed days. A member that could share a
 * visit with later ones gives a violation, which names the nearest of them. Only members with a
 * key in common ({@link CommonVisits}) are compared.
 * O(pairs with a common key whose days overlap).
 */
const meetings = (
  commonVisits: CommonVisits,
  { owed, company }: Certified,
  members: readonly Member[],
): readonly Violation[] => {
  const first = ({ owed: { days } }: Member): number => days[0];
  const inOrder = members
    .filter((member) => member.owed.days.length > 0)
    .sort((a, b) => first(a) - first(b));
  const places = inOrder.map((member) => commonVisits.placesOf(member.owed));
  /** For each key, the members that have it; members before `next` need no more comparison. */
  const present = new Map<unknown, { readonly members: number[]; next: number }>();
  places.forEach((own, i) => {
    for (const place of own) {
      const known = present.get(place);
      if (known === undefined) present.set(place, { members: [i], next: 0 });
      else known.members.push(i);
    }
  });
  const wrong: Violation[] = [];
  inOrder.forEach((one, i) => {
    const last = one.owed.days[one.owed.days.length - 1];
    let found: { readonly at: number; readonly common: CommonVisit } | undefined;
    for (const place of places[i]) {
      const there = present.get(place);
      if (there === undefined) continue;
      for (let k = ++there.next; k < there.members.length; k++) {
        const at = there.members[k];
        const other = inOrder[at];
        if (first(other) > last || (found !== undefined && at >= found.at)) break;
        if (one.owed.item === other.owed.item) continue;
        const common = commonVisits.of(owed, company, one.owed, other.owed);
        if (common !== undefined) found = { at, common };
      }
    }
    if (found === undefined) return;
    const { at, common } = found;
    const other = inOrder[at];
    const beside = common.host === undefined ? '' : ` beside ${nameOf(common.host)}`;
    const message = `${nameOf(one.owed)} and ${nameOf(other.owed)} could share a visit of ${quoted(common.domain)}${beside}`;
    wrong.push({ kind: 'witness-meets', place: other.place, message });
  });
  return wrong;
};

/**
 * Violations by a certificate's statements on caps. A limit that is listed has all its visits; one
 * above its cap is for protected occurrences; and no limit that binds for certain is missing.
 * O(caps × (occurrences + visits)).
 */
const wrongUnderCaps = (
  certified: Certified,
  { leftOut, leastLeftOut, byFallback, leastByFallback, limits }: UnderCaps,
  found: (kind: ViolationKind, message: string) => void,
): void => {
  const { owed, visits, caps, company } = certified;
  const compare = (what: string, said: number, least: number, is: number): void => {
    if (said !== is)
      found('wrong-count', `it says ${said} occurrences ${what}, but there are ${is}`);
    if (least > is)
      found(
        'wrong-bound',
        `no plan is said to have fewer than ${least} occurrences ${what}, but there are ${is}`,
      );
  };
  compare('left out', leftOut, leastLeftOut, certified.leftOut);
  compare('by fallback', byFallback, leastByFallback, byFallbackIn(certified));
  const servable = owed.filter(({ unserved }) => unserved === undefined);
  const listed = new Map(limits.map((one) => [one.cap, one]));
  if (listed.size < limits.length) found('wrong-limit', 'it lists the limit of a cap twice');
  for (const { name, max, counts } of caps) {
    const used = visits.filter(({ items }) => items.some(counts)).length;
    const counted = servable.filter(({ item }) => counts(item));
    const must = counted.filter((one) => isAlwaysServed(one, certified)).length;
    const said = listed.get(name);
    listed.delete(name);
    if (said === undefined) {
      if (used >= max && must <= max && counted.length > used)
        found('wrong-limit', `it lacks the limit of ${quoted(name)}, which ${used} visits use up`);
      continue;
    }
    const { limit, least } = said;
    if (limit !== used)
      found(
        'wrong-limit',
        `${used} visits count for ${quoted(name)}, so they do not use up a limit of ${limit}`,
      );
    // Made visits and protected occurrences still to come ask for it, or those of the horizon.
    const inAll = (): number =>
      certified
        .overHorizon()
        .filter(({ unserved, item }) => unserved === undefined && item.isProtected && counts(item))
        .length;
    // A pin may ask for a visit whatever the cap, and so raise the limit.
    const isRaised = (): boolean => company.matters || must > max || inAll() > max;
    if (limit < max || (limit > max && !isRaised()))
      found(
        'wrong-limit',
        `the limit of ${quoted(name)} is not ${limit}, since its cap is ${max} and it counts ${must} protected occurrences`,
      );
    if (least < max || least > limit)
      found(
        'wrong-bound',
        `the limit ${limit} of ${quoted(name)}, whose cap is ${max}, is said to be at least ${least}`,
      );
  }
  for (const name of listed.keys())
    found('wrong-limit', `the enterprise has no cap ${quoted(name)}`);
};

/**
 * Violations by the certificates of one enterprise. The witness is checked. Where the bound is
 * larger than the witness, it rests on a search, and the difference cannot be checked; nor can the
 * bounds under caps.
 * O(p + q × owed): p pairs of the witness that only rules 4 to 6 of model §5 separate, q pairs that
 * lack only a host.
 */
export const certificateViolations = (
  commonVisits: CommonVisits,
  /** Place of the enterprise. */
  place: string,
  enterprise: Certified,
  certificates: readonly Certificate[],
): readonly Violation[] => {
  if (certificates.length === 0)
    return [{ kind: 'no-certificate', place, message: 'it has no certificate' }];
  const [{ enterprise: id, visits, lowerBound, witness, underCaps }] = certificates;
  const { length: made } = enterprise.visits;
  const at = `certificates[${quoted(id)}]`;
  const wrong: Violation[] = [];
  const found = (kind: ViolationKind, message: string): void => {
    wrong.push({ kind, place: at, message });
  };
  if (certificates.length > 1)
    found('certificate-twice', `${certificates.length} certificates are of one enterprise`);
  if (visits !== made) found('wrong-visits', `it says ${visits} visits, but there are ${made}`);
  if (!Number.isInteger(lowerBound) || lowerBound < 0 || lowerBound > made) {
    found(
      'wrong-bound',
      `no plan is said to have fewer than ${lowerBound} visits, but there are ${made}`,
    );
  }
  if (underCaps !== undefined) wrongUnderCaps(enterprise, underCaps, found);
  if (witness.length > lowerBound) {
    found(
      'witness-too-long',
      `${witness.length} occurrences of which no two meet are more than the bound ${lowerBound}`,
    );
  }
  const [members, unfit] = membersOf(enterprise, witness, at);
  addAll(wrong, unfit);
  addAll(wrong, meetings(commonVisits, enterprise, members));
  return wrong;
};
