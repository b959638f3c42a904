import type { Codec } from '../codec/codec';
import { misfitAt } from '../codec/place';
import { arrayOf, optional, struct } from '../codec/shapes';
import { id } from '../codec/values';
import { dateTextOf, parseDay } from './day';
import { Department } from './department';
import { DoneVisit } from './done-visit';
import { Due } from './due';
import { Enterprise } from './enterprise';
import { Frequency } from './frequency';
import { Item } from './item';
import { Pin } from './pin';
import { Policy } from './policy';
import { DateText } from './range';

/** The planned days, both ends inclusive; at most 3,660. */
export interface Horizon {
  readonly start: DateText;
  readonly end: DateText;
}

/** Monday to Friday are open; `closed` removes days, `open` adds days and wins over `closed`. */
export interface Calendar {
  readonly closed?: readonly DateText[];
  readonly open?: readonly DateText[];
}

/** An item that an enterprise is owed, whatever the item's criteria and object say. */
export interface Assignment {
  readonly enterprise: string;
  readonly item: string;
  /** Replaces the item's whole frequency. */
  readonly frequency?: Frequency;
}

/** A past inspection. */
export interface PastInspection {
  readonly enterprise: string;
  readonly item: string;
  readonly date: DateText;
}

/** 台账 as written: the whole input. `decodeRegistry` makes a {@link Registry} of it. */
export interface RegistryInput {
  readonly horizon: Horizon;
  readonly calendar?: Calendar;
  readonly departments: readonly Department[];
  readonly items: readonly Item[];
  readonly enterprises: readonly Enterprise[];
  readonly assignments?: readonly Assignment[];
  readonly history?: readonly PastInspection[];
  readonly policy?: Policy;
  /**
   * 执行进度: no visit is planned on this day or before it.
   * Visits made by then are in `done`.
   */
  readonly frozenThrough?: DateText;
  readonly done?: readonly DoneVisit[];
  readonly due?: readonly Due[];
  readonly pins?: readonly Pin[];
  /**
   * 停用编号: ids of visits that an earlier plan had and nobody made.
   * No other visit gets one of these ids.
   */
  readonly retiredIds?: readonly string[];
}

const MOST_HORIZON_DAYS = 3660;

export const Horizon: Codec<Horizon> = struct<Horizon>(
  'Horizon',
  { start: DateText, end: DateText },
  {
    also: ({ start, end }, place) => {
      const last = parseDay(start) + MOST_HORIZON_DAYS - 1;
      if (end < start) misfitAt(place, ['end'], `a date not before ${start}`, end);
      else if (parseDay(end) > last)
        misfitAt(place, ['end'], `a date not after ${dateTextOf(last)} (3,660 days)`, end);
    },
  },
);

export const Calendar: Codec<Calendar> = struct<Calendar>('Calendar', {
  closed: optional(arrayOf(DateText)),
  open: optional(arrayOf(DateText)),
});

export const Assignment: Codec<Assignment> = struct<Assignment>('Assignment', {
  enterprise: id,
  item: id,
  frequency: optional(Frequency),
});

export const PastInspection: Codec<PastInspection> = struct<PastInspection>('PastInspection', {
  enterprise: id,
  item: id,
  date: DateText,
});

/**
 * The shape of a registry and the values within each entity. Whether entities fit
 * one another is checked later.
 */
export const RegistryInput: Codec<RegistryInput> = struct<RegistryInput>('RegistryInput', {
  horizon: Horizon,
  calendar: optional(Calendar),
  departments: arrayOf(Department),
  items: arrayOf(Item),
  enterprises: arrayOf(Enterprise),
  assignments: optional(arrayOf(Assignment)),
  history: optional(arrayOf(PastInspection)),
  policy: optional(Policy),
  frozenThrough: optional(DateText),
  done: optional(arrayOf(DoneVisit)),
  due: optional(arrayOf(Due)),
  pins: optional(arrayOf(Pin)),
  retiredIds: optional(arrayOf(id)),
});

declare const decoded: unique symbol;

/**
 * A checked 台账: every id named exists, every date is real, every number is in range.
 * `decodeRegistry` makes one from input; `separately` and `revise` derive others from it.
 */
export type Registry = RegistryInput & { readonly [decoded]: true };
