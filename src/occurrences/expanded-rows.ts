import type { Registry } from '../registry/registry';

/**
 * Enterprises and what is on record of them; pins are those of the frame where they are left out.
 */
export type ExpandedRows = Pick<
  Registry,
  'enterprises' | 'assignments' | 'history' | 'done' | 'due' | 'pins'
>;
