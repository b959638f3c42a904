import type { Registry } from '../registry/registry';

/** Enterprises with their rows; without `pins`, the pins of the frame apply. */
export type ExpandedRows = Pick<
  Registry,
  'enterprises' | 'assignments' | 'history' | 'done' | 'due' | 'pins'
>;
