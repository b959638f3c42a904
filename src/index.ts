// What comes in

// What a person asks of a plan
export { type CompareOptions, compare } from './answers/compare/compare';
export type {
  AddedVisit,
  ChangedVisit,
  Comparison,
  FieldDifference,
  FigureDifference,
  GroupTally,
  MovedVisit,
  OccurrenceDifference,
  OccurrenceFate,
  OccurrenceTally,
  RemovedVisit,
  Standing,
  VisitDifference,
  VisitFate,
  VisitTally,
} from './answers/compare/comparison';
export { explainPair } from './answers/explain/explain-pair';
export { explainVisit } from './answers/explain/explain-visit';
export type {
  BeforeAfter,
  CapRaised,
  EnterpriseExplanation,
  Explanation,
  LeadCandidate,
  LeadExplanation,
  PairExplanation,
  Placed,
  Saving,
  UnservedGroup,
  UnservedItem,
  VisitCap,
  VisitExplanation,
  VisitPlace,
  VisitRef,
  WitnessPair,
} from './answers/explain/explanation';
export type { DatedOccurrence, DaySpan, Named, NamedOccurrence } from './answers/explain/named';
export type { PatchedPolicy, PolicyChange } from './answers/explain/policy-change';
export type {
  ApartFinding,
  DepartmentsFinding,
  EqualityFinding,
  EqualityName,
  FoundValue,
  GuestsFinding,
  MinutesFinding,
  RatioFinding,
  RuleFinding,
} from './answers/explain/rule-finding';
export type {
  HostFinding,
  HostTrial,
  Meeting,
  Possible,
  Separation,
} from './answers/explain/separation';
export { revisionSentences } from './answers/sentences/revision-sentences';
export { type Language, type SentenceOptions, sentences } from './answers/sentences/sentences';
export {
  type DepartmentTally,
  type Report,
  type SummariseOptions,
  summarise,
} from './answers/summarise';
export { type TaskRow, taskRows } from './answers/tasks/task-rows';
export {
  type TaskItem,
  type TaskSheet,
  type TaskSheetOptions,
  type TaskVisit,
  taskSheets,
} from './answers/tasks/task-sheets';
export { taskText } from './answers/tasks/task-text';
export { type VerifyOptions, verify } from './answers/verify/verify';
export type { Violation } from './answers/verify/violation';
export {
  type TeamWeekRow,
  type Workload,
  type WorkloadColumns,
  type WorkloadRow,
  workload,
} from './answers/workload';
export { formatError, type LocatedError } from './codec/located-error';
export { consolidate } from './consolidate/consolidate';
export type { ConsolidateOptions, Consolidation } from './consolidate/consolidation';
export { defaultSteps } from './consolidate/effort';
export { decodeRegistry, recordDecoder } from './decode/decode-registry';
export { type OccurrenceRow, occurrenceRows } from './occurrences/occurrence-rows';
export { type Occurrences, occurrencesOf } from './occurrences/occurrences';
export { permanentRandomNumber } from './occurrences/random-number';
// What goes out
export { certificatesText } from './output/certificates-text';
export { decodeCertificates, type PlanCertificates } from './output/decode-certificates';
export { decodePlan } from './output/decode-plan';
export type { Certificate, Plan } from './output/plan';
export type { PlanColumns } from './output/plan-columns';
export type {
  OccurrenceRef,
  PlanDocument,
  Summary,
  Unserved,
  UnservedReason,
  Visit,
} from './output/plan-document';
export { planText } from './output/plan-text';
export type { Shortfall } from './output/shortfall';
export type { VisitFilter } from './output/views';
// The search, step by step
export { type Incumbent, incumbents, type SearchOptions } from './plan/incumbents';
// The whole algorithm, and its stages for those who want only one
export { plan, planner } from './plan/plan';
export type { DateOptions, FrameRows, PlanOptions } from './plan/stages';
export {
  abortedBy,
  allOf,
  anyOf,
  clockAt,
  gapAtMost,
  overloadAtMost,
  type Progress,
  type StopRule,
  stepsAtLeast,
  visitsAtMost,
} from './plan/stop-rules';
export type { Criteria } from './registry/criteria';
export type { Department } from './registry/department';
// A plan through its year
export type { DoneVisit } from './registry/done-visit';
export type { Due } from './registry/due';
export type { Enterprise } from './registry/enterprise';
export type { EnterpriseRecord, EnterpriseRecordInput } from './registry/enterprise-record';
export { decodeFrame, type Frame } from './registry/frame';
export type { Frequency, Per } from './registry/frequency';
export type { Item } from './registry/item';
export type { Pin } from './registry/pin';
export type { Classification, DomainSettings, MethodSettings, Policy } from './registry/policy';
export { policyWithDefaults, type ResolvedPolicy } from './registry/policy-defaults';
export type { DateRange, DateText, Season } from './registry/range';
export type {
  Assignment,
  Calendar,
  Horizon,
  PastInspection,
  Registry,
  RegistryInput,
} from './registry/registry';
export type { RegistryError } from './registry/registry-codec';
export { explainEnterprise } from './replan/explain-enterprise';
export { type RegroupOptions, regroup } from './replan/regroup';
export { type ScheduleOptions, schedule, schedules } from './replan/reschedule';
export { separately } from './replan/separately';
export { type Mover, type Shortage, shortages } from './replan/shortages';
export type { Cause } from './revise/causes';
export { type Change, decodeChanges } from './revise/change';
export type { Revision, VisitChange, VisitState } from './revise/log';
export type { Preference } from './revise/most-kept';
export { type ReviseOptions, revise } from './revise/revise';
// When items may share a visit
export {
  type CountLimit,
  countLimit,
  type Equality,
  type Exception,
  equality,
  exception,
  firstBroken,
  holds,
  type Rule,
  type RuledItem,
  type Similarity,
  type SumLimit,
  similarity,
  sumLimit,
} from './rules/rule';
export {
  apart,
  type DomainRules,
  durationRatio,
  maxDepartments,
  maxMinutes,
  type RuleBook,
  rulesOf,
  sameDepartment,
  sameLevel,
  sameMethod,
  sameObject,
  sameTopic,
  withRules,
} from './rules/rule-book';
export { partitionByDomain, ruledItems } from './rules/ruled-items';
export { chooseDays, type VisitsToDate } from './schedule/choose-days';
export { commonDays, type VisitDays } from './schedule/visit-days';
// Registries that do not fit into memory
export type { EnterprisePlan, StreamRow, StreamSummary } from './stream/enterprise-plan';
export { planEnterprises, type StreamOptions } from './stream/plan-enterprises';
export { type LineResult, planLines, planLinesAsync } from './stream/plan-lines';
