/** A visit that needs a day. */
export interface Dateless {
  /** At least one. */
  readonly days: readonly number[];
  readonly onSite: boolean;
}

/**
 * A day for each visit of one enterprise: a day of their own for as many on-site visits as can have
 * one, else the first (Kuhn 1955).
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
