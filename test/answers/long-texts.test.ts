import * as E from 'fp-ts/Either';
import { expect, test } from 'vitest';
import { MOST_CHARACTERS } from '../../src/codec/text-length';
import {
  decodePlan,
  explainEnterprise,
  explainVisit,
  plan,
  planText,
  sentences,
  taskRows,
  taskSheets,
  taskText,
  verify,
} from '../../src/index';
import { csvText } from '../../src/subpaths/csv';
import { decoded } from '../support/decoded';

test.each(['企', '/', ' ', '\u2003'])(
  'the longest texts of %j are planned, explained and handed out',
  (character) => {
    const long = character.repeat(MOST_CHARACTERS);
    const registry = decoded({
      horizon: { start: '2026-01-01', end: '2026-12-31' },
      departments: [{ id: 'D', name: long }],
      items: [
        {
          id: long,
          name: long,
          department: 'D',
          minutes: 30,
          frequency: { times: 1 },
          appliesTo: {},
        },
      ],
      enterprises: [{ id: long, name: long }],
    });
    const planned = plan(registry);
    expect(verify(registry, planned)).toEqual([]);
    expect(E.isRight(decodePlan(JSON.parse([...planText(planned)].join(''))))).toBe(true);
    for (const why of [
      explainVisit(registry, planned, planned.visits[0]),
      explainEnterprise(registry, planned, long),
    ])
      if ('right' in why)
        expect(sentences(why.right, { language: 'zh' }).length).toBeGreaterThan(0);
      else throw new Error('it can be explained');
    const sheets = taskSheets(registry, planned);
    expect(sheets.flatMap((sheet) => taskText(sheet, { language: 'en' })).length).toBeGreaterThan(
      0,
    );
    expect([...csvText(taskRows(sheets))].join('').length).toBeGreaterThan(4 * MOST_CHARACTERS);
  },
);

test('a text of many millions of characters is quoted or not without a stack', () => {
  const registry = decoded({
    horizon: { start: '2026-01-01', end: '2026-01-31' },
    departments: [],
    items: [],
    enterprises: [{ id: 'E' }],
  });
  // Beside the decoder, whose bound keeps such texts out.
  const named = { ...registry, enterprises: [{ id: 'E', name: '企'.repeat(9_000_000) }] };
  const why = explainEnterprise(named, plan(named), 'E');
  expect(E.isRight(why) && sentences(why.right, { language: 'en' })[0].length > 9_000_000).toBe(
    true,
  );
});
