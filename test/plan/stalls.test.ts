import { plan, verify } from 'inspection-consolidation';
import { describe, expect, it } from 'vitest';
import { decoded } from '../support/decoded';
import { runs } from '../support/runs';
import { stalls } from '../support/stalls';

/** Seconds of processor, generous for a busy machine; each of these once took a minute or more, or never ended. */
const mostSeconds = 15;

const processorSeconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

/** The quickest first. */
const once = [
  'cap-80',
  'cap-objects-2000',
  'own-departments-20',
  'slow-under-cap',
  'daily-decade',
  'durations-2000',
  'occasions-12000',
];

describe('registries that once stalled', () => {
  it.each(stalls.filter(({ name }) => once.slice(0, runs(6, 7)).includes(name)))('plans $name', (stall) => {
    const registry = decoded(stall.registry());
    const before = processorSeconds();
    const planned = plan(registry);
    expect(processorSeconds() - before).toBeLessThan(mostSeconds);
    expect(planned.summary.lowerBound).toBeLessThanOrEqual(planned.summary.visits);
    expect(verify(registry, planned)).toEqual([]);
  });
});
