import type { RegistryInput } from '../../src/registry/registry';
import { registryLines } from '../stream/registry-lines';

/** Two departments, two items, one enterprise: two occurrences that one visit serves. */
export const smallRegistry: RegistryInput = {
  horizon: { start: '2026-01-01', end: '2026-12-31' },
  departments: [{ id: 'fire' }, { id: 'market' }],
  items: [
    {
      id: 'XF-01',
      department: 'fire',
      domain: 'general',
      minutes: 45,
      frequency: { times: 1 },
      appliesTo: {},
    },
    {
      id: 'SC-01',
      department: 'market',
      domain: 'general',
      minutes: 30,
      frequency: { times: 1 },
      appliesTo: {},
    },
  ],
  enterprises: [{ id: 'E-1' }],
};

/** A registry as the text that `stream` reads. */
export const ndjson = (registry: RegistryInput): string =>
  registryLines(registry)
    .map((line) => `${line}\n`)
    .join('');
