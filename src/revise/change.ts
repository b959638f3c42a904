import type { Either } from 'fp-ts/Either';
import type { NonEmptyArray } from 'fp-ts/NonEmptyArray';
import { type Check, type Codec, codecOf, decodeLocated } from '../codec/codec';
import type { LocatedError } from '../codec/located-error';
import { ABSENT, misfit, misfitAt } from '../codec/place';
import { arrayOf, isPlainObject, optional, recordOf, struct } from '../codec/shapes';
import {
  atMost,
  dailyCapacity,
  id,
  integerFrom,
  MOST_MINUTES,
  madeId,
  oneOf,
  text,
} from '../codec/values';
import { Enterprise } from '../registry/enterprise';
import { Frequency } from '../registry/frequency';
import { Item } from '../registry/item';
import { Pin } from '../registry/pin';
import { Policy } from '../registry/policy';
import { DateText } from '../registry/range';

/** 执行进度: up to this day, inclusive, all visits were made as planned, except missed ones. */
export interface Through {
  readonly change: 'through';
  readonly date: DateText;
  /** Ids of the missed visits. */
  readonly missed?: readonly string[];
}

/**
 * 临时交办 (`task`) and 复查 (`reinspect`): a further check of an item at an enterprise, from a day
 * (default: the first to come) to a deadline.
 */
export interface Task {
  readonly change: 'task' | 'reinspect';
  readonly enterprise: string;
  readonly item: string;
  readonly from?: DateText;
  readonly to: DateText;
  readonly note?: string;
}

/**
 * 邀约检查: an enterprise asks departments for a joint check-up;
 * occurrences that are due anyway join it.
 */
export interface Invitation {
  readonly change: 'invitation';
  readonly enterprise: string;
  readonly departments: readonly string[];
  readonly from?: DateText;
  readonly to: DateText;
  /** Minutes of each department; default: 60. */
  readonly minutes?: number;
  readonly note?: string;
}

/** A new enterprise, or new data of a known one. */
export interface EnterpriseChange {
  readonly change: 'enterprise';
  readonly row: Enterprise;
}

/** 注销、停业: no visits there from that day on. */
export interface Closure {
  readonly change: 'closed';
  readonly enterprise: string;
  readonly from: DateText;
}

/** A new item, or new data of a known one. */
export interface ItemChange {
  readonly change: 'item';
  readonly row: Item;
}

/** An item that no enterprise is owed any more. */
export interface ItemEnd {
  readonly change: 'item-ended';
  readonly item: string;
}

/** An item that an enterprise is owed from now on. */
export interface AssignmentChange {
  readonly change: 'assignment';
  readonly enterprise: string;
  readonly item: string;
  readonly frequency?: Frequency;
}

export interface AssignmentEnd {
  readonly change: 'assignment-ended';
  readonly enterprise: string;
  readonly item: string;
}

/** 列入白名单. */
export interface Exemption {
  readonly change: 'exempt';
  readonly enterprise: string;
  readonly from: DateText;
  readonly to: DateText;
}

/** 移出白名单, from that day on. */
export interface ExemptionEnd {
  readonly change: 'exempt-ended';
  readonly enterprise: string;
  readonly from: DateText;
}

/** New daily minutes of a department. */
export interface CapacityChange {
  readonly change: 'capacity';
  readonly department: string;
  /** Absent: no limit. */
  readonly dailyMinutes?: number;
  readonly dailyMinutesByArea?: Readonly<Record<string, number>>;
}

/** 人工研判修正: a pin that is set, or removed. */
export interface PinChange {
  readonly change: 'pin' | 'unpin';
  readonly row: Pin;
}

/** The registry's policy from now on. */
export interface PolicyReplacement {
  readonly change: 'policy';
  readonly row: Policy;
}

/** One change; a list of changes in order is the log of a year. */
export type Change =
  | Through
  | Task
  | Invitation
  | EnterpriseChange
  | Closure
  | ItemChange
  | ItemEnd
  | AssignmentChange
  | AssignmentEnd
  | Exemption
  | ExemptionEnd
  | CapacityChange
  | PinChange
  | PolicyReplacement;

