// The first page, in both languages: short, with the same code, and with figures that are true.
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCalifornia } from '../../examples/california/california';
import { linksOf, type Page, pageNamed, root } from '../support/pages';

const english = pageNamed('README.md');
const chinese = pageNamed('README.zh-CN.md');

/** The cells of the first table, without its first column. */
const figuresOf = ({ text }: Page): ReadonlyArray<readonly string[]> =>
  (/(?:^\|.*\|\n)+/m.exec(text)?.[0] ?? '')
    .trim()
    .split('\n')
    .slice(2)
    .map((line) =>
      line
        .split('|')
        .slice(2, -1)
        .map((cell) => cell.trim()),
    );

it('is short', () => {
  for (const { text } of [english, chinese])
    expect(text.split('\n').length).toBeLessThanOrEqual(150);
});

describe('the first table', () => {
  it('has the figures of California', () => {
    const rows = runCalifornia().plans.map(({ row, registry, plan }) => {
      const { occurrences, perDepartment, visits, reduction } = plan.summary;
      const counts = [registry.enterprises.length, occurrences, perDepartment, visits];
      const shares = [reduction, row.provenShare].map((share) => `${(100 * share).toFixed(1)} %`);
      return [...counts.map((count) => count.toLocaleString('en-US')), ...shares];
    });
    expect(figuresOf(english).slice(0, rows.length)).toEqual(rows);
  });

  it('is the same in Chinese', () => {
    expect(figuresOf(chinese)).toEqual(figuresOf(english));
  });
});

it('has the same code, the same links and the same picture in Chinese', () => {
  const codeOf = ({ blocks }: Page) =>
    blocks.map(({ language, prints, text }) => [language, prints, language === 'ts' ? text : '']);
  expect(codeOf(chinese)).toEqual(codeOf(english));
  const pointed = ({ text, ...page }: Page, from: string, to: string) =>
    new Set(linksOf({ ...page, text: text.replaceAll(from, to) }).map((link) => link.join('#')));
  expect(pointed(chinese, '(README.md)', '(README.zh-CN.md)')).toEqual(pointed(english, '', ''));
});

it('pictures what its code prints', () => {
  expect(linksOf(english).map(([link]) => link)).toContain('examples/figures/model.svg');
  const figure = readFileSync(path.join(root, 'examples/figures/model.svg'), 'utf8');
  const code = english.blocks.find(({ language }) => language === 'ts');
  const dates = (code?.prints ?? '')
    .trim()
    .split('\n')
    .map((line) => line.slice(0, 10));
  for (const date of dates) {
    const day = new Date(date).toLocaleDateString('en-GB', {
      day: 'numeric',
      month: 'short',
      timeZone: 'UTC',
    });
    expect(figure).toContain(`>${day.replace('Sept', 'Sep')}<`);
  }
  expect(figure).toContain(`>${dates.length} visits`);
});
