import { FURTHER_CYCLES } from '../../registry/due';
import type { TaskSheet } from './task-sheets';

/**
 * One check on a task sheet, flat, for tables and notebooks; lists are joined by `; `, what is not
 * there is an empty text.
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
  /** Which of the times that the item is due, from 1; 0: a further check, such as a task. */
  readonly number: number;
  readonly minutes: number;
  /** Elapsed minutes of the whole visit. */
  readonly visitMinutes: number;
  readonly prepare: string;
  readonly note: string;
}

/**
 * The checks of some sheets, in their order: on the sheet of a department its own, so that each
 * check is there once. O(checks)
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
            prepare: item.prepare.join('; '),
            note: item.note ?? '',
          }),
        ),
    ),
  );
