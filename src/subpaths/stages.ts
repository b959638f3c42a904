// The stages of a plan, one by one, and the columns that they pass on.
export { consolidate } from '../consolidate/consolidate';
export type { ConsolidateOptions, Consolidation } from '../consolidate/consolidation';
export type { FrameRows } from '../occurrences/frame-rows';
export { type OccurrenceRow, occurrenceRows } from '../occurrences/occurrence-rows';
export { type Occurrences, occurrencesOf } from '../occurrences/occurrences';
export { permanentRandomNumber } from '../occurrences/random-number';
export { columnsOf } from '../output/plan';
export type { PlanColumns } from '../output/plan-columns';
export { planner } from '../plan/plan';
export { policyWithDefaults, type ResolvedPolicy } from '../registry/policy-defaults';
export { chooseDays, type VisitsToDate } from '../schedule/choose-days';
export { commonDays, type VisitDays } from '../schedule/visit-days';
