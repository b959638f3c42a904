import { civilOf, type Day } from '../../registry/day';
import type { Enterprise } from '../../registry/enterprise';
import type { Quiet } from '../../registry/policy';
import type { Facts } from './facts';
import { meeting } from './obligations';

/** Whether a number lies between two, both included; reversed ends wrap around. */
const between = (at: number, from: number, to: number): boolean =>
  from <= to ? from <= at && at <= to : from <= at || at <= to;

const monthDay = (text: string): number => Number(text.slice(0, 2)) * 100 + Number(text.slice(3));

const isQuiet =
  ({ monthDays, season }: Quiet) =>
  (day: Day): boolean => {
    const { month, dayOfMonth } = civilOf(day);
    return (
      (monthDays !== undefined && between(dayOfMonth, monthDays.from, monthDays.to)) ||
      (season !== undefined &&
        between(month * 100 + dayOfMonth, monthDay(season.from), monthDay(season.to)))
    );
  };

/**
 * The quiet open days of every enterprise (model §4), by the enterprise. O(size of `quiet` + open
 * days of what applies) for each enterprise
 */
export const quietDays = ({ policy, openDays }: Facts): ((of: Enterprise) => ReadonlySet<Day>) => {
  const entries = policy.quiet.map((quiet) => ({
    meets: meeting(quiet.appliesTo ?? {}),
    days: openDays.filter(isQuiet(quiet)),
  }));
  return (enterprise) =>
    new Set(entries.flatMap(({ meets, days }) => (meets(enterprise) ? days : [])));
};
