import type { Summary, Visit } from '../../src/output/plan-document';

/** Visits without their dates, in an order that does not depend on them. */
export const undated = (visits: Iterable<Visit>): ReadonlyArray<Omit<Visit, 'date'>> => {
  const keyOf = ({ enterprise, occurrences }: Omit<Visit, 'date'>): string =>
    JSON.stringify([enterprise, occurrences]);
  return Array.from(visits, ({ date: _, ...visit }) => visit).sort((a, b) =>
    keyOf(a) < keyOf(b) ? -1 : 1,
  );
};

/** A summary without the figures that depend on dates. */
export const undatedSummary = ({
  overloadMinutes: _a,
  overloadBound: _b,
  overloadGap: _c,
  unevenness: _d,
  trips: _e,
  ...rest
}: Summary): Partial<Summary> => rest;
