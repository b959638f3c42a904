import type { RegistryInput } from 'inspection-consolidation';
import { type Programme, programmes } from './programmes';
import type { Site } from './sites';

/**
 * The unit that visits alone where nothing is joint: every programme, or every
 * agency with all its programmes.
 */
export type Separation = 'programme' | 'agency';

/** Federal holidays of the fiscal year 2018/19. */
const holidays = [
  '2018-07-04',
  '2018-09-03',
  '2018-10-08',
  '2018-11-12',
  '2018-11-22',
  '2018-12-25',
  '2019-01-01',
  '2019-01-21',
  '2019-02-18',
  '2019-05-27',
];

const departmentOf = (separation: Separation, { id, agency }: Programme): string =>
  separation === 'programme' ? id : agency;

/**
 * The sites as a registry of the fiscal year 2018/19; a programme is an item, owed to its sites.
 * The data counts past inspections without date and programme, so it does not show which sites are
 * due. Instead one site in three is due, by its permanent random number.
 */
export const californiaRegistry = (
  sites: readonly Site[],
  separation: Separation,
): RegistryInput => ({
  horizon: { start: '2018-07-01', end: '2019-06-30' },
  calendar: { closed: holidays },
  departments: [...new Set(programmes.map((programme) => departmentOf(separation, programme)))].map(
    (id) => ({ id }),
  ),
  items: programmes.map((programme) => ({
    id: programme.id,
    name: programme.name,
    department: departmentOf(separation, programme),
    minutes: programme.minutes,
    frequency: { times: programme.times },
    appliesTo: { tag: [programme.name] },
  })),
  enterprises: sites.map(({ id, city, programmes: tags }) => ({
    id,
    ...(city === '' ? {} : { area: city }),
    tags,
  })),
  policy: {
    round: 2018,
    classify: [],
    // A visit takes at most a working day; every programme of a site may be
    // checked at any time of its year.
    domains: {
      general: { window: 1, sameObject: true, sameMethod: true, durationRatio: 3, maxMinutes: 480 },
    },
  },
});
