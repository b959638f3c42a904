import type { Codec } from '../codec/codec';
import { misfitAt } from '../codec/place';
import { arrayOf, optional, pairOf, recordOf, struct } from '../codec/shapes';
import {
  atLeast0,
  atMost,
  id,
  integer,
  integerFrom,
  limitOrNull,
  MOST_MINUTES,
  numberThat,
  oneOf,
  text,
  truth,
} from '../codec/values';
import { Criteria } from './criteria';
import { MonthDays, Season } from './range';

/** Puts an item into a domain if its topic or its department is listed. */
export interface Classification {
  readonly domain: string;
  readonly topics?: readonly string[];
  readonly departments?: readonly string[];
}

/** The rules for visits of one domain; a setting left out is no rule. */
export interface DomainSettings {
  /** The middle share of a cycle in which an occurrence may be visited, 0 < window ≤ 1. */
  readonly window: number;
  readonly sameObject?: boolean;
  readonly sameMethod?: boolean;
  readonly sameTopic?: boolean;
  readonly sameLevel?: boolean;
  readonly sameDepartment?: boolean;
  /** Longest item minutes ≤ durationRatio × shortest; from 1 to 1,000,000,000. `null`: no limit. */
  readonly durationRatio?: number | null;
  /** Most elapsed minutes of a joint visit; from 1 to 1,000,000,000. `null`: no limit. */
  readonly maxMinutes?: number | null;
  /** Most departments in a joint visit, an integer ≥ 1. */
  readonly maxDepartments?: number;
  /** Domains whose items may join a visit of this domain. */
  readonly guests?: readonly string[];
}

/** Settings of one method of inspection. */
export interface MethodSettings {
  /** Whether inspectors enter the premises; defaults to true. */
  readonly onSite?: boolean;
  /** Methods of one group agree with one another. */
  readonly group?: string;
}

/**
 * 必检: items of these domains, and items of these kinds, are checked whatever white lists, quiet
 * days and caps say. A list left out is empty.
 */
export interface Protection {
  readonly domains?: readonly string[];
  /** 检查类别: kinds of items. */
  readonly kinds?: readonly string[];
}

/**
 * 安静期: days on which some enterprises are checked only for protected items and tasks. Exactly one
 * of `monthDays` and `season` is given.
 */
export interface Quiet {
  readonly monthDays?: MonthDays;
  readonly season?: Season;
  /** Absent: every enterprise. */
  readonly appliesTo?: Criteria;
}

/** 牵头: departments that lead the visits that meet each of the other fields given. */
export interface Lead {
  /** Ids; the first of them that takes part leads. */
  readonly departments: readonly string[];
  /** The visit's domain is one of these. */
  readonly domains?: readonly string[];
  /** An item's topic is one of these. */
  readonly topics?: readonly string[];
  /** An item's object is one of these. */
  readonly objects?: readonly string[];
}

/** The occurrences that a cap counts: those of which everything holds that is stated. */
export interface CapCounts {
  /** 检查类别: the item's kind is one of these. */
  readonly kinds?: readonly string[];
  /** Ids of departments. */
  readonly departments?: readonly string[];
  readonly levels?: readonly string[];
  readonly domains?: readonly string[];
  /** Whether checks off site count as well; default: false. */
  readonly offSite?: boolean;
}

/** 频次上限: the most visits of an enterprise within the horizon that have a counted occurrence. */
export interface Cap {
  readonly id: string;
  /** An integer ≥ 0. */
  readonly max: number;
  /** `department`: one cap for each department, for its own occurrences alone. */
  readonly each?: 'department';
  /** Absent: all on-site occurrences. */
  readonly counts?: CapCounts;
  /** Absent: every enterprise. */
  readonly appliesTo?: Criteria;
}

