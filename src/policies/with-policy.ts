import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import type { NonEmptyArray } from 'fp-ts/NonEmptyArray';
import { decodeLocated } from '../codec/codec';
import type { LocatedError } from '../codec/located-error';
import { type Cap, Policy } from '../registry/policy';
import type { PolicyPack } from './pack';

/** Own caps replace the caps with their ids, in place; the others follow. */
const joinedCaps = (caps: readonly Cap[], own: readonly Cap[]): readonly Cap[] => [
  ...caps.map((cap) => own.find(({ id }) => id === cap.id) ?? cap),
  ...own.filter(({ id }) => !caps.some((cap) => cap.id === id)),
];

/**
 * The policy of a pack with fields of one's own. A field given in `own` replaces the pack's field
 * whole, with two exceptions. In `domains`, `methods` and `capByGrade`, an own entry replaces the
 * entry of its name, and other entries stay. In `caps`, an own cap replaces the cap of its id in
 * place, and other own caps follow the pack's. A field that the pack leaves out is the own one.
 * Packs compose: `withPolicy(first, second.policy)`. Errors: those of a policy, at places like
 * `own.caps[0].max`.
 * O(size of both).
 */
export const withPolicy = (
  { policy }: Pick<PolicyPack, 'policy'>,
  own: Policy,
): E.Either<NonEmptyArray<LocatedError>, Policy> =>
  pipe(
    decodeLocated(Policy, own, ['own']),
    E.map((given) => {
      const { domains, methods, capByGrade, caps } = given;
      return {
        ...policy,
        ...given,
        ...(policy.domains && domains && { domains: { ...policy.domains, ...domains } }),
        ...(policy.methods && methods && { methods: { ...policy.methods, ...methods } }),
        ...(policy.capByGrade &&
          capByGrade && { capByGrade: { ...policy.capByGrade, ...capByGrade } }),
        ...(policy.caps && caps && { caps: joinedCaps(policy.caps, caps) }),
      };
    }),
  );
