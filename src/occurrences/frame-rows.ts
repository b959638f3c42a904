import type { Registry } from '../registry/registry';

/**
 * Enterprises with their rows, which name no other enterprises; without `pins`, the pins of the
 * frame apply.
 */
export type FrameRows = Pick<
  Registry,
  'enterprises' | 'assignments' | 'history' | 'done' | 'due' | 'pins'
>;
