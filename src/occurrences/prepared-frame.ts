import { domainOf } from '../registry/classify';
import type { Department } from '../registry/department';
import type { Enterprise } from '../registry/enterprise';
import type { Frame } from '../registry/frame';
import {
  type ItemByMethod,
  type ItemIndex,
  itemIndexIn,
  itemsByMethod,
} from '../registry/item-methods';
import type { Pin } from '../registry/pin';
import { isProtected, policyIn, type ResolvedPolicy, ROUTINE } from '../registry/policy-defaults';
import { sortedById } from '../registry/sorted';
import { type Narrowing, narrowings, reasonCode } from './allowed-days';
import { type Cadences, cadencesOf } from './cadences';
import { type Patterns, patternsOf } from './cycles';
import { type DaySetPool, daySetPool } from './day-sets';
import { type Bunches, bunchesOf } from './items-by-cadence';
import { applyingTo, type Matcher, matcherOf } from './matching';
import { permanentRandomNumbers } from './random-number';
import { recogniserOf } from './recognition';
import { rankAfter, type Timeline, timelineOf } from './timeline';

/**
 * All data that the occurrences of enterprises follow from, computed from the frame
 * alone. Only the pool grows later.
 */
export interface PreparedFrame {
  readonly departments: readonly Department[];
  readonly items: readonly ItemByMethod[];
  readonly policy: ResolvedPolicy;
  readonly timeline: Timeline;
  /** The first rank that is not frozen. */
  readonly firstFree: number;
  readonly pins: readonly Pin[];
  readonly domains: readonly string[];
  /** 1: item i is protected (必检). */
  readonly protectedItem: Uint8Array;
  readonly itemIndex: ItemIndex;
  readonly matcher: Matcher;
  readonly bunches: Bunches;
  readonly patterns: Patterns;
  readonly cadences: Cadences;
  /** Number of each item's own cadence. */
  readonly cadenceOf: Int32Array;
  readonly pool: DaySetPool;
  readonly narrowingOf: (enterprise: Enterprise) => Narrowing | undefined;
  /** The policy's caps that apply to an enterprise, by index. */
  readonly capsOf: (enterprise: Enterprise) => readonly number[];
  readonly randomNumberOf: (enterpriseId: string) => number;
  readonly recognise: ReturnType<typeof recogniserOf> | undefined;
}

/** Prepares a frame. O(items · log items + size of their criteria). */
export const prepare = (frame: Frame): PreparedFrame => {
  const items = itemsByMethod(frame.items);
  const timeline = timelineOf(frame);
  const policy = policyIn(frame);
  const domains = items.map((item) => domainOf(policy, item));
  const protectedItem = Uint8Array.from(items, ({ kind = ROUTINE }, i) =>
    isProtected(policy, domains[i], kind) ? 1 : 0,
  );
  const pool = daySetPool();
  const firstFree = rankAfter(timeline, frame.frozenThrough);
  const patterns = patternsOf(
    ...([frame.horizon, timeline, pool, policy, domains, items] as const),
    protectedItem,
    firstFree,
  );
  const cadences = cadencesOf(patterns, protectedItem);
  const cadenceOf = Int32Array.from(items, ({ frequency }, i) => cadences.numberOf(i, frequency));
  const matcher = matcherOf(items);
  return {
    departments: sortedById(frame.departments),
    items,
    policy,
    timeline,
    firstFree,
    pins: frame.pins ?? [],
    domains,
    protectedItem,
    itemIndex: itemIndexIn(items),
    matcher,
    bunches: bunchesOf(matcher, cadenceOf, cadences.list.length),
    patterns,
    cadences,
    cadenceOf,
    pool,
    narrowingOf: narrowings(timeline, pool, policy.quiet),
    capsOf: applyingTo(policy.caps),
    randomNumberOf: permanentRandomNumbers(policy.seed),
    recognise: policy.recognise ? recogniserOf(items, domains, reasonCode.recognised) : undefined,
  };
};
