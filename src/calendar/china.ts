import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import type { NonEmptyArray } from 'fp-ts/NonEmptyArray';
import { type Codec, decodeLocated } from '../codec/codec';
import type { LocatedError } from '../codec/located-error';
import { misfitAt } from '../codec/place';
import { struct } from '../codec/shapes';
import { type Calendar, Horizon } from '../registry/registry';
import { calendarFrom, chinaDays } from './china-days';

const years = Object.keys(chinaDays).map(Number);

/** The years that the table covers, both ends inclusive. */
export const chinaYears: { readonly first: number; readonly last: number } = {
  first: Math.min(...years),
  last: Math.max(...years),
};

const EXPECTED = `a date in the years ${chinaYears.first} to ${chinaYears.last}, which the table covers`;
const FIELDS = ['start', 'end'] as const;

/** The horizon inside an object, so that errors have the same places as in a registry. */
interface Dated {
  readonly horizon: Horizon;
}

const Covered: Codec<Dated> = struct<Dated>(
  'Covered',
  { horizon: Horizon },
  {
    also: ({ horizon }, place) => {
      for (const field of FIELDS) {
        const year = Number(horizon[field].slice(0, 4));
        if (year >= chinaYears.first && year <= chinaYears.last) continue;
        misfitAt(place, ['horizon', field], EXPECTED, horizon[field]);
      }
    },
  },
);

/**
 * The calendar of a horizon in China, by the State Council's yearly notices. `closed` are the days
 * that they name as holidays, weekends among them; `open` are the weekend days worked for them
 * (调休); both ascend. Errors: the errors of `decodeRegistry` for the horizon, and a first or last
 * day outside {@link chinaYears}.
 * O(years + days named in them).
 */
export const chinaCalendar = (
  horizon: Horizon,
): E.Either<NonEmptyArray<LocatedError>, Required<Calendar>> =>
  pipe(
    decodeLocated(Covered, { horizon }),
    E.map(({ horizon: covered }) => calendarFrom(covered)),
  );
