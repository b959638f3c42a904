import type { Department } from './department';
import { byText } from './sorted';

/**
 * The teams that have minutes of their own: each department, followed by its
 * squads (中队) for single areas.
 */
export interface Teams {
  /** Index of each team's department. */
  readonly department: Int32Array;
  /** The area of each squad; undefined for a department's own team. */
  readonly area: ReadonlyArray<string | undefined>;
  /** Minutes per open day of each team; Infinity where there is no limit. */
  readonly daily: Float64Array;
  /** The index of the department's team that visits an area. */
  readonly teamOf: (department: number, area: string | undefined) => number;
}

/**
 * The teams: departments in the order given, squads ascending by area.
 * O(departments + squads · log squads).
 */
export const teamsOf = (departments: readonly Department[]): Teams => {
  const teams = departments.flatMap(
    ({ dailyMinutes = Number.POSITIVE_INFINITY, dailyMinutesByArea = {} }, d) => [
      { department: d, area: undefined, daily: dailyMinutes },
      ...Object.entries(dailyMinutesByArea)
        .sort(([a], [b]) => byText(a, b))
        .map(([area, daily]) => ({ department: d, area, daily })),
    ],
  );
  const own = new Int32Array(departments.length);
  const squads: Map<string, number>[] = departments.map(() => new Map());
  teams.forEach(({ department, area }, t) => {
    if (area === undefined) own[department] = t;
    else squads[department].set(area, t);
  });
  return {
    department: Int32Array.from(teams, ({ department }) => department),
    area: teams.map(({ area }) => area),
    daily: Float64Array.from(teams, ({ daily }) => daily),
    teamOf: (d, area) => (area === undefined ? undefined : squads[d].get(area)) ?? own[d],
  };
};
