// The caps of one enterprise (model §6).
import type { Enterprise } from '../../../src/index';
import { type Checked, meets, type Reading } from './owed';

/** A cap of an enterprise, for one department where the policy says so. */
export interface CapInForce {
  readonly name: string;
  readonly max: number;
  readonly counts: (item: Checked) => boolean;
}

/** The caps of an enterprise, in their order. */
export const capsInForce = (
  { registry: { policy = {}, departments } }: Reading,
  enterprise: Enterprise,
): readonly CapInForce[] => {
  const caps = (policy.caps ?? []).flatMap(
    ({ id, max, each, counts = {}, appliesTo = {} }): readonly CapInForce[] => {
      if (!meets(appliesTo, enterprise)) return [];
      const counted = (item: Checked): boolean =>
        (counts.offSite === true || item.onSite) &&
        (counts.kinds?.includes(item.kind) ?? true) &&
        (counts.departments?.includes(item.row.department) ?? true) &&
        (counts.levels === undefined ||
          (item.level !== undefined && counts.levels.includes(item.level))) &&
        (counts.domains?.includes(item.domain) ?? true);
      if (each === undefined) return [{ name: id, max, counts: counted }];
      return departments
        .map((department) => department.id)
        .sort((a, b) => (a < b ? -1 : 1))
        .map((department) => ({
          name: `${id}/${department}`,
          max,
          counts: (item) => item.row.department === department && counted(item),
        }));
    },
  );
  const grades = policy.capByGrade ?? {};
  const { visitCap, grade } = enterprise;
  const total =
    visitCap ?? (grade !== undefined && Object.hasOwn(grades, grade) ? grades[grade] : undefined);
  return total === undefined
    ? caps
    : [...caps, { name: 'total', max: total, counts: ({ onSite }) => onSite }];
};
