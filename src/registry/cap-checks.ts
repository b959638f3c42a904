import { misfitAt, type Place } from '../codec/place';
import { isPlainObject } from '../codec/shapes';
import { policyWithDefaults } from './policy-defaults';
import { eachRow, fieldOf } from './sound-parts';

/**
 * Notes fallbacks that the policy does not say to be off site, and caps with the id of another.
 * O(size of the input).
 */
export const checkCaps = (input: unknown, place: Place): void => {
  const policy = fieldOf(input, 'policy');
  const given = fieldOf(policy, 'methods');
  const methods: unknown = given === undefined ? policyWithDefaults(undefined, 0).methods : given;
  eachRow(fieldOf(input, 'items'), (row, at) => {
    const fallback = fieldOf(row, 'fallback');
    if (typeof fallback !== 'string' || !isPlainObject(methods)) return;
    if (Object.hasOwn(methods, fallback) && fieldOf(methods[fallback], 'onSite') === false) return;
    misfitAt(
      place,
      ['items', at, 'fallback'],
      'a method that the policy says is off site',
      fallback,
    );
  });
  const ids = new Map<unknown, number>();
  eachRow(fieldOf(policy, 'caps'), (row, at) => {
    const id = fieldOf(row, 'id');
    const first = ids.get(id);
    if (first === undefined) ids.set(id, at);
    else if (id !== undefined)
      misfitAt(
        place,
        ['policy', 'caps', at, 'id'],
        `an id of its own (policy.caps[${first}] has this one)`,
        id,
      );
  });
};
