import { readFileSync } from 'node:fs';
import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import {
  decodeRegistry,
  formatError,
  type LocatedError,
  type PlanDocument,
  plan,
  type RegistryInput,
} from 'inspection-consolidation';
import { programmes, reasonLeftOut } from './programmes';
import { californiaRegistry, type Separation } from './registry';
import { firstFiscalYear, readSites, type Site } from './sites';

/**
 * Separate visits against joint visits, where either every programme or every agency visits alone.
 */
export interface CaliforniaRow {
  readonly separation: Separation;
  /** Sites with at least one inspection due. */
  readonly sitesDue: number;
  /** Inspections due: the visits if each were made alone. */
  readonly perItem: number;
  /** Fewest visits when departments do not join. */
  readonly perDepartment: number;
  readonly visits: number;
  /** 1 − visits / perDepartment */
  readonly reduction: number;
  /** Share of the sites whose number of visits is proven minimal. */
  readonly provenShare: number;
}

/** Sites of a programme without a fixed interval. */
export interface LeftOut {
  readonly programme: string;
  readonly sites: number;
  readonly reason: string;
}

/** Inspections that took place in 2018/19. */
export interface RealYear {
  readonly inspections: number;
  readonly sitesInspected: number;
}

/** One separation's registry and plan. */
export interface CaliforniaPlan {
  readonly row: CaliforniaRow;
  readonly registry: RegistryInput;
  readonly plan: PlanDocument;
}

export interface California {
  readonly sites: number;
  /** Sites that are only in left-out programmes. */
  readonly sitesOutside: number;
  readonly leftOut: readonly LeftOut[];
  readonly real: RealYear;
  /** By programme, then by agency. */
  readonly plans: readonly [byProgramme: CaliforniaPlan, byAgency: CaliforniaPlan];
}

const inCalendar = new Set(programmes.map(({ name }) => name));

const leftOutOf = (sites: readonly Site[]): readonly LeftOut[] => {
  const counts = new Map<string, number>();
  for (const site of sites)
    for (const name of site.programmes)
      if (!inCalendar.has(name)) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .map(([programme, count]) => ({ programme, sites: count, reason: reasonLeftOut(programme) }))
    .sort((a, b) => b.sites - a.sites || (a.programme < b.programme ? -1 : 1));
};

const realYearOf = (sites: readonly Site[], fiscalYear: number): RealYear => {
  const counts = sites.map(({ inspections }) => inspections[fiscalYear - firstFiscalYear]);
  return {
    inspections: counts.reduce((a, b) => a + b, 0),
    sitesInspected: counts.filter((count) => count > 0).length,
  };
};

const planned =
  (sites: readonly Site[]) =>
  (separation: Separation): E.Either<readonly LocatedError[], CaliforniaPlan> => {
    const registry = californiaRegistry(sites, separation);
    return pipe(
      decodeRegistry(registry),
      E.map((checked) => {
        const document = plan(checked);
        const { perItem, perDepartment, visits, reduction, enterprisesProven, enterprises } =
          document.summary;
        const sitesDue = new Set(document.visits.map(({ enterprise }) => enterprise)).size;
        const provenShare = enterprisesProven / enterprises;
        const row = {
          separation,
          sitesDue,
          perItem,
          perDepartment,
          visits,
          reduction,
          provenShare,
        };
        return { row, registry, plan: document };
      }),
    );
  };

/** The fiscal year 2018/19 of the sites in a CSV text, planned twice; or the errors in the text. */
export const californiaOf = (text: string): E.Either<readonly LocatedError[], California> =>
  pipe(
    readSites(text),
    E.chain((sites) =>
      pipe(
        E.Do,
        E.bind('byProgramme', () => planned(sites)('programme')),
        E.bind('byAgency', () => planned(sites)('agency')),
        E.map(({ byProgramme, byAgency }) => ({
          sites: sites.length,
          sitesOutside: sites.filter(
            (site) => !site.programmes.some((name) => inCalendar.has(name)),
          ).length,
          leftOut: leftOutOf(sites),
          real: realYearOf(sites, 2018),
          plans: [byProgramme, byAgency] as const,
        })),
      ),
    ),
  );

const known = <A>(result: E.Either<readonly LocatedError[], A>): A =>
  pipe(
    result,
    E.getOrElse((errors): A => {
      throw new Error(errors.map(formatError).join('\n'));
    }),
  );

const csv = (): string => readFileSync(new URL('california-sites.csv', import.meta.url), 'utf8');

/** The sites of the data in this folder, which is known to be right. */
export const californiaSites = (): readonly Site[] => pipe(csv(), readSites, known);

/** {@link californiaOf} the data in this folder. */
export const runCalifornia = (): California => pipe(csv(), californiaOf, known);

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** Header and rows of the comparison as text, with the numbers of {@link CaliforniaRow}. */
export const californiaTable = ({
  plans,
  real,
  sites,
}: California): ReadonlyArray<readonly string[]> => [
  ['separate is', 'sites due', 'by item', 'by department', 'joint', 'reduction', 'proven'],
  ...plans.map(({ row }) => [
    `each ${row.separation}`,
    `${row.sitesDue}`,
    `${row.perItem}`,
    `${row.perDepartment}`,
    `${row.visits}`,
    percent(row.reduction),
    percent(row.provenShare),
  ]),
  ['really, 2018/19', `${real.sitesInspected} of ${sites}`, `${real.inspections}`, '', '', '', ''],
];
