import { isLeft } from 'fp-ts/Either';
import { formatError } from '../../src/codec/located-error';
import type { Registry, RegistryInput } from '../../src/registry/registry';
import { decodeRegistry } from '../../src/registry/registry-codec';

/** The decoded registry; throws where it is not valid. */
export const decoded = (input: RegistryInput): Registry => {
  const result = decodeRegistry(input);
  if (isLeft(result)) throw new Error(result.left.map(formatError).join('\n'));
  return result.right;
};