/** 统筹规则: the parameters of merging. A field that is given replaces its default whole. */
export interface Policy {
  /** Integer; part of every permanent random number. Defaults to 1. */
  readonly seed?: number;
  /**
   * Integer; defaults to the horizon's first year. Each round continues the turns of the round
   * before, where `times` is fractional.
   */
  readonly round?: number;
  /** First match wins, else `general`. */
  readonly classify?: readonly Classification[];
  readonly domains?: Readonly<Record<string, DomainSettings>>;
  readonly methods?: Readonly<Record<string, MethodSettings>>;
  /** Pairs of item ids that never share a visit. */
  readonly apart?: ReadonlyArray<readonly [string, string]>;
  /** 结果互认 */
  readonly recognise?: boolean;
  /** 频次上限 by grade of enterprise. */
  readonly capByGrade?: Readonly<Record<string, number>>;
  readonly protected?: Protection;
  /** 频次上限 in their order, before an enterprise's own cap; ids differ. */
  readonly caps?: readonly Cap[];
  readonly quiet?: readonly Quiet[];
  /** The first entry that a visit meets, and whose departments take part, names the lead. */
  readonly leads?: readonly Lead[];
  /**
   * An on-site visit is close when it comes less than this number of days after the enterprise's
   * on-site visit before it; an integer from 0 to 366, default 0: no visit is close.
   */
  readonly spacing?: number;
  /**
   * Minutes of travel that each department spends per visit on top of its items, at most 1,000,000.
   */
  readonly travelMinutes?: number;
}

export const Classification: Codec<Classification> = struct<Classification>('Classification', {
  domain: id,
  topics: optional(arrayOf(text)),
  departments: optional(arrayOf(id)),
});

export const DomainSettings: Codec<DomainSettings> = struct<DomainSettings>('DomainSettings', {
  window: numberThat('Window', 'a number above 0, at most 1', (value) => value > 0 && value <= 1),
  sameObject: optional(truth),
  sameMethod: optional(truth),
  sameTopic: optional(truth),
  sameLevel: optional(truth),
  sameDepartment: optional(truth),
  durationRatio: optional(limitOrNull),
  maxMinutes: optional(limitOrNull),
  maxDepartments: optional(integerFrom(1)),
  guests: optional(arrayOf(id)),
});

export const MethodSettings: Codec<MethodSettings> = struct<MethodSettings>('MethodSettings', {
  onSite: optional(truth),
  group: optional(text),
});

const Apart: Codec<readonly [string, string]> = pairOf(id, {
  also: ([first, second], place) => {
    if (first === second) misfitAt(place, [1], 'an item other than the first', second);
  },
});

export const Protection: Codec<Protection> = struct<Protection>('Protection', {
  domains: optional(arrayOf(id)),
  kinds: optional(arrayOf(text)),
});

export const Quiet: Codec<Quiet> = struct<Quiet>(
  'Quiet',
  { monthDays: optional(MonthDays), season: optional(Season), appliesTo: optional(Criteria) },
  {
    also: (quiet, place) => {
      if ((quiet.monthDays === undefined) === (quiet.season === undefined))
        misfitAt(place, [], 'days by either monthDays or season', quiet);
    },
  },
);

export const Lead: Codec<Lead> = struct<Lead>('Lead', {
  departments: arrayOf(id, { nonEmpty: true }),
  domains: optional(arrayOf(id)),
  topics: optional(arrayOf(text)),
  objects: optional(arrayOf(text)),
});

const CapCounts: Codec<CapCounts> = struct<CapCounts>('CapCounts', {
  kinds: optional(arrayOf(text)),
  departments: optional(arrayOf(id)),
  levels: optional(arrayOf(text)),
  domains: optional(arrayOf(id)),
  offSite: optional(truth),
});

export const Cap: Codec<Cap> = struct<Cap>('Cap', {
  id,
  max: integerFrom(0),
  each: optional(oneOf<'department'>('Each', 'department')),
  counts: optional(CapCounts),
  appliesTo: optional(Criteria),
});

export const Policy: Codec<Policy> = struct<Policy>('Policy', {
  seed: optional(integer),
  round: optional(integer),
  classify: optional(arrayOf(Classification)),
  domains: optional(recordOf(DomainSettings)),
  methods: optional(recordOf(MethodSettings)),
  apart: optional(arrayOf(Apart)),
  recognise: optional(truth),
  capByGrade: optional(recordOf(integerFrom(0))),
  protected: optional(Protection),
  caps: optional(arrayOf(Cap)),
  quiet: optional(arrayOf(Quiet)),
  leads: optional(arrayOf(Lead)),
  spacing: optional(atMost(366, integerFrom(0))),
  travelMinutes: optional(atMost(MOST_MINUTES, atLeast0)),
});
