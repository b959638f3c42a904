import { isLeft } from 'fp-ts/Either';
import { expect } from 'vitest';
import { verify } from '../../src/answers/verify/verify';
import { formatError } from '../../src/codec/located-error';
import type { PlanDocument } from '../../src/output/plan-document';
import type { Registry } from '../../src/registry/registry';
import type { Change } from '../../src/revise/change';
import type { Revision } from '../../src/revise/log';
import { type ReviseOptions, revise } from '../../src/revise/revise';

/** The revision, which must be accepted and valid. */
export const revised = (
  registry: Registry,
  plan: PlanDocument,
  changes: readonly Change[],
  options: ReviseOptions = {},
): Revision => {
  const result = revise(registry, plan, changes, options);
  if (isLeft(result)) throw new Error(result.left.map(formatError).join('\n'));
  expect(verify(result.right.registry, result.right.plan)).toEqual([]);
  return result.right;
};

/** The published visits that are still to be made. */
export const stillToCome = (
  { visits }: PlanDocument,
  { frozenThrough = '' }: Registry,
): PlanDocument['visits'] => visits.filter(({ date }) => date > frozenThrough);
