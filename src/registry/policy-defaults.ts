import { civilOf, parseDay } from './day';
import type { DomainSettings, Policy, Protection } from './policy';
import type { Horizon } from './registry';

/** A policy in force: every field present. */
export type ResolvedPolicy = Required<Omit<Policy, 'protected'>> & {
  readonly protected: Required<Protection>;
};

/** The domain of items that no classification matches. */
export const GENERAL = 'general';

/** 重点: the domain that is protected by default. */
const KEY = 'key';

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

/** Methods that enter no premises. */
const OFF_SITE: NonNullable<Policy['methods']> = Object.fromEntries(
  ['documents', 'remote', '书面检查', '书面核查', '远程检查', '非现场检查'].map((method) => [
    method,
    { onSite: false },
  ]),
);

const protectionOf = ({ domains = [], kinds = [] }: Protection): Required<Protection> => ({
  domains,
  kinds,
});

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
    {
      domain: KEY,
      topics: ['fire', 'work-safety', 'ecological-safety', '消防', '安全生产', '生态安全'],
    },
  ],
  domains: policy?.domains ?? DEFAULT_DOMAINS,
  methods: policy?.methods ?? OFF_SITE,
  apart: policy?.apart ?? [],
  recognise: policy?.recognise ?? false,
  capByGrade: policy?.capByGrade ?? {},
  protected: protectionOf(policy?.protected ?? { domains: [KEY] }),
  caps: policy?.caps ?? [],
  quiet: policy?.quiet ?? [],
  leads: policy?.leads ?? [],
  spacing: policy?.spacing ?? 0,
  travelMinutes: policy?.travelMinutes ?? 0,
});

/**
 * 必检: whether occurrences of a domain and a kind are served whatever white lists, quiet days and
 * caps say (model §3). O(size of `protected`)
 */
export const isProtected = (
  { protected: { domains, kinds } }: Pick<ResolvedPolicy, 'protected'>,
  domain: string,
  kind: string,
): boolean => domains.includes(domain) || kinds.includes(kind);

/** 日常: the kind of items that state none. */
export const ROUTINE = 'routine';

/** The policy in force in a frame. O(1). */
export const policyIn = ({
  policy,
  horizon,
}: {
  readonly policy?: Policy;
  readonly horizon: Horizon;
}): ResolvedPolicy => policyWithDefaults(policy, civilOf(parseDay(horizon.start)).year);
