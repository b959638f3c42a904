// Chinese working days.
export { chinaCalendar, chinaYears } from '../../calendar/china';
export type { LocatedError } from '../../codec/located-error';
export type { Calendar, Horizon } from '../../registry/registry';
