import type { RegistryInput } from './registry';

/**
 * The rows of a registry about single occurrences: past visits, extra tasks and pins. A row may
 * name an enterprise that is not there.
 */
export type Amendments = Required<Pick<RegistryInput, 'done' | 'due' | 'pins'>>;
