import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import type { NonEmptyArray } from 'fp-ts/NonEmptyArray';
import { decodeOptions } from '../codec/checked';
import type { Codec } from '../codec/codec';
import type { LocatedError } from '../codec/located-error';
import { arrayOf, optional, struct } from '../codec/shapes';
import { count, oneOf, text } from '../codec/values';
import { ROUTINE } from '../registry/policy-defaults';
import type { PolicyPack, Source } from './pack';

/** Parameters of {@link italy103}. */
export interface Italy103Options {
  /** Grades of enterprises with a report of low risk; default `low`. */
  readonly lowRisk?: readonly string[];
  /** Most on-site visits to them in the horizon; default 1. */
  readonly max?: number;
  /** Whether each department has the cap for itself. Absent: all departments together. */
  readonly each?: 'department';
  /** Kinds of ordinary controls, which count; default `routine`. */
  readonly kinds?: readonly string[];
  /** Kinds that are made at once; default `case`. */
  readonly causeKinds?: readonly string[];
  /** Topics of controls that no cap limits; default safety at work. */
  readonly safetyTopics?: readonly string[];
}

const Italy103Options: Codec<Italy103Options> = struct<Italy103Options>('Italy103Options', {
  lowRisk: optional(arrayOf(text, { nonEmpty: true })),
  max: optional(count),
  each: optional(oneOf<'department'>('Each', 'department')),
  kinds: optional(arrayOf(text, { nonEmpty: true })),
  causeKinds: optional(arrayOf(text)),
  safetyTopics: optional(arrayOf(text)),
});

const decree = {
  title: 'Decreto legislativo sulla semplificazione dei controlli sulle attività economiche',
  number: 'D.Lgs. 103/2024',
  date: '2024-07-12',
};
const article5: Source = {
  ...decree,
  article: 'art. 5, comma 3',
  address: 'https://rls.firenze.cgil.it/it/component/tags/tag/d-lgs-12-luglio-2024-n-103',
  read: 'text',
};
const lowRiskReport: Source = {
  ...decree,
  address:
    'https://fiscoetasse.com/index.php/amp/normativa-prassi/13387-semplificazione-dei-controlli-sulle-attivita-economiche-il-testo-del-dlgs-in-gu.html',
  read: 'report',
};
const jointReport: Source = {
  ...decree,
  address: 'https://blu-way.it/2024/07/19/semplificati-i-controlli-sulle-attivita-economiche',
  read: 'report',
};

/**
 * Italy's D.Lgs. 103/2024: no two controls at a time unless joint, ordinary controls at low risk at
 * most once a year. The months after a clean control are ranges of the enterprise: `exemptAfter`.
 * The cap holds for the horizon, so the horizon should be a year. Errors: parameters out of range,
 * at places like `options.max`.
 * O(size of the options).
 */
export const italy103 = (
  options: Italy103Options = {},
): E.Either<NonEmptyArray<LocatedError>, PolicyPack> =>
  pipe(
    decodeOptions(Italy103Options, options),
    E.map((given) => {
      const { lowRisk = ['low'], max = 1, each, kinds = [ROUTINE] } = given;
      const { causeKinds = ['case'] } = given;
      const { safetyTopics = ['work-safety', 'sicurezza sul lavoro'] } = given;
      const atOnce =
        'Controls for safety at work, and those asked for by a court or a detailed report, are made at once.';
      return {
        title: 'D.Lgs. 103/2024',
        policy: {
          classify: [{ domain: 'key', topics: safetyTopics }],
          protected: { domains: ['key'], kinds: causeKinds },
          caps: [
            {
              id: 'basso rischio',
              max,
              ...(each && { each }),
              counts: { kinds },
              appliesTo: { grade: lowRisk },
            },
          ],
          spacing: 1,
        },
        clauses: [
          { field: 'classify', says: atOnce, source: article5 },
          { field: 'protected', says: atOnce, source: article5 },
          {
            field: 'caps[0]',
            says: 'Ordinary controls of holders of a report of low risk: not more than once a year. That all departments together have one visit is our own reading.',
            source: lowRiskReport,
          },
          {
            field: 'spacing',
            says: 'No two different inspections of one operator at the same time, unless joint: two on-site visits on one day are close, and avoided. A joint inspection is one visit.',
            source: jointReport,
          },
        ],
        notCovered: [
          'Exemption from the same controls for ten months after a clean one: exemptAfter gives the range, and the range exempts all controls that are not protected.',
          'Notice of at least ten days before a control.',
          'Fiscal, anti-mafia, economic police, and defence controls, to which the decree does not apply.',
          'The file of the enterprise, and notices to put a fault right instead of a fine.',
          'A day without two visits is a preference: the dates avoid them where capacity allows.',
        ],
      };
    }),
  );
