import { calendarFrom } from '../calendar/china-days';
import type { Calendar, Horizon } from '../registry/registry';

export const horizon2026: Horizon = { start: '2026-01-01', end: '2026-12-31' };

/** Public holidays of 2026 and the weekends worked for them, by the State Council's notice. */
export const calendar2026: Calendar = calendarFrom(horizon2026);
