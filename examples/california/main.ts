// Plans the fiscal year 2018/19 of California's regulated sites:
// npx tsx examples/california/main.ts [--out folder]
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type California, californiaSites, californiaTable, runCalifornia } from './california';
import { type Staffing, staffingOf, staffingWords } from './staffing';

const { values } = parseArgs({ options: { out: { type: 'string' } } });
export const california: California = runCalifornia();
export const staffing: Staffing = staffingOf(californiaSites());

const table = californiaTable(california);
const widths = table[0].map((_, column) => Math.max(...table.map((row) => row[column].length)));
for (const row of table) {
  const cells = row.map((cell, column) =>
    column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]),
  );
  console.log(cells.join('  ').trimEnd());
}

console.log(`
Assumed: 60 to 120 minutes an inspection; the intervals of the law; one third of the sites due in a year where the interval is
three years, chosen by permanent random number. The real inspections are all there were, repeated ones too.

Left out, because no calendar plans them (${california.sitesOutside} sites are in nothing else):`);
for (const { programme, sites, reason } of california.leftOut) {
  console.log(`${String(sites).padStart(5)}  ${programme} (${reason})`);
}

console.log(
  '\nInspectors, if storm water is looked at from October to April, a day has 360 minutes and every way takes 30:\n',
);
for (const sentence of staffingWords(staffing)) console.log(sentence);

if (values.out !== undefined) {
  const folder = values.out;
  mkdirSync(folder, { recursive: true });
  for (const { row, registry, plan } of california.plans) {
    for (const [kind, document] of Object.entries({ registry, plan })) {
      const file = join(folder, `california-by-${row.separation}-${kind}.json`);
      writeFileSync(file, JSON.stringify(document));
      console.log(`wrote ${file}`);
    }
  }
}
