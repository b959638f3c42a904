import { type Check, type Codec, codecOf } from '../codec/codec';
import { ABSENT, misfit, misfitAt, type Place } from '../codec/place';
import { arrayOf, isPlainObject, optional, struct } from '../codec/shapes';
import { id, integerFrom, oneOf, text } from '../codec/values';
import { OccurrenceRef } from './occurrence-ref';
import { DateText } from './range';

interface OfEnterprise {
  readonly enterprise: string;
  /** A remark for people: who asked for the pin, and why. */
  readonly note?: string;
}

/** 定日: these occurrences are in one visit on this date; others may join them. */
export interface VisitPin extends OfEnterprise {
  readonly pin: 'visit';
  readonly occurrences: readonly OccurrenceRef[];
  readonly date: DateText;
}

/** 合并 `together`: these occurrences share a visit. 分开 `apart`: no two of them do. */
export interface CompanyPin extends OfEnterprise {
  readonly pin: 'together' | 'apart';
  readonly occurrences: readonly OccurrenceRef[];
}

/** 限期: an item is not visited before `from`, nor after `to`. */
export interface DaysPin extends OfEnterprise {
  readonly pin: 'days';
  readonly item: string;
  /** The cycle it holds for; absent: every cycle. */
  readonly cycle?: number;
  readonly from?: DateText;
  readonly to?: DateText;
}

/**
 * 不纳入统筹: an item, an enterprise, or an item at an enterprise is excluded from merging. Its
 * department makes separate visits for it, which hold only excluded items of that department.
 */
export interface UnmergedPin {
  readonly pin: 'unmerged';
  readonly enterprise?: string;
  readonly item?: string;
  readonly note?: string;
}

/** 人工研判修正: a decision of a person that the plan keeps to. */
export type Pin = VisitPin | CompanyPin | DaysPin | UnmergedPin;

const occurrences: Codec<readonly OccurrenceRef[]> = arrayOf(OccurrenceRef, { nonEmpty: true });

const checkDistinct = (
  pin: { readonly occurrences: readonly OccurrenceRef[] },
  place: Place,
): void => {
  const seen = new Map<string, number>();
  pin.occurrences.forEach(({ item, cycle }, at) => {
    const key = JSON.stringify([item, cycle]);
    const first = seen.get(key);
    if (first === undefined) seen.set(key, at);
    else
      misfitAt(
        place,
        ['occurrences', at],
        `an occurrence other than occurrences[${first}]`,
        pin.occurrences[at],
      );
  });
};

const VisitPin: Codec<VisitPin> = struct<VisitPin>(
  'VisitPin',
  {
    pin: oneOf('visit', 'visit'),
    enterprise: id,
    occurrences,
    date: DateText,
    note: optional(text),
  },
  { also: checkDistinct },
);

const CompanyPin: Codec<CompanyPin> = struct<CompanyPin>(
  'CompanyPin',
  { pin: oneOf('company', 'together', 'apart'), enterprise: id, occurrences, note: optional(text) },
  {
    also: (pin, place) => {
      if (pin.occurrences.length < 2)
        misfitAt(place, ['occurrences'], 'at least two occurrences', pin.occurrences);
      checkDistinct(pin, place);
    },
  },
);

const DaysPin: Codec<DaysPin> = struct<DaysPin>(
  'DaysPin',
  {
    pin: oneOf('days', 'days'),
    enterprise: id,
    item: id,
    cycle: optional(integerFrom(0)),
    from: optional(DateText),
    to: optional(DateText),
    note: optional(text),
  },
  {
    also: ({ from, to }, place) => {
      if (from === undefined && to === undefined)
        misfitAt(place, ['from'], 'a date in from, to or both', ABSENT);
      else if (from !== undefined && to !== undefined && from > to)
        misfitAt(place, ['to'], `a date not before ${from}`, to);
    },
  },
);

const UnmergedPin: Codec<UnmergedPin> = struct<UnmergedPin>(
  'UnmergedPin',
  {
    pin: oneOf('unmerged', 'unmerged'),
    enterprise: optional(id),
    item: optional(id),
    note: optional(text),
  },
  {
    also: ({ enterprise, item }, place) => {
      if (enterprise === undefined && item === undefined)
        misfitAt(place, ['item'], 'an enterprise, an item or both', ABSENT);
    },
  },
);

const KINDS: Readonly<Record<Pin['pin'], { readonly check: Check }>> = {
  visit: VisitPin,
  together: CompanyPin,
  apart: CompanyPin,
  days: DaysPin,
  unmerged: UnmergedPin,
};

const Kind: Codec<Pin['pin']> = oneOf<Pin['pin']>(
  'PinKind',
  'visit',
  'together',
  'apart',
  'days',
  'unmerged',
);

export const Pin: Codec<Pin> = codecOf('Pin', (value, place) => {
  if (!isPlainObject(value)) return misfit(place, 'an object', value);
  const kind = value.pin;
  if (Kind.is(kind)) return KINDS[kind].check(value, place);
  const depth = place.depth++;
  place.keys[depth] = 'pin';
  Kind.check(kind, place);
  place.depth = depth;
});

/** Ids of the items that pins exclude from merging at every enterprise. O(pins). */
export const unmergedEverywhere = (pins: readonly Pin[]): ReadonlySet<string> =>
  new Set(
    pins.flatMap((pin) =>
      pin.pin === 'unmerged' && pin.enterprise === undefined && pin.item !== undefined
        ? [pin.item]
        : [],
    ),
  );
