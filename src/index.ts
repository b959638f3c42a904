// The functions and types that most programs need; the others are in src/subpaths, by subject.
export { advice } from './answers/advice/advice';
export type {
  Advice,
  AlikeTexts,
  CapBelowProtected,
  CapCountsNothing,
  EnterpriseOwedNothing,
  FallbackUnused,
  ItemNotOwed,
  NoCapacity,
  NoOpenDay,
  NotOwed,
  PaddedText,
  PolicyCapBelowProtected,
  Remark,
  TextUse,
  UnclassifiedDepartment,
  UnclassifiedTopic,
  UnknownMethod,
} from './answers/advice/remark';
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
export { type ExplainPairOptions, explainPair } from './answers/explain/explain-pair';
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
export type {
  DatedOccurrence,
  DaySpan,
  Named,
  NamedOccurrence,
  OtherMethod,
  UsedUpCap,
} from './answers/explain/named';
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
export type { Language, LanguageOptions } from './answers/sentences/language';
export { type SentenceOptions, sentences } from './answers/sentences/sentences';
export {
  type DepartmentTally,
  type Report,
  type SummariseOptions,
  summarise,
  type Tally,
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
export type { Violation, ViolationKind } from './answers/verify/violation';
export {
  type TeamWeekRow,
  type Workload,
  type WorkloadColumns,
  type WorkloadRow,
  workload,
} from './answers/workload';
export { formatError, type LocatedError } from './codec/located-error';
export { decodeRegistry } from './decode/decode-registry';
export type { UnderCaps, UsedUpLimit } from './output/certificate';
export { certificatesText } from './output/certificates-text';
export { decodeCertificates, type PlanCertificates } from './output/decode-certificates';
export { decodePlan } from './output/decode-plan';
export type { Certificate, Plan } from './output/plan';
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
export type { SearchOptions } from './plan/incumbents';
export { plan } from './plan/plan';
export type { DateOptions, PlanOptions } from './plan/steps';
export type { Criteria } from './registry/criteria';
export type { Department } from './registry/department';
export type { DoneVisit } from './registry/done-visit';
export type { Due } from './registry/due';
export type { Enterprise } from './registry/enterprise';
export type { Frequency, Per } from './registry/frequency';
export type { Item } from './registry/item';
export type { CompanyPin, DaysPin, Pin, UnmergedPin, VisitPin } from './registry/pin';
export type {
  Cap,
  CapCounts,
  Classification,
  DomainSettings,
  Lead,
  MethodSettings,
  Policy,
  Protection,
  Quiet,
} from './registry/policy';
export type { DateRange, DateText, MonthDays, Season } from './registry/range';
export type {
  Assignment,
  Calendar,
  Horizon,
  PastInspection,
  Registry,
  RegistryInput,
} from './registry/registry';
export { type ExplainEnterpriseOptions, explainEnterprise } from './replan/explain-enterprise';
export { type RegroupOptions, regroup } from './replan/regroup';
export { type ScheduleOptions, schedule } from './replan/reschedule';
export { separately } from './replan/separately';
export { type Mover, type Shortage, shortages } from './replan/shortages';
export type { Cause } from './revise/causes';
export {
  type AssignmentChange,
  type AssignmentEnd,
  type CapacityChange,
  type Change,
  type Closure,
  decodeChanges,
  type EnterpriseChange,
  type Exemption,
  type ExemptionEnd,
  type Invitation,
  type ItemChange,
  type ItemEnd,
  type PinChange,
  type PolicyReplacement,
  type Task,
  type Through,
} from './revise/change';
export type { Revision, VisitChange, VisitState, Why } from './revise/log';
export type { Preference } from './revise/most-kept';
export { type ReviseOptions, revise } from './revise/revise';
