import type { Summary } from '../index';

const count = (n: number): string => n.toLocaleString('en-US');
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** A summary as lines of a two-column table. */
export const summaryLines = (summary: Summary): readonly string[] => {
  const rows: ReadonlyArray<readonly [string, string]> = [
    ['enterprises', count(summary.enterprises)],
    ['occurrences', count(summary.occurrences)],
    ['served', count(summary.perItem)],
    ['visits, each department by itself', count(summary.perDepartment)],
    ['visits, joint', count(summary.visits)],
    ['reduction', percent(summary.reduction)],
    ['lower bound on visits', count(summary.lowerBound)],
    ['enterprises proven minimal', count(summary.enterprisesProven)],
    ['visits of several departments', percent(summary.jointShare)],
    ['visits on site', percent(summary.onSiteShare)],
    ['minutes above capacity', count(summary.overloadMinutes)],
    ...(summary.overloadBound === undefined
      ? []
      : [['lower bound on these', count(summary.overloadBound)] as const]),
    ...(summary.closeVisits === undefined
      ? []
      : [
          ['close visits, each department by itself', count(summary.closeBefore ?? 0)] as const,
          ['close visits, joint', count(summary.closeVisits)] as const,
        ]),
    ...(summary.closeBound === undefined
      ? []
      : [['lower bound on close visits', count(summary.closeBound)] as const]),
    ...(summary.faults === undefined
      ? []
      : [['enterprises whose plan was mended', count(summary.faults)] as const]),
    ...(summary.trips === undefined
      ? []
      : [['trips of departments to areas', count(summary.trips)] as const]),
  ];
  const label = Math.max(...rows.map(([name]) => name.length));
  const value = Math.max(...rows.map(([, text]) => text.length));
  return rows.map(([name, text]) => `${name.padEnd(label)}  ${text.padStart(value)}`);
};