type Kind = Change['change'];

const kind = /* @__NO_SIDE_EFFECTS__ */ <K extends Kind>(...kinds: readonly K[]): Codec<K> =>
  oneOf<K>('Change', ...kinds);

/** Checks that `from`, where given, is not after `to`. */
const inOrder = {
  also: (
    { from, to }: { readonly from?: string; readonly to: string },
    place: Parameters<Check>[1],
  ) => {
    if (from !== undefined && from > to) misfitAt(place, ['to'], `a date not before ${from}`, to);
  },
};

const task = struct<Task>(
  'Task',
  {
    change: kind('task', 'reinspect'),
    enterprise: id,
    item: id,
    from: optional(DateText),
    to: DateText,
    note: optional(text),
  },
  inOrder,
);
const pin = struct<PinChange>('PinChange', { change: kind('pin', 'unpin'), row: Pin });

const CODECS: Readonly<Record<Kind, { readonly check: Check }>> = {
  through: struct<Through>('Through', {
    change: kind('through'),
    date: DateText,
    missed: optional(arrayOf(madeId)),
  }),
  task,
  reinspect: task,
  invitation: struct<Invitation>(
    'Invitation',
    {
      change: kind('invitation'),
      enterprise: id,
      departments: arrayOf(id, { nonEmpty: true }),
      from: optional(DateText),
      to: DateText,
      minutes: optional(atMost(MOST_MINUTES, integerFrom(1))),
      note: optional(text),
    },
    inOrder,
  ),
  enterprise: struct<EnterpriseChange>('EnterpriseChange', {
    change: kind('enterprise'),
    row: Enterprise,
  }),
  closed: struct<Closure>('Closure', { change: kind('closed'), enterprise: id, from: DateText }),
  item: struct<ItemChange>('ItemChange', { change: kind('item'), row: Item }),
  'item-ended': struct<ItemEnd>('ItemEnd', { change: kind('item-ended'), item: id }),
  assignment: struct<AssignmentChange>('AssignmentChange', {
    change: kind('assignment'),
    enterprise: id,
    item: id,
    frequency: optional(Frequency),
  }),
  'assignment-ended': struct<AssignmentEnd>('AssignmentEnd', {
    change: kind('assignment-ended'),
    enterprise: id,
    item: id,
  }),
  exempt: struct<Exemption>(
    'Exemption',
    { change: kind('exempt'), enterprise: id, from: DateText, to: DateText },
    inOrder,
  ),
  'exempt-ended': struct<ExemptionEnd>('ExemptionEnd', {
    change: kind('exempt-ended'),
    enterprise: id,
    from: DateText,
  }),
  capacity: struct<CapacityChange>('CapacityChange', {
    change: kind('capacity'),
    department: id,
    dailyMinutes: optional(dailyCapacity),
    dailyMinutesByArea: optional(recordOf(dailyCapacity)),
  }),
  pin,
  unpin: pin,
  policy: struct<PolicyReplacement>('PolicyReplacement', { change: kind('policy'), row: Policy }),
};

const isKind = (value: unknown): value is Kind =>
  typeof value === 'string' && Object.hasOwn(CODECS, value);

const KINDS = Object.keys(CODECS).map((name) => JSON.stringify(name));

export const Change: Codec<Change> = codecOf('Change', (value, place) => {
  if (!isPlainObject(value)) return misfit(place, 'an object', value);
  if (isKind(value.change)) return CODECS[value.change].check(value, place);
  misfitAt(
    place,
    ['change'],
    `one of ${KINDS.join(', ')}`,
    value.change === undefined ? ABSENT : value.change,
  );
});

/** A list of changes as written in JSON. */
export const Changes: Codec<readonly Change[]> = arrayOf(Change);

/**
 * The input itself as a list of changes, or all errors in their shape. Whether a registry and a
 * plan admit them is checked by `revise`.
 * O(size of the input).
 */
export const decodeChanges = (
  input: unknown,
): Either<NonEmptyArray<LocatedError>, readonly Change[]> => decodeLocated(Changes, input);
