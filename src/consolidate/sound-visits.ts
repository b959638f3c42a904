import type { VisitCheck } from '../rules/visit-check';
import type { ItemTerms } from './bundled-trial';
import { capsInForce, madeUses } from './caps-of';
import { haveCommonDay } from './common-day';
import {
  type Consolidation,
  checkedItems,
  consolidationBuilder,
  type EnterpriseVisits,
  type ServableOccurrences,
  visitsOfRow,
} from './consolidation';

/** The terms that every visit must keep, whichever search found it. */
export interface VisitTerms extends Pick<ItemTerms, 'items' | 'onSite' | 'key' | 'fallback'> {
  /** Makes the check of occurrences from the item of each, by the rules of every domain. */
  readonly checker: (item: Int32Array) => VisitCheck;
}

export interface SoundVisits {
  readonly consolidation: Consolidation;
  /** 1 for enterprises whose visits were replaced, since one of them broke the model. */
  readonly faults: Int32Array;
}

/**
 * The visits of one enterprise by first fit, each checked, by the items' own methods: protected
 * occurrences first, then others while the caps allow. Pins are ignored.
 * O(occurrences × visits × caps).
 */
const plainVisits = (
  occurrences: ServableOccurrences,
  { items, key }: VisitTerms,
  { isVisit }: VisitCheck,
  domains: readonly string[],
  e: number,
  caps: readonly { readonly left: number; readonly counts: (item: number) => boolean }[],
): Omit<EnterpriseVisits, 'perDepartment'> => {
  const { start, item, reason, daySet, daySets } = occurrences;
  const own: number[] = [];
  for (let o = start[e]; o < start[e + 1]; o++) if (reason[o] === 0) own.push(o);
  const visits: { readonly domain: string; readonly members: number[] }[] = [];
  const dropped: number[] = [];
  const isCounted = (c: number, members: readonly number[]): boolean =>
    members.some((o) => caps[c].counts(item[o]));
  const used = caps.map(() => 0);
  for (const o of own.toSorted((a, b) => key[item[b]] - key[item[a]] || a - b)) {
    const mayCount = (members: readonly number[]): boolean =>
      key[item[o]] === 1 ||
      caps.every(
        ({ left, counts }, c) => !counts(item[o]) || isCounted(c, members) || used[c] < left,
      );
    const joined = visits.find(({ domain, members }) => {
      const all = [...members, o].sort((a, b) => a - b);
      return mayCount(members) && isVisit(domain, all) && haveCommonDay(daySet, daySets, all);
    });
    if (joined === undefined && !mayCount([])) {
      dropped.push(o);
      continue;
    }
    const members = joined?.members ?? [];
    caps.forEach(({ counts }, c) => {
      if (counts(item[o]) && !isCounted(c, members)) used[c]++;
    });
    members.push(o);
    if (joined === undefined) visits.push({ domain: items[item[o]].domain, members });
  }
  return {
    visits: visits.map(({ domain, members }) => ({
      host: domains.indexOf(domain),
      members: members.sort((a, b) => a - b),
    })),
    dropped: dropped.sort((a, b) => a - b),
    byFallback: [],
    lowerBound: 0,
    leastOut: 0,
    leastByFallback: 0,
    raised: [],
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
  const { checker, onSite, key, fallback } = terms;
  const { start, item, reason, rows, daySet, daySets, amendments } = given;
  const { domains, enterpriseStart, host, memberStart, member, droppedStart, dropped } =
    consolidation;
  const { fallbackStart, byFallback } = consolidation;
  const checked = checkedItems(
    given,
    consolidation,
    () => fallback ?? new Int32Array(onSite.length).fill(-1),
  );
  const check = checker(checked);
  const capsOf = capsInForce(given, terms);
  const usedOf = madeUses(given, terms);
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
    const caps = capsOf(e);
    const counted = caps.map(() => 0);
    for (let v = enterpriseStart[e]; v < enterpriseStart[e + 1]; v++) {
      const members = member.subarray(memberStart[v], memberStart[v + 1]);
      let isOwn = true;
      let enters = 0;
      for (const o of members) {
        isOwn &&= start[e] <= o && o < start[e + 1] && reason[o] === 0 && seen[o] === 0;
        isOwn &&= checked[o] >= 0;
        seen[o] = 1;
        enters |= onSite[checked[o]];
      }
      isSound &&=
        isOwn &&
        check.isVisit(domains[host[v]], members) &&
        haveCommonDay(daySet, daySets, members);
      isSound &&= consolidation.onSite[v] === enters;
      caps.forEach(({ counts }, c) => {
        if (members.some((o) => counts(checked[o]))) counted[c]++;
      });
    }
    for (const o of byFallback.subarray(fallbackStart[e], fallbackStart[e + 1]))
      isSound &&= caps.length > 0 && key[item[o]] === 0 && seen[o] === 1;
    const hasPins = kept.has(rows.enterprises[e].id);
    for (const o of dropped.subarray(droppedStart[e], droppedStart[e + 1])) {
      const mayBe =
        caps.length > 0 &&
        (hasPins || (key[item[o]] === 0 && caps.some(({ counts }) => counts(item[o]))));
      const isOwn = start[e] <= o && o < start[e + 1];
      isSound &&= mayBe && isOwn && reason[o] === 0 && seen[o] === 0;
      seen[o] = 1;
    }
    for (let o = start[e]; o < start[e + 1]; o++) isSound &&= seen[o] === (reason[o] === 0 ? 1 : 0);
    // The limit over the whole horizon (model §6) is at most the greater of two numbers: the cap,
    // and the protected occurrences that it counts, made ones too. Made visits use it up.
    caps.forEach((cap, c) => {
      let [must, inAll] = [0, 0];
      for (let o = start[e]; o < start[e + 1]; o++) {
        if (key[item[o]] === 0 || !cap.counts(item[o])) continue;
        inAll++;
        if (reason[o] === 0) must++;
      }
      const used = usedOf(e, cap);
      const room = Math.max(cap.most - used, must, inAll - used);
      if (!hasPins) isSound &&= counted[c] <= room;
    });
    if (!isSound) faults[e] = 1;
  }
  if (!faults.includes(1)) return { consolidation, faults };
  const { add, build } = consolidationBuilder(domains, given, terms);
  const plainly = checker(item);
  faults.forEach((fault, e) => {
    const own = visitsOfRow(consolidation, e);
    const caps = capsOf(e).map((cap) => ({
      counts: cap.counts,
      left: Math.max(0, cap.most - usedOf(e, cap)),
    }));
    add(fault === 0 ? own : { ...own, ...plainVisits(given, terms, plainly, domains, e, caps) });
  });
  return { consolidation: build(consolidation.steps), faults };
};
