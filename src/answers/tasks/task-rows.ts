import { FURTHER_CYCLES } from '../../registry/due';
import type { TaskSheet } from './task-sheets';

/**
 * One check on a task sheet as a flat row, for tables and notebooks. Lists are joined by `; `; a
 * missing value is an empty text.
 */
export interface TaskRow {
  readonly period: string;
  readonly date: string;
  readonly visit: string;
  readonly area: string;
  readonly enterprise: string;
  readonly enterpriseName: string;
  readonly lead: string;
  readonly leadName: string;
  readonly partners: string;
  readonly item: string;
  readonly itemName: string;
  readonly department: string;
  /**
   * Number of the occurrence of its item, from 1; 0 for a further occurrence, such as a due task.
   */
  readonly number: number;
  readonly minutes: number;
  /** Elapsed minutes of the whole visit. */
  readonly visitMinutes: number;
  readonly basis: string;
  readonly prepare: string;
  readonly note: string;
}

/**
 * The checks of some sheets, in their order. A department's sheet gives only its own checks,
 * so that each check comes once.
 * O(checks).
 */
export const taskRows = (sheets: readonly TaskSheet[]): readonly TaskRow[] =>
  sheets.flatMap(({ period, department, visits }) =>
    visits.flatMap(({ id, date, enterprise, lead, partners, items, minutes: visitMinutes }) =>
      items
        .filter((item) => department === undefined || item.department.id === department.id)
        .map(
          (item): TaskRow => ({
            period,
            date,
            visit: id,
            area: enterprise.area ?? '',
            enterprise: enterprise.id,
            enterpriseName: enterprise.name ?? '',
            lead: lead.id,
            leadName: lead.name ?? '',
            partners: partners.map(({ id: partner, name }) => name ?? partner).join('; '),
            item: item.id,
            itemName: item.name ?? '',
            department: item.department.id,
            number: item.cycle < FURTHER_CYCLES ? item.cycle + 1 : 0,
            minutes: item.minutes,
            visitMinutes,
            basis: item.basis.join('; '),
            prepare: item.prepare.join('; '),
            note: item.note ?? '',
          }),
        ),
    ),
  );
