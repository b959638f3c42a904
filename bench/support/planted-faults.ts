/** A fault that somebody might make: a text of a file that is there once, and another in its place. */
export interface PlantedFault {
  readonly file: string;
  readonly right: string;
  readonly wrong: string;
  readonly what: string;
}

const fault = (file: string, what: string, right: string, wrong: string): PlantedFault => ({ file, what, right, wrong });

/** Faults of every stage that the soak must find. */
export const plantedFaults: readonly PlantedFault[] = [
  fault('src/occurrences/cycles.ts', 'a cycle one day longer', '/ times) - offset;', '/ times) - offset + 1;'),
  fault('src/occurrences/cycles.ts', 'frozen days stay open', 'const lo = Math.max(opening, from);', 'const lo = opening;'),
  fault('src/occurrences/cycles.ts', 'a window one day later', 'Math.floor((cycleDays - days) / 2)', 'Math.ceil((cycleDays - days) / 2)'),
  fault('src/occurrences/allowed-days.ts', 'exempt where nothing is open', 'pool.lastOf(open) >= rank', 'pool.lastOf(open) > rank'),
  fault('src/occurrences/amended.ts', 'a task keeps the days of a recognised check', '|| columns.reason[o] === reasonCode.recognised) continue;', ') continue;'),
  fault('src/occurrences/amended.ts', 'a task on frozen days', '[Math.max(lo, firstFree), hi]', '[lo, hi]'),
  fault('src/occurrences/amended.ts', 'no white list for tasks', 'narrow?.(base, domains[columns.item[o]] !== KEY)', 'narrow?.(base, false)'),
  fault('src/occurrences/recognition.ts', 'the shorter of equivalents is kept', 'items[i].minutes <= items[other].minutes', 'items[i].minutes >= items[other].minutes'),
  fault('src/occurrences/turns.ts', 'the grade is not regarded', 'const times = timesOf(cadence, grade);', 'const times = timesOf(cadence, undefined);'),
  fault('src/rules/rule.ts', 'similarity by binary fractions', 'isSimilar(', 'isSimilar('),
];
