// What comes in
export { type LocatedError, formatError } from './codec/located-error';
export { type RegistryError, decodeRegistry } from './registry/decode-registry';
export type { Criteria } from './registry/criteria';
export type { Department } from './registry/department';
export type { Enterprise } from './registry/enterprise';
export type { Frequency, Per } from './registry/frequency';
export type { Item } from './registry/item';
export type { Classification, DomainSettings, MethodSettings, Policy } from './registry/policy';
export { type ResolvedPolicy, policyWithDefaults } from './registry/policy-defaults';
export type { DateRange, DateText, Season } from './registry/range';
export type { Assignment, Calendar, Horizon, PastInspection, Registry, RegistryInput } from './registry/registry';

// The whole algorithm, and its stages for those who want only one
export { type PlanOptions, plan } from './plan';
export { type OccurrenceRow, type Occurrences, occurrenceRows, occurrencesOf } from './occurrences/occurrences';
export { permanentRandomNumber } from './occurrences/random-number';
export { type ConsolidateOptions, type Consolidation, consolidate } from './consolidate/consolidate';
export { type Effort, defaultEffort } from './consolidate/solve';
export { type VisitsToDate, chooseDays } from './schedule/choose-days';

// When items may share a visit
export {
  type CountLimit,
  type Equality,
  type Exception,
  type Rule,
  type RuledItem,
  type Similarity,
  type SumLimit,
  countLimit,
  equality,
  exception,
  firstBroken,
  holds,
  similarity,
  sumLimit,
} from './rules/rule';
export {
  type DomainRules,
  type RuleBook,
  apart,
  durationRatio,
  maxDepartments,
  maxMinutes,
  rulesOf,
  sameDepartment,
  sameLevel,
  sameMethod,
  sameObject,
  sameTopic,
  withRules,
} from './rules/rule-book';
export { partitionByDomain, ruledItems } from './rules/ruled-items';

// What goes out
export type { Certificate, Plan, PlanColumns } from './output/plan';
export type { OccurrenceRef, PlanDocument, Summary, Unserved, UnservedReason, Visit } from './output/plan-document';
export { decodePlan } from './output/decode-plan';
export { planText } from './output/plan-text';

// What a person asks of a plan
export { type Report, summarise } from './answers/summarise';
export { verify } from './answers/verify/verify';
export type { Violation } from './answers/verify/violation';
