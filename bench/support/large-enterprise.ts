import { between, pick, streamOf } from '../../src/county/random';
import type { Item } from '../../src/registry/item';
import type { RegistryInput } from '../../src/registry/registry';

/** The kind of object for {@link streamOf}; other benches and the county have other numbers. */
const largeStream = 43;

/**
 * A registry of one enterprise that is owed `items` items, up to four times a year,
 * by 8 departments in two domains; limits bind in nearly every visit.
 * Equal seeds give the same registry.
 */
export const largeEnterprise = (items: number, seed: number): RegistryInput => {
  const random = streamOf(seed, largeStream, items);
  return {
    horizon: { start: '2026-01-01', end: '2026-12-31' },
    departments: Array.from({ length: 8 }, (_, d) => ({ id: `D-${d}` })),
    items: Array.from(
      { length: items },
      (_, i): Item => ({
        id: `I-${i}`,
        department: `D-${between(random, 0, 7)}`,
        domain: pick(random, ['key', 'general', 'general']),
        method: 'on-site',
        object: 'enterprise',
        minutes: 10 * between(random, 3, 24),
        frequency: pick(random, [{ times: 1 }, { times: 1 }, { times: 2 }, { times: 4 }]),
        appliesTo: {},
      }),
    ),
    enterprises: [{ id: 'E' }],
  };
};
