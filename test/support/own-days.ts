/** A visit without a day yet. */
export interface Dateless {
  /** At least one. */
  readonly days: readonly number[];
  readonly onSite: boolean;
}

/**
 * A day for each visit of one enterprise: as many on-site visits as possible have a day of their
 * own (Kuhn 1955); the others have their first day.
 */
export const ownDays = (visits: readonly Dateless[]): readonly number[] => {
  const owner = new Map<number, Dateless>();
  const place = (visit: Dateless, tried: Set<number>): boolean =>
    visit.days.some((day) => {
      if (tried.has(day)) return false;
      tried.add(day);
      const there = owner.get(day);
      if (there !== undefined && !place(there, tried)) return false;
      owner.set(day, visit);
      return true;
    });
  for (const visit of visits) if (visit.onSite) place(visit, new Set());
  const chosen = new Map([...owner].map(([day, visit]) => [visit, day]));
  return visits.map((visit) => chosen.get(visit) ?? visit.days[0]);
};
