import { misfitsOf } from '../../codec/codec';
import { amendmentMisfits } from '../../decode/check-amendments';
import { Policy } from '../../registry/policy';
import type { Reading } from './reading';

/**
 * Whether `decodeRegistry` accepts the registry under another policy: the policy's numbers are in
 * range, and no more pins, of whichever enterprise, are impossible than before.
 * O(occurrences of all enterprises that pins name × days).
 */
export const isAccepted = ({ pinned }: Reading, policy: Policy): boolean => {
  if (misfitsOf(Policy.check, policy).length > 0) return false;
  const after = amendmentMisfits({ ...pinned, policy });
  return after.length === 0 || after.length <= amendmentMisfits(pinned).length;
};
