import type { CapBook, CappedVisits } from './capped-visits';
import { haveCommonDay } from './common-day';
import type { DaySetColumns } from './day-rows';
import type { Elements, Grouping } from './elements';
import type { PartBook } from './parts';
import type { Terms } from './set-system';

/** The rules in the form that the search uses, with the answers found under them. */
export interface RuleSolver {
  readonly terms: Terms;
  readonly groups: Grouping;
  readonly book: PartBook;
  readonly caps: CapBook;
  readonly daySets: DaySetColumns;
}

/** The shape of part p of an enterprise. */
export const shapeOf = ({ book }: RuleSolver, elements: Elements, p: number): number =>
  book.shapeOf(
    elements.item,
    elements.daySet,
    elements.signature,
    elements.partStart[p],
    elements.partStart[p + 1],
    elements.limited[p] === 1,
  );

export const shapesOf = (solver: RuleSolver, elements: Elements): readonly number[] =>
  Array.from({ length: elements.parts }, (_, p) => shapeOf(solver, elements, p));

/** The shape of some elements of part p alone. */
const shapeAmong = (
  { book }: RuleSolver,
  elements: Elements,
  p: number,
  places: readonly number[],
): number =>
  book.shapeOf(
    Int32Array.from(places, (k) => elements.item[k]),
    Int32Array.from(places, (k) => elements.daySet[k]),
    Int32Array.from(
      places.flatMap((k) => [elements.signature[2 * k], elements.signature[2 * k + 1]]),
    ),
    0,
    places.length,
    elements.limited[p] === 1,
  );

const placesOf = (
  { partStart }: Elements,
  p: number,
  kept: (place: number) => boolean,
): readonly number[] =>
  Array.from({ length: partStart[p + 1] - partStart[p] }, (_, k) => partStart[p] + k).filter(kept);

/** The fewest visits found for the elements whose item is `kept`; all others are left out. */
export const visitsFor = (
  solver: RuleSolver,
  elements: Elements,
  kept: (item: number) => boolean,
): CappedVisits => {
  const visitOf = new Int32Array(elements.count).fill(-1);
  const host: number[] = [];
  let lowerBound = 0;
  for (let p = 0; p < elements.parts; p++) {
    const places = placesOf(elements, p, (k) => kept(elements.item[k]));
    if (places.length === 0) continue;
    const answer = solver.book.shapes.answer(shapeAmong(solver, elements, p, places));
    places.forEach((place, k) => {
      visitOf[place] = host.length + answer.visitOf[k];
    });
    for (const h of answer.host) host.push(h);
    lowerBound += answer.lowerBound;
  }
  return { visitOf, host, lowerBound, exact: lowerBound === host.length };
};

/** A valid choice of visits within the limit: all key elements, and all elements off site. */
export const necessaryVisits = (solver: RuleSolver, elements: Elements): CappedVisits => {
  const { key, onSite } = solver.terms;
  const inside = visitsFor(solver, elements, (i) => key[i] === 1 && onSite[i] === 1);
  const outside = visitsFor(solver, elements, (i) => onSite[i] === 0);
  return {
    visitOf: inside.visitOf.map((v, k) =>
      outside.visitOf[k] < 0 ? v : inside.host.length + outside.visitOf[k],
    ),
    host: [...inside.host, ...outside.host],
    lowerBound: outside.lowerBound,
    exact: false,
  };
};

/** Most visits that are tried for left-out elements, among visits with a common day. */
const mostTried = 2000;

/**
 * Adds left-out elements to on-site visits with room, or gives them visits
 * that the limit still allows.
 * O(left out × visits) a round; at most {@link mostTried} tests in all rounds.
 */
export const filledUp = (
  solver: RuleSolver,
  elements: Elements,
  limit: number,
  capped: CappedVisits,
): CappedVisits => {
  const { onSite, table } = solver.terms;
  const visitOf = capped.visitOf.slice();
  const host = capped.host.slice();
  const members: number[][] = host.map(() => []);
  const entering = new Set<number>();
  /** [part]: indices of its on-site visits. */
  const inside: number[][] = Array.from({ length: elements.parts }, () => []);
  for (let p = 0; p < elements.parts; p++)
    for (let k = elements.partStart[p]; k < elements.partStart[p + 1]; k++) {
      const v = visitOf[k];
      if (v < 0) continue;
      members[v].push(k);
      if (onSite[elements.item[k]] === 0 || entering.has(v)) continue;
      entering.add(v);
      inside[p].push(v);
    }
  let tries = mostTried;
  // An occurrence that joins may be the host that an earlier one lacked, so rounds are repeated.
  for (let joins = 1; joins > 0; ) {
    joins = 0;
    for (let p = 0; p < elements.parts; p++)
      for (let k = elements.partStart[p]; k < elements.partStart[p + 1]; k++) {
        if (visitOf[k] >= 0) continue;
        const joined = inside[p].find((v) => {
          const both = [...members[v], k].sort((a, b) => a - b);
          if (tries <= 0 || !haveCommonDay(elements.daySet, solver.daySets, both)) return false;
          tries--;
          const answer = solver.book.shapes.answer(shapeAmong(solver, elements, p, both));
          if (answer.count === 1) host[v] = answer.host[0];
          return answer.count === 1;
        });
        if (joined === undefined && entering.size >= limit) continue;
        const v = joined ?? host.push(table.domainOf[elements.item[k]]) - 1;
        visitOf[k] = v;
        joins++;
        if (joined === undefined) {
          members.push([k]);
          entering.add(v);
          inside[p].push(v);
        } else members[v].push(k);
      }
  }
  return { ...capped, visitOf, host };
};
