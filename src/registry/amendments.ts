import type { RegistryInput } from './registry';

/**
 * What past visits, tasks and people make of single occurrences; rows may be of enterprises that
 * are not there.
 */
export type Amendments = Required<Pick<RegistryInput, 'done' | 'due' | 'pins'>>;
