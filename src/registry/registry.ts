import type { Department } from './department';
import type { Enterprise } from './enterprise';
import type { Frequency } from './frequency';
import type { Item } from './item';
import type { Policy } from './policy';
import type { DateText } from './range';

/** The days that are planned, both ends inclusive; at most 3,660. */
export interface Horizon {
  readonly start: DateText;
  readonly end: DateText;
}

/** Monday to Friday are open; `closed` removes days, `open` adds days and wins. */
export interface Calendar {
  readonly closed?: readonly DateText[];
  readonly open?: readonly DateText[];
}

/** An item owed to an enterprise whatever the item's criteria and object say. */
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

/** 台账 as it is written: the whole input. `decodeRegistry` makes a {@link Registry} of it. */
export interface RegistryInput {
  readonly horizon: Horizon;
  readonly calendar?: Calendar;
  readonly departments: readonly Department[];
  readonly items: readonly Item[];
  readonly enterprises: readonly Enterprise[];
  readonly assignments?: readonly Assignment[];
  readonly history?: readonly PastInspection[];
  readonly policy?: Policy;
}

declare const decoded: unique symbol;

/** A checked 台账: every reference exists, every date is one, every number is in range. Only `decodeRegistry` makes one. */
export type Registry = RegistryInput & { readonly [decoded]: true };
