import type { Department } from '../registry/department';
import type { Enterprise } from '../registry/enterprise';
import type { EnterpriseRecordInput } from '../registry/enterprise-record';
import type { Item } from '../registry/item';
import type { Policy } from '../registry/policy';
import type { Assignment, PastInspection, RegistryInput } from '../registry/registry';
import { calendar2026, horizon2026 } from './calendar';
import { enterpriseOf } from './enterprises';
import { itemsOf } from './items';
import { nationalPolicy, withNationalTerms } from './national';
import type { Office } from './office';
import { officesOf } from './offices';
import { type CountyOptions, type CountySize, sizeOf } from './options';
import { recordsOf } from './records';

/** Minutes of one inspector a day; every department has at least one. */
const inspectorDay = 420;

const departmentOf =
  (enterprises: number) =>
  ({ code, name, level, daily }: Office): Department => ({
    id: code,
    name,
    level,
    dailyMinutes: Math.max(inspectorDay, Math.round((daily * enterprises) / 1000)),
  });

/**
 * Pairs of items whose checks disturb one another: the first item of each department
 * with the first item of the next.
 */
const apartPairs = (items: readonly Item[]): NonNullable<Policy['apart']> => {
  const firstOf = new Map<string, Item>();
  for (const item of items) if (!firstOf.has(item.department)) firstOf.set(item.department, item);
  const firsts = [...firstOf.values()];
  return firsts.slice(1).map((item, i) => [firsts[i].id, item.id] as const);
};

const policyOf = (seed: number, items: readonly Item[]): Policy => ({
  seed,
  round: 2026,
  methods: {
    documents: { onSite: false, group: 'desk' },
    remote: { onSite: false, group: 'desk' },
  },
  apart: apartPairs(items),
  recognise: true,
  capByGrade: { A: 6 },
  travelMinutes: 30,
});

/** A county without its enterprises and their rows. */
export type CountyFrame = Omit<RegistryInput, 'enterprises' | 'assignments' | 'history'>;

/**
 * Horizon, calendar, departments, items and policy of a generated county. Equal options give the
 * same frame; the number of enterprises changes only the departments' daily minutes.
 * O(items).
 */
export const countyFrame = (options: CountyOptions = {}): CountyFrame => {
  const { enterprises, items: count, departments, seed, national } = sizeOf(options);
  const offices = officesOf(departments);
  const plain = itemsOf(seed, offices, count);
  const items = national ? withNationalTerms(plain) : plain;
  return {
    horizon: horizon2026,
    calendar: calendar2026,
    departments: offices.map(departmentOf(enterprises)),
    items,
    policy: { ...policyOf(seed, items), ...(national ? nationalPolicy : {}) },
  };
};

/** Enterprise k (from 0) of a generated county; it depends only on the seed and k. O(1). */
export const enterpriseAt = (k: number, options: CountyOptions = {}): Enterprise =>
  enterpriseOf(sizeOf(options).seed, k);

/**
 * The enterprises of a generated county, one by one, for counties too large for memory. A larger
 * county begins with the enterprises of a smaller one.
 */
export const countyEnterprises = (options: CountyOptions = {}): Iterable<Enterprise> =>
  enterprisesOf(sizeOf(options));

function* enterprisesOf({ enterprises, seed }: CountySize): Iterable<Enterprise> {
  for (let k = 0; k < enterprises; k++) yield enterpriseOf(seed, k);
}

const withoutEnterprise = <A extends { readonly enterprise: string }>(rows: readonly A[]) =>
  rows.map(({ enterprise: _, ...row }) => row);

/**
 * The enterprises of a generated county, one by one, each with its record. With {@link countyFrame}
 * first, they are the lines that `stream` reads.
 */
export const countyRecords = (options: CountyOptions = {}): Iterable<EnterpriseRecordInput> =>
  recordsIn(sizeOf(options));

function* recordsIn(size: CountySize): Iterable<EnterpriseRecordInput> {
  const recordsAt = recordsOf(size.seed, countyFrame(size).items);
  let k = 0;
  for (const enterprise of enterprisesOf(size)) {
    const { assignments, history } = recordsAt(k++, enterprise);
    yield {
      enterprise,
      ...(assignments.length > 0 ? { assignments: withoutEnterprise(assignments) } : {}),
      ...(history.length > 0 ? { history: withoutEnterprise(history) } : {}),
    };
  }
}

/**
 * A made-up county, close to known figures of a Chinese county city: departments, items,
 * industries, sizes and frequencies, with the calendar of 2026. All names are invented. Equal
 * options give the same registry on any machine.
 * O(enterprises + items).
 */
export const generateCounty = (options: CountyOptions = {}): RegistryInput => {
  const frame = countyFrame(options);
  const enterprises = [...countyEnterprises(options)];
  const recordsAt = recordsOf(sizeOf(options).seed, frame.items);
  const assignments: Assignment[] = [];
  const history: PastInspection[] = [];
  enterprises.forEach((enterprise, k) => {
    const records = recordsAt(k, enterprise);
    assignments.push(...records.assignments);
    history.push(...records.history);
  });
  return { ...frame, enterprises, assignments, history };
};
