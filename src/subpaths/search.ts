// The search for visits and for dates, step by step, and its stop rules.
export { defaultSearchSteps } from '../consolidate/effort';
export { type Incumbent, incumbents } from '../plan/incumbents';
export { defaultDateSteps } from '../plan/steps';
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
} from '../plan/stop-rules';
export { schedules } from '../replan/reschedule';
