import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import type { NonEmptyArray } from 'fp-ts/NonEmptyArray';
import { decodeOptions } from '../codec/checked';
import type { Codec } from '../codec/codec';
import type { LocatedError } from '../codec/located-error';
import { arrayOf, optional, struct } from '../codec/shapes';
import { count, id, text } from '../codec/values';
import { policyWithDefaults, ROUTINE } from '../registry/policy-defaults';
import { Season } from '../registry/range';
import { type Clause, ownReading, type PolicyPack, type Source } from './pack';

/** Parameters of {@link franceFarms}. */
export interface FranceFarmsOptions {
  /** Tags of farms; default `farm`. */
  readonly farms?: readonly string[];
  /** Most on-site visits to a farm in the horizon; default 1. */
  readonly max?: number;
  /** Kinds of controls that can be planned, which count; default `routine`. */
  readonly kinds?: readonly string[];
  /** Ids of the departments that count: not taxes, social insurance and labour. Default: all. */
  readonly departments?: readonly string[];
  /** Kinds of urgent and judicial controls, which are always made; default `case`. */
  readonly causeKinds?: readonly string[];
  /** Weeks of heavy farm work, in which farms are left alone; default none. */
  readonly busy?: readonly Season[];
}

const FranceFarmsOptions: Codec<FranceFarmsOptions> = struct<FranceFarmsOptions>(
  'FranceFarmsOptions',
  {
    farms: optional(arrayOf(text, { nonEmpty: true })),
    max: optional(count),
    kinds: optional(arrayOf(text, { nonEmpty: true })),
    departments: optional(arrayOf(id, { nonEmpty: true })),
    causeKinds: optional(arrayOf(text)),
    busy: optional(arrayOf(Season)),
  },
);

const circular = {
  title: 'Circulaire du Premier ministre, contrôle unique dans les exploitations agricoles',
  number: 'n° 6462/SG, NOR PRMX2429659C',
  date: '2024-11-04',
  read: 'report',
} as const;
const ofTheState: Source = {
  ...circular,
  address:
    'https://draaf.bretagne.agriculture.gouv.fr/le-controle-administratif-unique-en-exploitation-agricole-a3628.html',
};
const inDetail: Source = { ...circular, address: 'https://horizon63.cerfrance.fr/?p=7942' };
const charter: Source = {
  title: 'Charte départementale des contrôles en exploitation agricole (Mayenne)',
  address:
    'https://www.fdsea53.fr/une-charte-departementale-pour-encadrer-les-controles-en-exploitation-agricole',
  read: 'report',
};

/**
 * France's contrôle unique: the controls on site of a farm that can be planned come in one visit a
 * year where possible. The cap holds for the horizon, so the horizon should be a year. Errors:
 * parameters out of range, at places like `options.busy[0].from`.
 * O(size of the options).
 */
export const franceFarms = (
  options: FranceFarmsOptions = {},
): E.Either<NonEmptyArray<LocatedError>, PolicyPack> =>
  pipe(
    decodeOptions(FranceFarmsOptions, options),
    E.map((given) => {
      const { farms = ['farm'], max = 1, kinds = [ROUTINE], departments } = given;
      const { causeKinds = ['case'], busy = [] } = given;
      const appliesTo = { tag: farms };
      const clauses: readonly Clause[] = [
        {
          field: 'caps[0]',
          says: 'A single visit on site a year for the administrative controls that can be planned. Controls of taxes, social insurance and labour, judicial and urgent ones do not count.',
          source: ofTheState,
        },
        {
          field: 'protected.kinds',
          says: 'Judicial controls, and controls made necessary by an emergency, are outside.',
          source: inDetail,
        },
        {
          field: 'protected.domains',
          says: 'The key domain stays protected, as by default.',
          source: ownReading('The default of this library'),
        },
        {
          field: 'methods',
          says: 'Where possible, controls on documents replace controls on site; area aids by satellite images. Items name their fallback.',
          source: inDetail,
        },
        ...(busy.length === 0
          ? []
          : [
              {
                field: 'quiet',
                says: 'Controls in the busiest weeks are felt as a burden; the weeks are a parameter.',
                source: charter,
              },
            ]),
      ];
      return {
        title: 'Contrôle unique des exploitations agricoles',
        policy: {
          caps: [
            {
              id: 'contrôle unique',
              max,
              counts: { kinds, ...(departments && { departments }) },
              appliesTo,
            },
          ],
          protected: { domains: ['key'], kinds: causeKinds },
          methods: {
            ...policyWithDefaults(undefined, 0).methods,
            satellite: { onSite: false },
          },
          ...(busy.length > 0 && { quiet: busy.map((season) => ({ season, appliesTo })) }),
        },
        clauses,
        notCovered: [
          'The prefect and the mission interservices agricole, who coordinate: the lead of a visit is a department.',
          'The circular states an aim, where possible; the cap is kept exactly, except for protected controls.',
          'Whether the farmer has to be present: give other controls a kind that does not count.',
          'Confidentiality between services, and the balance over the territory.',
        ],
      };
    }),
  );
