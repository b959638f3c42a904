import { int32Column } from '../columns/growable';
import type { Enterprise } from '../registry/enterprise';
import type { ResolvedPolicy } from '../registry/policy-defaults';
import type { OwnVisits } from './bundled-trial';
import type { Limit } from './capped-visits';
import type { ConsolidateOptions, Consolidation, ServableOccurrences } from './consolidation';
import { hostedBy } from './parts';
import {
  filledUp,
  necessaryVisits,
  type RuleSolver,
  shapeOf,
  shapesOf,
  visitsFor,
} from './rule-solver';

/** 频次上限 of an enterprise; none: infinite. */
export const capOf = (
  policy: ResolvedPolicy,
  { visitCap, grade }: Pick<Enterprise, 'visitCap' | 'grade'>,
): number =>
  visitCap ??
  (grade !== undefined && Object.hasOwn(policy.capByGrade, grade)
    ? policy.capByGrade[grade]
    : Number.POSITIVE_INFINITY);

/**
 * The solvers under the rules, under those that keep departments apart, and one that is given
 * enough steps.
 */
export interface RuleSolvers {
  readonly joint: RuleSolver;
  readonly separate: RuleSolver;
  readonly thorough: RuleSolver;
}

/**
 * The visits of some enterprises (indices, ascending), one after another; `bundled` are those of
 * enterprises that people want otherwise than rules of items alone say. O(occurrences + search)
 */
