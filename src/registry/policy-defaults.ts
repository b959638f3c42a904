import type { DomainSettings, Policy } from './policy';

/** A policy in force: every field present. */
export type ResolvedPolicy = Required<Policy>;

/** The domain of items that no classification matches. */
export const GENERAL = 'general';

/** The domain whose items must be checked on exempt days too. */
export const KEY = 'key';

const DEFAULT_DOMAINS: Readonly<Record<string, DomainSettings>> = {
  [KEY]: {
    window: 0.5,
    sameObject: true,
    sameMethod: true,
    durationRatio: 2,
    maxMinutes: 240,
    guests: [GENERAL],
  },
  [GENERAL]: {
    window: 1,
    sameObject: true,
    sameMethod: true,
    durationRatio: 3,
    maxMinutes: 240,
    guests: [],
  },
};

/**
 * The policy with its defaults. A field that is given replaces its default whole; `round`
 * defaults to the horizon's first year.
 * O(1).
 */
export const policyWithDefaults = (
  policy: Policy | undefined,
  horizonFirstYear: number,
): ResolvedPolicy => ({
  seed: policy?.seed ?? 1,
  round: policy?.round ?? horizonFirstYear,
  classify: policy?.classify ?? [
    { domain: KEY, topics: ['fire', 'work-safety', 'ecological-safety'] },
  ],
  domains: policy?.domains ?? DEFAULT_DOMAINS,
  methods: policy?.methods ?? {},
  apart: policy?.apart ?? [],
  recognise: policy?.recognise ?? false,
  capByGrade: policy?.capByGrade ?? {},
  travelMinutes: policy?.travelMinutes ?? 0,
});
