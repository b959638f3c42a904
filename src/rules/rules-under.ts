import type * as E from 'fp-ts/Either';
import type { NonEmptyArray } from 'fp-ts/NonEmptyArray';
import { checked, functionOf } from '../codec/checked';
import { type Codec, codecOf, decodeLocated } from '../codec/codec';
import type { LocatedError } from '../codec/located-error';
import { misfit } from '../codec/place';
import { arrayOf, isPlainObject, optional, struct } from '../codec/shapes';
import { atLeast0, leaf, numberThat, oneOf, text } from '../codec/values';
import type { ResolvedPolicy } from '../registry/policy-defaults';
import { byText } from '../registry/sorted';
import type { CountLimit, Equality, Exception, Marks, Rule, Similarity, SumLimit } from './rule';
import { type DomainRules, type RuleBook, type Rules, rulesOf } from './rule-book';

const FORMS: { readonly [K in Rule['kind']]: Codec<Extract<Rule, { readonly kind: K }>> } = {
  equality: struct<Equality>('Equality', {
    kind: oneOf('Kind', 'equality'),
    name: text,
    of: functionOf(),
  }),
  similarity: struct<Similarity>('Similarity', {
    kind: oneOf('Kind', 'similarity'),
    name: text,
    of: functionOf(),
    ratio: numberThat('Ratio', 'a number ≥ 1', (value) => value >= 1),
  }),
  exception: struct<Exception>('Exception', {
    kind: oneOf('Kind', 'exception'),
    name: text,
    separates: functionOf(),
    concerns: functionOf(),
    marks: optional(struct<Marks>('Marks', { borne: functionOf(), avoided: functionOf() })),
  }),
  'sum-limit': struct<SumLimit>('SumLimit', {
    kind: oneOf('Kind', 'sum-limit'),
    name: text,
    group: functionOf(),
    weight: functionOf(),
    most: atLeast0,
  }),
  'count-limit': struct<CountLimit>('CountLimit', {
    kind: oneOf('Kind', 'count-limit'),
    name: text,
    group: functionOf(),
    most: atLeast0,
  }),
};

const FORM = leaf(
  'Rule',
  `a rule (kind: ${Object.keys(FORMS).join(', ')})`,
  (value): value is Pick<Rule, 'kind'> =>
    isPlainObject(value) && typeof value.kind === 'string' && Object.hasOwn(FORMS, value.kind),
);

const RuleCodec: Codec<Rule> = codecOf('Rule', (value, place) =>
  (FORM.is(value) ? FORMS[value.kind] : FORM).check(value, place),
);

/** A codec of rule books with one entry for every domain of the policy. */
const bookOf = ({ domains }: ResolvedPolicy): Codec<RuleBook> => {
  const names = Object.keys(domains).sort(byText);
  const domain = oneOf('Domain', ...names);
  const entries = arrayOf(
    struct<DomainRules>('DomainRules', {
      domain,
      guests: arrayOf(domain),
      rules: arrayOf(RuleCodec),
    }),
  );
  return codecOf('RuleBook', (value, place) => {
    entries.check(value, place);
    if (!entries.is(value)) return;
    for (const name of names) {
      const own = value.filter((entry) => entry.domain === name).length;
      if (own !== 1) misfit(place, `one entry for the domain ${JSON.stringify(name)}`, own);
    }
  });
};

/** A codec of rules; {@link bookUnder} checks the rule book. */
export const RulesOption: Codec<Rules> = leaf(
  'Rules',
  'a rule book, or a function from a policy to one',
  (value): value is Rules => Array.isArray(value) || typeof value === 'function',
);

/** Where a rule book is in the options. */
const PLACE = ['options', 'rules'];

const stated = (policy: ResolvedPolicy, rules: Rules): RuleBook =>
  typeof rules === 'function' ? rules(policy) : rules;

/** The rules under a policy, or the errors of their book. */
export const decodeRules = (
  policy: ResolvedPolicy,
  rules: Rules,
): E.Either<NonEmptyArray<LocatedError>, RuleBook> =>
  decodeLocated(bookOf(policy), stated(policy, rules), PLACE);

/** The rule book under a policy; default: the policy's rules. A TypeError where it is none. */
export const bookUnder = (policy: ResolvedPolicy, rules?: Rules): RuleBook =>
  rules === undefined ? rulesOf(policy) : checked(bookOf(policy), stated(policy, rules), PLACE);
