// Draws the weekly workload of a generated county's departments before and after:
// npx tsx examples/workload-chart.ts [--enterprises 40000]
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import {
  decodeRegistry,
  plan,
  type Registry,
  type RegistryInput,
  separately,
  type Workload,
  workload,
} from 'inspection-consolidation';
import { generateCounty } from 'inspection-consolidation/county';

const { values } = parseArgs({ options: { enterprises: { type: 'string', default: '40000' } } });

const decoded = (input: RegistryInput): Registry =>
  pipe(
    decodeRegistry(input),
    E.getOrElse((): Registry => {
      throw new Error('a county is valid');
    }),
  );

const input = generateCounty({ enterprises: Number(values.enterprises) });
const registry = decoded(input);
/**
 * Without limits on minutes nothing is levelled: every visit is on a
 * random day of its allowed days.
 */
const unlimited = decoded({
  ...input,
  departments: input.departments.map(({ dailyMinutes: _, ...rest }) => rest),
});
const before = workload(registry, plan(separately(unlimited)));
const after = workload(registry, plan(registry));

/** From an empty week to a full one, then beyond. */
const within = ['#f4f7fa', '#dfe9f1', '#c3d7e6', '#a0c1d9', '#78a6c8', '#4d86b0'];
const beyond = ['#f2b263', '#e37f3c', '#c84a23', '#8f1d14'];
const colourOf = (share: number): string =>
  share <= 1 + 1e-9
    ? within[Math.min(within.length - 1, Math.floor(share * within.length))]
    : beyond[Math.min(beyond.length - 1, Math.floor((share - 1) / 0.25))];

const cell = 8;
const left = 150;
const top = 64;
const gap = 24;
const names = new Map(input.departments.map(({ id, name }) => [id, name ?? id]));
const departments = after.columns.departments;
const { weeks } = after.columns;
const width = left + 2 * weeks.length * cell + gap + 12;
const height = top + departments.length * cell + 52;

const panel = ({ teams }: Workload, x: number): string => {
  const cellsOf = new Map<string, string[]>();
  for (const { department, week, minutes, capacity = 0 } of teams) {
    if (capacity === 0) continue;
    const colour = colourOf(minutes / capacity);
    const cells = cellsOf.get(colour) ?? [];
    cells.push(
      `M${x + weeks.indexOf(week) * cell} ${top + departments.indexOf(department) * cell}h7v7h-7z`,
    );
    cellsOf.set(colour, cells);
  }
  return [...cellsOf]
    .map(([colour, cells]) => `<path fill="${colour}" d="${cells.join('')}"/>`)
    .join('\n');
};

const count = (n: number): string => n.toLocaleString('en-US', { maximumFractionDigits: 0 });
const text = (x: number, y: number, content: string, attributes = ''): string =>
  `<text x="${x}" y="${y}" ${attributes}>${content}</text>`;
const overload = ({ teams }: Workload): number => teams.reduce((sum, { short }) => sum + short, 0);
const title = (name: string, of: Workload, x: number): string =>
  [
    text(x, 20, name, 'font-size="13" font-weight="600"'),
    text(x, 38, `${count(overload(of))} minutes above capacity`),
    text(x, 54, `${count(of.trips)} trips of departments to areas`),
  ].join('\n');
const second = left + weeks.length * cell + gap;
const foot = top + departments.length * cell;
const months = ['01', '04', '07', '10'].map((month) => {
  const at = Math.round(((Number(month) - 1) / 12) * weeks.length) * cell;
  return [left, second].map((x) => text(x + at, foot + 14, `2026-${month}`)).join('\n');
});
const legend = [
  text(left, foot + 42, 'load of the week'),
  ...[...within, ...beyond].map(
    (colour, k) =>
      `<rect x="${left + 110 + 14 * k}" y="${foot + 33}" width="13" height="10" fill="${colour}"/>`,
  ),
  text(left + 110, foot + 31, '0', 'font-size="9"'),
  text(
    left + 110 + 14 * within.length,
    foot + 31,
    'capacity',
    'font-size="9" text-anchor="middle"',
  ),
  text(
    left + 110 + 14 * (within.length + beyond.length),
    foot + 31,
    '× 1.75 and more',
    'font-size="9"',
  ),
];

const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="system-ui, 'Noto Sans CJK SC', sans-serif" font-size="11" fill="#222">
<title>Weeks of departments before and after</title>
<rect width="${width}" height="${height}" fill="#fff"/>
${title('Before: each department by itself, on any allowed day', before, left)}
${title('After: joint visits, dates by capacity', after, second)}
${departments.map((id, d) => text(left - 6, top + d * cell + 7, names.get(id) ?? id, 'font-size="7.5" text-anchor="end"')).join('\n')}
${panel(before, left)}
${panel(after, second)}
${months.join('\n')}
${legend.join('\n')}
</svg>
`;
const file = new URL('figures/workload.svg', import.meta.url);
writeFileSync(file, svg);
console.log(
  `${file.pathname}: ${count(overload(before))} minutes above capacity before, ${count(overload(after))} after`,
);
