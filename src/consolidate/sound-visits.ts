import type { VisitCheck } from '../rules/visit-check';
import type { ItemTerms } from './bundled-trial';
import { haveCommonDay } from './common-day';
import {
  type Consolidation,
  consolidationBuilder,
  type EnterpriseVisits,
  type ServableOccurrences,
  visitsOfRow,
} from './consolidation';
import { capLeft, capOf, capUsedOf } from './visit-cap';

/** The terms that every visit must keep, whichever search found it. */
export interface VisitTerms extends Pick<ItemTerms, 'items' | 'onSite' | 'key'> {
  /** Makes the check of occurrences from the item of each, by the rules of every domain. */
  readonly checker: (item: Int32Array) => VisitCheck;
}

export interface SoundVisits {
  readonly consolidation: Consolidation;
  /** 1 for enterprises whose visits were replaced, since one of them broke the model. */
  readonly faults: Int32Array;
}

/**
 * The visits of one enterprise by first fit, each checked: protected occurrences on site first,
 * then others on site while the cap allows, then occurrences off site. Pins are ignored.
 * O(occurrences × visits).
 */
const plainVisits = (
  occurrences: ServableOccurrences,
  { items, onSite, key }: VisitTerms,
  { isVisit }: VisitCheck,
  domains: readonly string[],
  e: number,
): Omit<EnterpriseVisits, 'perDepartment'> => {
  const { start, item, reason, daySet, daySets } = occurrences;
  const own: number[] = [];
  for (let o = start[e]; o < start[e + 1]; o++) if (reason[o] === 0) own.push(o);
  const rank = (o: number): number => (onSite[item[o]] === 0 ? 2 : key[item[o]] === 1 ? 0 : 1);
  const room = capLeft(occurrences, e).most;
  const visits: { readonly domain: string; readonly members: number[] }[] = [];
  const dropped: number[] = [];
  let entering = 0;
  for (const o of own.toSorted((a, b) => rank(a) - rank(b) || a - b)) {
    const joined = visits.find(({ domain, members }) => {
      const all = [...members, o].sort((a, b) => a - b);
      return isVisit(domain, all) && haveCommonDay(daySet, daySets, all);
    });
    if (joined !== undefined) joined.members.push(o);
    else if (rank(o) === 1 && entering >= room) dropped.push(o);
    else {
      visits.push({ domain: items[item[o]].domain, members: [o] });
      if (rank(o) < 2) entering++;
    }
  }
  return {
    visits: visits.map(({ domain, members }) => ({
      host: domains.indexOf(domain),
      members: members.sort((a, b) => a - b),
    })),
    dropped: dropped.sort((a, b) => a - b),
    lowerBound: 0,
    witness: [],
    settled: false,
  };
};

/**
 * The consolidation, checked. An enterprise whose visits break the model gets visits by first fit,
 * of which nothing is called proven. The checks are: each occurrence is in one visit, or left out,
 * once; the members of a visit have a common day and keep the rules of its domain, with an item
 * of its own; a cap leaves out only occurrences that need not be served, and without a cap none is
 * left out; on-site visits are within the cap, or no more than the on-site protected occurrences.
 * O(members × rules).
 */
export const soundVisits = (
  given: ServableOccurrences,
  terms: VisitTerms,
  consolidation: Consolidation,
): SoundVisits => {
  const { checker, onSite, key } = terms;
  const capUse = { used: capUsedOf(given, onSite) };
  const occurrences = { ...given, capUse };
  const { start, item, reason, rows, daySet, daySets, amendments } = occurrences;
  const { domains, enterpriseStart, host, memberStart, member, droppedStart, dropped } =
    consolidation;
  const check = checker(item);
  // The visit of a pin is made whatever the cap, and a group is left out as a whole.
  const kept = new Set(
    amendments?.pins.flatMap((pin) =>
      pin.pin === 'visit' || pin.pin === 'together' ? [pin.enterprise] : [],
    ),
  );
  const seen = new Uint8Array(item.length);
  const faults = new Int32Array(rows.enterprises.length);
  for (let e = 0; e < rows.enterprises.length; e++) {
    let isSound = true;
    let entering = 0;
    let must = 0;
    let inAll = 0;
    for (let v = enterpriseStart[e]; v < enterpriseStart[e + 1]; v++) {
      const members = member.subarray(memberStart[v], memberStart[v + 1]);
      isSound &&=
        check.isVisit(domains[host[v]], members) && haveCommonDay(daySet, daySets, members);
      let enters = 0;
      for (const o of members) {
        isSound &&= start[e] <= o && o < start[e + 1] && reason[o] === 0 && seen[o] === 0;
        seen[o] = 1;
        enters |= onSite[item[o]];
      }
      isSound &&= consolidation.onSite[v] === enters;
      entering += enters;
    }
    const isCapped = capOf(occurrences.policy, rows.enterprises[e]) < Number.POSITIVE_INFINITY;
    const hasPins = kept.has(rows.enterprises[e].id);
    for (const o of dropped.subarray(droppedStart[e], droppedStart[e + 1])) {
      const mayBe = isCapped && (hasPins || (key[item[o]] === 0 && onSite[item[o]] === 1));
      const isOwn = start[e] <= o && o < start[e + 1];
      isSound &&= mayBe && isOwn && reason[o] === 0 && seen[o] === 0;
      seen[o] = 1;
    }
    for (let o = start[e]; o < start[e + 1]; o++) {
      isSound &&= seen[o] === (reason[o] === 0 ? 1 : 0);
      if (!isCapped || key[item[o]] === 0) continue;
      inAll += onSite[item[o]];
      if (reason[o] === 0) must += onSite[item[o]];
    }
    // The limit over the whole horizon (model §6) is at most the greater of two numbers: the cap,
    // and the on-site protected occurrences, made ones too. Made visits use it up.
    const room = Math.max(capLeft(occurrences, e).most, must, inAll - capUse.used[e]);
    if (isCapped && !hasPins) isSound &&= entering <= room;
    if (!isSound) faults[e] = 1;
  }
  if (!faults.includes(1)) return { consolidation, faults };
  const { add, build } = consolidationBuilder(domains, occurrences, onSite);
  faults.forEach((fault, e) => {
    const own = visitsOfRow(consolidation, e);
    add(fault === 0 ? own : { ...own, ...plainVisits(occurrences, terms, check, domains, e) });
  });
  return { consolidation: build(consolidation.steps), faults };
};
