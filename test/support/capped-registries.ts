import { randomFrom } from '../../bench/support/random';
import type { RegistryInput } from '../../src/registry/registry';

const SEASONS = [
  [{ from: '01-01', to: '04-30' }],
  [{ from: '03-01', to: '08-31' }],
  [{ from: '07-01', to: '12-31' }],
];

/**
 * One enterprise with four to eight occurrences under up to three caps and perhaps a total one, of
 * which many have a fallback. Equal seeds give equal registries.
 */
export const cappedRegistry = (seed: number): RegistryInput => {
  const random = randomFrom(Math.imul(seed + 1, 0x9e3779b1));
  const below = (n: number): number => Math.floor(random() * n);
  const chance = (percent: number): boolean => below(100) < percent;
  const pick = <A>(list: readonly A[]): A => list[below(list.length)];
  const graded = chance(30);
  return {
    horizon: { start: '2026-01-01', end: '2026-12-31' },
    departments: [
      { id: 'fire', name: '消防救援大队', level: 'city' },
      { id: 'market', name: '市场监管局', level: 'city' },
      { id: 'town', level: 'town' },
    ],
    items: Array.from({ length: 4 + below(4) }, (_, i) => ({
      id: `i${i}`,
      department: pick(['fire', 'market', 'market', 'town']),
      domain: chance(25) ? 'key' : 'general',
      kind: pick(['routine', 'routine', 'special', 'case']),
      minutes: pick([20, 30, 60, 90]),
      frequency: { times: i === 0 ? 2 : 1 },
      appliesTo: {},
      ...(chance(30) ? { object: 'kitchen' } : {}),
      ...(chance(30) ? { season: pick(SEASONS) } : {}),
      ...(chance(10) ? { method: 'remote' } : {}),
      ...(chance(45) ? { fallback: pick(['documents', 'remote']) } : {}),
      ...(graded && chance(30) ? { methodByGrade: { A: 'documents' } } : {}),
    })),
    enterprises: [
      {
        ...{ id: 'E', grade: 'A', objects: ['kitchen'] },
        ...(chance(40) ? { visitCap: below(4) } : {}),
      },
    ],
    policy: {
      apart: chance(30) ? [['i0', 'i1']] : [],
      protected: { domains: ['key'], kinds: chance(50) ? ['case'] : [] },
      caps: Array.from({ length: below(4) }, (_, k) => ({
        ...{ id: `cap${k}`, max: below(3) },
        ...(chance(60) ? { each: 'department' as const } : {}),
        counts: {
          ...(chance(40) ? { kinds: ['routine', 'special'] } : {}),
          ...(chance(20) ? { levels: ['city'] } : {}),
          ...(chance(15) ? { offSite: true } : {}),
        },
      })),
    },
  };
};
