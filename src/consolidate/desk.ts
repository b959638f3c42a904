import type { CapBook, CappedVisits } from './capped-visits';
import type { Elements, Grouping } from './elements';
import type { PartBook } from './parts';
import type { DaySetColumns, Terms } from './set-system';

/** Rules as the search sees them, and what it has found so far under them. */
export interface Desk {
  readonly terms: Terms;
  readonly groups: Grouping;
  readonly book: PartBook;
  readonly caps: CapBook;
  readonly daySets: DaySetColumns;
}

/** The shape of part p of the enterprise. */
export const shapeOf = ({ book }: Desk, elements: Elements, p: number): number =>
  book.shapeOf(
    elements.item,
    elements.daySet,
    elements.signature,
    elements.partStart[p],
    elements.partStart[p + 1],
    elements.limited[p] === 1,
  );

export const shapesOf = (desk: Desk, elements: Elements): readonly number[] =>
  Array.from({ length: elements.parts }, (_, p) => shapeOf(desk, elements, p));

/** The shape of those elements of part p alone. */
const shapeAmong = ({ book }: Desk, elements: Elements, p: number, places: readonly number[]): number =>
  book.shapeOf(
    Int32Array.from(places, (k) => elements.item[k]),
    Int32Array.from(places, (k) => elements.daySet[k]),
    Int32Array.from(places.flatMap((k) => [elements.signature[2 * k], elements.signature[2 * k + 1]])),
    0,
    places.length,
    elements.limited[p] === 1,
  );

const placesOf = ({ partStart }: Elements, p: number, kept: (place: number) => boolean): readonly number[] =>
  Array.from({ length: partStart[p + 1] - partStart[p] }, (_, k) => partStart[p] + k).filter(kept);

/** The fewest visits found for those of the elements that are kept, all others left out. */
export const visitsFor = (desk: Desk, elements: Elements, kept: (item: number) => boolean): CappedVisits => {
  const visitOf = new Int32Array(elements.count).fill(-1);
  const host: number[] = [];
  let lowerBound = 0;
  for (let p = 0; p < elements.parts; p++) {
    const places = placesOf(elements, p, (k) => kept(elements.item[k]));
    if (places.length === 0) continue;
    const answer = desk.book.shapes.answer(shapeAmong(desk, elements, p, places));
    places.forEach((place, k) => {
      visitOf[place] = host.length + answer.visitOf[k];
    });
    for (const h of answer.host) host.push(h);
    lowerBound += answer.lowerBound;
  }
  return { visitOf, host, lowerBound, exact: lowerBound === host.length };
};

/** Some visits within the limit: all key elements and all that need no entering. */
export const necessaryVisits = (desk: Desk, elements: Elements): CappedVisits => {
  const { key, onSite } = desk.terms;
  const inside = visitsFor(desk, elements, (i) => key[i] === 1 && onSite[i] === 1);
  const outside = visitsFor(desk, elements, (i) => onSite[i] === 0);
  return {
    visitOf: inside.visitOf.map((v, k) => (outside.visitOf[k] < 0 ? v : inside.host.length + outside.visitOf[k])),
    host: [...inside.host, ...outside.host],
    lowerBound: outside.lowerBound,
    exact: false,
  };
};

/** Visits tried for those left out of one enterprise at most; the others stay out. */
const mostTried = 5000;

/** Whether two day sets have a day in common. O(ranges) */
const meet = ({ start, lo, hi }: DaySetColumns, a: number, b: number): boolean => {
  for (let i = start[a], j = start[b]; i < start[a + 1] && j < start[b + 1]; ) {
    if (Math.max(lo[i], lo[j]) <= Math.min(hi[i], hi[j])) return true;
    if (hi[i] < hi[j]) i++;
    else j++;
  }
  return false;
};

/**
 * Puts those left out into on-site visits that have room for them, and alone into visits that the limit still allows.
 * O(elements of a part) for each of them, and for each visit tried, `mostTried` in all.
 */
export const filledUp = (desk: Desk, elements: Elements, limit: number, capped: CappedVisits): CappedVisits => {
  const { onSite, table } = desk.terms;
  const { daySet } = elements;
  const visitOf = capped.visitOf.slice();
  const host = capped.host.slice();
  const isInside = (place: number): boolean => visitOf[place] >= 0 && onSite[elements.item[place]] === 1;
  const inside = new Set<number>();
  const members: number[][] = host.map(() => []);
  for (let k = 0; k < elements.count; k++) {
    if (isInside(k)) inside.add(visitOf[k]);
    if (visitOf[k] >= 0) members[visitOf[k]].push(k);
  }
  let tries = mostTried;
  for (let p = 0; p < elements.parts; p++)
    for (const k of placesOf(elements, p, (place) => visitOf[place] < 0)) {
      const near = new Set(placesOf(elements, p, isInside).map((place) => visitOf[place]));
      const joined = [...near].find((v) => {
        if (tries <= 0 || !members[v].every((other) => meet(desk.daySets, daySet[other], daySet[k]))) return false;
        tries--;
        const both = [...members[v], k].sort((a, b) => a - b);
        const answer = desk.book.shapes.answer(shapeAmong(desk, elements, p, both));
        if (answer.count === 1) host[v] = answer.host[0];
        return answer.count === 1;
      });
      if (joined !== undefined) {
        visitOf[k] = joined;
        members[joined] = [...members[joined], k].sort((a, b) => a - b);
      } else if (inside.size < limit) {
        visitOf[k] = host.push(table.domainOf[elements.item[k]]) - 1;
        members.push([k]);
        inside.add(visitOf[k]);
      }
    }
  return { ...capped, visitOf, host };
};
