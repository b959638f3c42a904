import type { Department } from '../../registry/department';

/**
 * Who has minutes for inspections: a department, or one of its squads (中队) for single areas. One
 * object for each.
 */
export interface Team {
  readonly department: string;
  /** Of a squad. */
  readonly area?: string;
  /** Minutes per open day; Infinity without limit. */
  readonly dailyMinutes: number;
}

/** The team of a department for an area, undefined where there is none. */
export type FindTeam = (department: string, area: string | undefined) => Team | undefined;

export interface Teams {
  /** The very one: without an area the department itself, else its squad. */
  readonly named: FindTeam;
  /**
   * The one that visits an area, or enterprises without one: the squad where there is one, else the
   * department itself.
   */
  readonly visiting: FindTeam;
}

/** O(departments + squads) */
export const teamsOf = (departments: readonly Department[]): Teams => {
  const itself = new Map<string, Team>();
  const squads = new Map<string, ReadonlyMap<string, Team>>();
  for (const {
    id,
    dailyMinutes = Number.POSITIVE_INFINITY,
    dailyMinutesByArea = {},
  } of departments) {
    itself.set(id, { department: id, dailyMinutes });
    const own = Object.entries(dailyMinutesByArea);
    squads.set(
      id,
      new Map(
        own.map(([area, minutes]) => [area, { department: id, area, dailyMinutes: minutes }]),
      ),
    );
  }
  const named: FindTeam = (department, area) =>
    area === undefined ? itself.get(department) : squads.get(department)?.get(area);
  return {
    named,
    visiting: (department, area) => named(department, area) ?? itself.get(department),
  };
};
