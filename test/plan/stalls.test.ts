import { plan, verify } from 'inspection-consolidation';
import { describe, expect, it } from 'vitest';
import { decoded } from '../support/decoded';
import { runs } from '../support/runs';
import { stalls } from '../support/stalls';

/**
 * Each of these once took a minute or more, or never ended; a machine may be ten times slower than
 * a free one.
 */
const mostMilliseconds = 100_000;

/** The quickest first. */
const once = [
  'slow-under-cap',
  'durations-2000',
  'cap-objects-2000',
  'own-departments-20',
  'daily-decade',
  'cap-80',
  'occasions-12000',
];

describe('registries that once stalled', () => {
  it.each(stalls.filter(({ name }) => once.slice(0, runs(4, 7)).includes(name)))(
    'plans $name',
    (stall) => {
      const registry = decoded(stall.registry());
      const planned = plan(registry);
      expect(planned.summary.lowerBound).toBeLessThanOrEqual(planned.summary.visits);
      expect(verify(registry, planned)).toEqual([]);
    },
    mostMilliseconds,
  );
});
