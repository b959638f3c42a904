import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import * as E from 'fp-ts/Either';
import { decodeRegistry, verify } from 'inspection-consolidation';
import { describe, expect, it, vi } from 'vitest';
import { californiaOf, californiaTable } from '../../examples/california/california';
import { parseCsv } from '../../examples/california/csv';
import { readSites } from '../../examples/california/sites';
import { staffingWords } from '../../examples/california/staffing';

const folder = fileURLToPath(new URL('../../examples/california/', import.meta.url));
const csv = readFileSync(`${folder}california-sites.csv`, 'utf8');
const header = csv.slice(0, csv.indexOf('\n') + 1);

describe('parseCsv', () => {
  const quote = (field: string): string => `"${field.replaceAll('"', '""')}"`;
  const field = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', '界') });
  const rows = fc.array(fc.array(field, { minLength: 1, maxLength: 4 }), {
    minLength: 1,
    maxLength: 4,
  });

  it('gives back what was quoted, whatever ends the lines', () => {
    fc.assert(
      fc.property(rows, fc.constantFrom('\n', '\r\n'), fc.boolean(), (table, end, mark) => {
        const text = table.map((row) => row.map(quote).join(',') + end).join('');
        expect(parseCsv((mark ? '\uFEFF' : '') + text)).toEqual(table);
      }),
      { seed: 1 },
    );
  });

  it('leaves plain fields as they are', () => {
    expect(parseCsv('a,b\n1,\n,"x, ""y"""')).toEqual([
      ['a', 'b'],
      ['1', ''],
      ['', 'x, "y"'],
    ]);
    expect(parseCsv('')).toEqual([]);
  });
});

describe('readSites', () => {
  it('reads the data as it is described', () => {
    const sites = readSites(csv);
    if (E.isLeft(sites)) throw new Error(JSON.stringify(sites.left));
    expect(sites.right).toHaveLength(11_303);
    expect(sites.right.filter(({ programmes }) => programmes.length > 1)).toHaveLength(6_740);
    expect(sites.right.filter(({ city }) => city === '').map(({ id }) => id)).toEqual(['162194']);
    expect(sites.right.filter(({ inspections }) => inspections.every((n) => n === 0))).toHaveLength(
      129,
    );
  });

  it('says where a row is wrong', () => {
    expect(
      readSites(`${header}1,X,Underground Storage Tank,1,2,3,4,5,6,-7\n2,Y,,0,0,0,0,0,0,0\n3,Z\n`),
    ).toEqual(
      E.left([
        { path: 'line 2, fy2019', expected: 'a count', actual: '"-7"' },
        { path: 'line 3, programmes', expected: 'a text', actual: '""' },
        { path: 'line 4', expected: '10 fields', actual: '"3,Z"' },
      ]),
    );
    expect(E.isLeft(readSites('site,city\n'))).toBe(true);
  });
});

describe('californiaOf', () => {
  it('hands on what the decoder says of a site that comes twice', () => {
    const row = '7,X,Underground Storage Tank,0,0,0,0,0,1,0\n';
    const result = californiaOf(header + row + row);
    expect(E.isLeft(result) && result.left.map(({ path }) => path)).toEqual(['enterprises[1].id']);
  });

  it('joins the programmes of one site into one visit', () => {
    const result = californiaOf(
      `${header}7,X,RCRA LQ HW Generator|Underground Storage Tank|Unregulated,0,0,0,0,0,4,0\n8,X,Unregulated,0,0,0,0,0,1,0\n`,
    );
    if (E.isLeft(result)) throw new Error(JSON.stringify(result.left));
    const { plans, leftOut, sitesOutside, real } = result.right;
    expect(plans.map(({ row }) => [row.perItem, row.perDepartment, row.visits])).toEqual([
      [2, 2, 1],
      [2, 1, 1],
    ]);
    expect(leftOut).toEqual([{ programme: 'Unregulated', sites: 2, reason: 'no interval known' }]);
    expect({ sitesOutside, real }).toEqual({
      sitesOutside: 1,
      real: { inspections: 5, sitesInspected: 2 },
    });
  });
});

describe('the fiscal year 2018/19', async () => {
  let printed = '';
  const log = vi.spyOn(console, 'log').mockImplementation((line: string) => {
    printed += `${line}\n`;
  });
  const { california, staffing } = await import('../../examples/california/main');
  log.mockRestore();

  it('is planned validly, with every site proven', () => {
    for (const { row, registry, plan } of california.plans) {
      const checked = decodeRegistry(registry);
      if (E.isLeft(checked)) throw new Error(JSON.stringify(checked.left));
      expect(verify(checked.right, plan)).toEqual([]);
      expect(plan.unserved).toEqual([]);
      expect(row.provenShare).toBe(1);
    }
  });

  it('owes what the intervals say: yearly programmes whole, the others a third', () => {
    const [{ registry, plan }] = california.plans;
    const served = new Map<string, number>();
    for (const { occurrences } of plan.visits)
      for (const { item } of occurrences) served.set(item, (served.get(item) ?? 0) + 1);
    for (const { id, name = '', frequency } of registry.items) {
      const sites = registry.enterprises.filter(({ tags }) => tags?.includes(name)).length;
      const due = served.get(id) ?? 0;
      if (frequency.times === 1) expect(due).toBe(sites);
      // Four standard deviations of a draw of one in three.
      else expect(Math.abs(due - sites / 3)).toBeLessThan(4 * Math.sqrt((sites * 2) / 9));
    }
  });

  it('needs fewer visits joint than separate, by programme more so than by agency', () => {
    const [{ row: byProgramme }, { row: byAgency }] = california.plans;
    expect(byProgramme.visits).toBe(byProgramme.sitesDue);
    expect(byProgramme.perDepartment).toBe(byProgramme.perItem);
    expect(byAgency.visits).toBe(byProgramme.visits);
    expect(byAgency.perDepartment).toBeLessThan(byProgramme.perDepartment);
    expect(byProgramme.reduction).toBeGreaterThan(0.3);
    expect(california.real.inspections).toBe(11_565);
  });

  it('reads in the README as it is printed', () => {
    const readme = readFileSync(`${folder}README.md`, 'utf8').split(/\s+/).join(' ');
    for (const row of californiaTable(california)) {
      expect(readme).toContain(row.filter((cell) => cell !== '').join(' '));
    }
  });

  it('says what gives way with two inspectors fewer', () => {
    const { enough, fewer, agency } = staffing;
    expect(enough.shortages).toEqual([]);
    expect(enough.staff[agency] - fewer.staff[agency]).toBe(2);
    expect(fewer.plan.summary.visits).toBe(enough.plan.summary.visits);
    const { overloadMinutes, overloadBound } = fewer.plan.summary;
    expect(overloadMinutes).toBeGreaterThan(0);
    expect(overloadBound).toBe(overloadMinutes);
    const readme = readFileSync(`${folder}README.md`, 'utf8').split(/\s+/).join(' ');
    for (const sentence of staffingWords(staffing)) expect(readme).toContain(sentence);
  });

  it('is printed by main', () => {
    expect(printed.split(/\s+/).join(' ')).toContain(californiaTable(california)[1].join(' '));
    expect(printed).toContain('Sewager Spills (spill or one-off permit)');
  });
});
