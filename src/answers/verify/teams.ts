import type { Department } from '../../registry/department';

/**
 * A department, or one of its squads (中队) for single areas. There is one object for each team.
 */
export interface Team {
  readonly department: string;
  /** The area of a squad; absent: the department itself. */
  readonly area?: string;
  /** Minutes per open day; Infinity without limit. */
  readonly dailyMinutes: number;
}

/** The team of a department for an area, undefined where there is none. */
export type FindTeam = (department: string, area: string | undefined) => Team | undefined;

export interface Teams {
  /** The team of exactly this name: without an area the department itself, else its squad. */
  readonly named: FindTeam;
  /**
   * The team that visits enterprises of an area, or without one: the squad if there is
   * one, else the department itself.
   */
  readonly visiting: FindTeam;
}

/** The teams of all departments. O(departments + squads). */
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
