import type { Frequency } from '../../src/registry/frequency';
import type { Item } from '../../src/registry/item';
import type { DomainSettings } from '../../src/registry/policy';
import type { RegistryInput } from '../../src/registry/registry';
import { dice } from './amended';

/** Options of the registries. */
export interface HostedOptions {
  /** Enterprises have visit caps, and methods off site may share visits with methods on site. */
  readonly caps: boolean;
}

const HORIZONS = [
  ['2026-01-01', '2026-12-31'],
  ['2026-01-01', '2026-06-30'],
  ['2026-01-31', '2027-01-30'],
  ['2024-02-29', '2025-02-27'],
  ['2026-03-02', '2026-05-31'],
] as const;

/**
 * A registry of one enterprise with few hosts: two to four domains that are one another's guests,
 * items kept apart, windows and limits of all sizes. Equal seeds give the same registry.
 */
export const hostedRegistry = (seed: number, { caps }: HostedOptions): RegistryInput => {
  const roll = dice(seed);
  const pick = <A>(list: readonly A[]): A => list[roll(list.length)];
  const chance = (percent: number): boolean => roll(100) < percent;
  const names = ['key', 'general', 'g1', 'g2'];
  const [turn, domainCount] = [roll(4), 2 + roll(3)];
  const domains = [...names.slice(turn), ...names.slice(0, turn)].slice(0, domainCount);
  // One domain hosts all others, and has an item that is kept apart from one of theirs.
  const plain = chance(60);
  const settings = (own: string): DomainSettings =>
    plain
      ? {
          window: pick([1, 0.5, 0.3]),
          ...(chance(10) ? { sameMethod: true } : {}),
          guests: own === domains[0] ? domains.slice(1) : [],
        }
      : {
          window: pick([1, 1, 0.9, 0.5, 0.3, 0.1]),
          ...(chance(30) ? { sameMethod: true } : {}),
          ...(chance(15) ? { sameObject: true } : {}),
          ...(chance(10) ? { sameTopic: true } : {}),
          ...(chance(10) ? { sameLevel: true } : {}),
          ...(chance(40) ? { durationRatio: pick([1, 1.1, 1.15, 1.5, 2, null]) } : {}),
          ...(chance(40) ? { maxMinutes: pick([60, 90, 100, 120, null]) } : {}),
          ...(chance(25) ? { maxDepartments: pick([1, 2, 3]) } : {}),
          guests: domains.filter((domain) => domain !== own && chance(55)),
        };
  const frequency = (): Frequency =>
    pick<Frequency>([
      { times: 1 },
      { times: 2 },
      { times: 3, per: 'horizon' },
      { times: 1, per: 'half-year' },
      { times: 2, per: 'half-year' },
      { times: 2.74, per: 'horizon' },
      { times: 1, per: 'quarter' },
    ]);
  const items = Array.from(
    { length: plain ? 4 : 3 + roll(3) },
    (_, i): Item => ({
      id: `i${i}`,
      department: `d${roll(3)}`,
      domain: plain && i < 3 ? domains[i % domains.length] : pick(domains),
      minutes: plain ? 40 : pick([30, 40, 45, 50, 60, 100, 115]),
      frequency: frequency(),
      ...(chance(caps ? 45 : plain ? 5 : 20)
        ? { method: pick(['documents', 'remote', 'sampling']) }
        : {}),
      ...(chance(20) ? { topic: pick(['fire', 'food']) } : {}),
      appliesTo: {},
    }),
  );
  const [start, end] = pick(HORIZONS);
  return {
    horizon: { start, end },
    departments: [{ id: 'd0', level: 'city' }, { id: 'd1' }, { id: 'd2', level: 'township' }],
    items,
    enterprises: [{ id: `E${seed}`, ...(caps ? { visitCap: roll(5) } : {}) }],
    policy: {
      domains: Object.fromEntries(domains.map((domain) => [domain, settings(domain)])),
      ...(chance(30)
        ? {
            methods: {
              documents: { onSite: false, group: 'g' },
              remote: { onSite: false },
              sampling: { group: 'g' },
            },
          }
        : {}),
      ...(chance(60) ? { apart: [[`i${roll(items.length - 1) + 1}`, 'i0']] } : {}),
    },
  };
};
