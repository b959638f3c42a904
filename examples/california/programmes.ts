/** A regulatory programme whose sites are inspected at an interval. */
export interface Programme {
  /** Its name in the data. */
  readonly name: string;
  readonly id: string;
  readonly agency: 'unified-programme-agency' | 'water-board';
  /** Inspections a year by Californian law or custom: 1, or one in three years. */
  readonly times: number;
  /** Assumed, since the data has no durations. */
  readonly minutes: number;
}

const everyThirdYear = 1 / 3;

const local = (id: string, name: string, times: number, minutes: number): Programme => ({
  id,
  name,
  agency: 'unified-programme-agency',
  times,
  minutes,
});

const water = (id: string, name: string, minutes: number): Programme => ({
  id,
  name,
  agency: 'water-board',
  times: 1,
  minutes,
});

export const programmes: readonly Programme[] = [
  local('UST', 'Underground Storage Tank', 1, 120),
  local('LQG', 'RCRA LQ HW Generator', 1, 120),
  local('HMBP', 'Chemical Storage Facilities', everyThirdYear, 60),
  local('HWG', 'Hazardous Waste Generator', everyThirdYear, 60),
  local('APSA', 'Aboveground Petroleum Storage', everyThirdYear, 60),
  local('OST', 'Hazardous Waste Onsite Treatment', everyThirdYear, 90),
  water('ISW', 'Industrial Facility Storm Water', 60),
  water('CSW', 'Construction Storm Water', 60),
  water('NPDES', 'NPDES Wastewater and Stormwater', 120),
  water('WDR', 'Waste Discharge Requirements', 90),
  water('AWD', 'Animal Wastewater Discharge', 90),
];

/** The reasons why a programme's sites are not planned. */
const outside = {
  'clean-up': [
    'Leaking Underground Storage Tank Cleanup Site',
    'Cleanup Program Site',
    'Corrective Action',
  ],
  'reports only': ['US EPA Air Emission Inventory System (EIS)', 'Toxic Release Inventory'],
  'spill or one-off permit': [
    'Sewager Spills',
    'Wetlands - Fill and Dredge Material',
    'Forestry & Silviculture',
  ],
} as const;

const reasonByName: ReadonlyMap<string, string> = new Map(
  Object.entries(outside).flatMap(([reason, names]) =>
    names.map((name) => [name, reason] as const),
  ),
);

/**
 * The reason for a name that is not in {@link programmes}; vague and unknown
 * names have no known interval.
 */
export const reasonLeftOut = (name: string): string =>
  reasonByName.get(name) ?? 'no interval known';