export const consolidated = (
  occurrences: ServableOccurrences,
  among: Int32Array,
  options: Pick<ConsolidateOptions, 'onProgress'>,
  { joint, separate, thorough }: RuleSolvers,
  bundled: (e: number) => OwnVisits | undefined,
): Omit<Consolidation, 'steps'> => {
  const { rows, policy, start, reason, item, daySet, spent } = occurrences;
  const { key, onSite } = joint.terms;
  const { domainOf } = joint.terms.table;

  const enterprises = among.length;
  let servable = 0;
  let largest = 0;
  for (const e of among) {
    largest = Math.max(largest, start[e + 1] - start[e]);
    for (let o = start[e]; o < start[e + 1]; o++) if (reason[o] === 0) servable++;
  }
  const enterpriseStart = new Int32Array(enterprises + 1);
  const lowerBound = new Int32Array(enterprises);
  const witnessStart = new Int32Array(enterprises + 1);
  const perDepartment = new Int32Array(enterprises);
  const settled = new Uint8Array(enterprises);
  const [host, memberStart, dropped, witness] = [1, 2, 3, 4].map(() => int32Column());
  const entering = int32Column();
  const member = new Int32Array(servable);
  let members = 0;
  memberStart.push(0);

  const listed = new Int32Array(largest);
  const served = new Int32Array(largest);
  const visitOf = new Int32Array(largest);
  const firstOf = new Int32Array(largest);
  const fill = new Int32Array(largest + 1);

  for (let at = 0; at < enterprises; at++) {
    const e = among[at];
    const own = bundled(e);
    if (own !== undefined) {
      own.members.forEach((some, v) => {
        host.push(own.host[v]);
        entering.push(own.onSite[v]);
        for (const o of some) member[members++] = o;
        memberStart.push(members);
      });
      for (const o of own.dropped) dropped.push(o);
      for (const o of own.witness) witness.push(o);
      enterpriseStart[at + 1] = host.length();
      witnessStart[at + 1] = witness.length();
      lowerBound[at] = own.lowerBound;
      perDepartment[at] = own.perDepartment;
      settled[at] = own.settled ? 1 : 0;
      continue;
    }
    let count = 0;
    for (let o = start[e]; o < start[e + 1]; o++) if (reason[o] === 0) listed[count++] = o;
    const elements = joint.groups(listed, count, item, daySet);

    // Part by part, as if there were no cap.
    const firstVisit = host.length();
    let visits = 0;
    let bound = 0;
    let inside = 0;
    const witnessAt = witness.length();
    for (let p = 0; p < elements.parts; p++) {
      const from = elements.partStart[p];
      if (elements.partStart[p + 1] === from + 1) {
        // Most parts: nobody to share with.
        const i = elements.item[from];
        visitOf[from] = visits++;
        bound++;
        host.push(domainOf[i]);
        entering.push(onSite[i]);
        inside += onSite[i];
        witness.push(from);
        continue;
      }
      const answer = joint.book.shapes.answer(shapeOf(joint, elements, p));
      for (let k = from; k < elements.partStart[p + 1]; k++)
        visitOf[k] = visits + answer.visitOf[k - from];
      for (let v = 0; v < answer.count; v++) {
        host.push(answer.host[v]);
        entering.push(answer.onSite[v]);
        inside += answer.onSite[v];
      }
      for (const k of answer.witness) witness.push(from + k);
      visits += answer.count;
      bound += answer.lowerBound;
    }
    settled[at] = bound === visits ? 1 : 0;

    const cap = Math.max(0, capOf(policy, rows.enterprises[e]) - (spent?.[e] ?? 0));
    if (inside > cap) {
      const keyAlone = visitsFor(thorough, elements, (i) => key[i] === 1 && onSite[i] === 1);
      const limit: Limit = {
        most: Math.max(cap, keyAlone.host.length),
        least: Math.max(cap, keyAlone.lowerBound),
      };
      if (inside > limit.most) {
        const searched = joint.caps(elements, shapesOf(joint, elements), limit);
        const found = searched ?? necessaryVisits(thorough, elements);
        const capped = found.exact ? found : filledUp(thorough, elements, limit.most, found);
        host.cut(firstVisit);
        entering.cut(firstVisit);
        witness.cut(witnessAt);
        visits = capped.host.length;
        // Either nobody has to be left out, or all visits on site that are allowed are used: one
        // more would serve one more.
        bound =
          searched === undefined
            ? Math.min(bound, limit.least + capped.lowerBound, visits - 1)
            : capped.lowerBound;
        settled[at] = capped.exact && bound === visits ? 1 : 0;
        visitOf.set(capped.visitOf);
        const enters = new Uint8Array(visits);
        for (let k = 0; k < elements.count; k++)
          if (visitOf[k] >= 0 && onSite[elements.item[k]] === 1) enters[visitOf[k]] = 1;
        const hosts = hostedBy(domainOf, elements.item, capped.visitOf, capped.host);
        for (let v = 0; v < visits; v++) {
          host.push(hosts[v]);
          entering.push(enters[v]);
        }
      }
    }

    // Occurrences into their visits, ascending.
    fill.fill(0, 0, visits + 1);
    firstOf.fill(-1, 0, elements.count);
    let kept = 0;
    for (let k = 0; k < count; k++) {
      const element = elements.elementOf[k];
      if (firstOf[element] < 0) firstOf[element] = listed[k];
      if (visitOf[element] >= 0) fill[visitOf[element] + 1]++;
    }
    for (let v = 0; v < visits; v++) {
      fill[v + 1] += fill[v];
      memberStart.push(members + fill[v + 1]);
    }
    for (let k = 0; k < count; k++) {
      const v = visitOf[elements.elementOf[k]];
      if (v < 0) dropped.push(listed[k]);
      else {
        member[members + fill[v]++] = listed[k];
        served[kept++] = listed[k];
      }
    }
    members += kept;
    const found = witness.values().subarray(witnessAt);
    for (let k = 0; k < found.length; k++) found[k] = firstOf[found[k]];
    found.sort();
    enterpriseStart[at + 1] = host.length();
    witnessStart[at + 1] = witness.length();
    lowerBound[at] = bound;

    const alone = separate.groups(served, kept, item, daySet);
    for (let p = 0; p < alone.parts; p++)
      perDepartment[at] +=
        alone.partStart[p + 1] === alone.partStart[p] + 1
          ? 1
          : separate.book.shapes.visits(shapeOf(separate, alone, p));
    if ((at + 1) % 1000 === 0 || at + 1 === enterprises) options.onProgress?.(at + 1, enterprises);
  }

  return {
    domains: joint.terms.table.hosts.map(({ domain }) => domain),
    enterpriseStart,
    host: host.values(),
    onSite: Uint8Array.from(entering.values()),
    memberStart: memberStart.values(),
    member: member.subarray(0, members),
    dropped: dropped.values(),
    lowerBound,
    witnessStart,
    witness: witness.values(),
    perDepartment,
    settled,
  };
};
