import fc from 'fast-check';
import { isRight } from 'fp-ts/Either';
import { describe, expect, test } from 'vitest';
import { explainVisit } from '../../../src/answers/explain/explain-visit';
import type { VisitExplanation } from '../../../src/answers/explain/explanation';
import { factsOf } from '../../../src/answers/verify/facts';
import { occurrencesByReading } from '../../../src/answers/verify/owed';
import { minutesByDepartment } from '../../../src/answers/verify/visit-rules';
import { formatError } from '../../../src/codec/located-error';
import type { Visit } from '../../../src/output/plan-document';
import { plan } from '../../../src/plan/plan';
import { dateTextOf, parseDay } from '../../../src/registry/day';
import type { RegistryInput } from '../../../src/registry/registry';
import { generateCounty } from '../../../src/subpaths/county';
import { decoded } from '../../support/decoded';
import { registryArb } from '../../support/registries';
import { runs } from '../../support/runs';
import { expectWellSaid } from './well-said';

/** Every value of an explanation, read from the registry by the verifier. */
const expectRight = (input: RegistryInput, visit: Visit, said: VisitExplanation): void => {
  const facts = factsOf(input);
  const all = occurrencesByReading(input).get(visit.enterprise) ?? [];
  const owed = visit.occurrences.flatMap(({ item, cycle }) =>
    all.filter((one) => one.item.id === item && one.cycle === cycle),
  );
  const items = owed.map(({ item }) => item);
  const settings = facts.domains.get(visit.domain);
  const minutes = items.map((item) => item.minutes);

  expect(said.occurrences.map((one) => [one.item.id, one.cycle, one.days.count])).toEqual(
    owed.map((one) => [one.item.id, one.cycle, one.days.length]),
  );
  expect(said.onSite).toBe(visit.onSite);
  expect(said.rules.every(({ holds }) => holds)).toBe(true);
  for (const finding of said.rules)
    switch (finding.rule) {
      case 'guests':
        expect(finding.setting).toEqual(settings?.guests ?? []);
        expect(finding.domains.map(({ domain }) => domain)).toEqual([
          ...new Set(items.map((item) => item.domain)),
        ]);
        break;
      case 'durationRatio':
        expect(finding.setting).toBe(settings?.durationRatio ?? null);
        expect([finding.longest.minutes, finding.shortest.minutes]).toEqual([
          Math.max(...minutes),
          Math.min(...minutes),
        ]);
        break;
      case 'apart':
        expect([finding.setting, finding.pairs]).toEqual([facts.policy.apart.length, []]);
        break;
      case 'maxMinutes':
        expect(finding.setting).toBe(settings?.maxMinutes ?? null);
        expect(finding.elapsed).toBe(visit.minutes);
        expect(new Map(finding.departments.map((one) => [one.department.id, one.minutes]))).toEqual(
          minutesByDepartment(items),
        );
        break;
      case 'maxDepartments':
        expect(finding.setting).toBe(settings?.maxDepartments ?? null);
        expect(finding.departments.map(({ id }) => id)).toEqual(visit.departments);
        break;
      case 'sameObject':
      case 'sameMethod':
      case 'sameTopic':
      case 'sameLevel':
      case 'sameDepartment':
        expect(finding.setting).toBe(settings?.[finding.rule] === true);
        expect(
          finding.values
            .flatMap((value) => value.items)
            .map(({ id }) => id)
            .sort(),
        ).toEqual(items.map(({ id }) => id).sort());
        if (finding.setting && finding.rule !== 'sameMethod')
          expect(finding.values).toHaveLength(1);
    }
  const fewest = Math.min(...owed.map(({ days }) => days.length));
  const common = owed[0].days.filter((day) => owed.every(({ days }) => days.includes(day)));
  expect(said.date).toMatchObject({ fewest, allowed: true });
  expect(said.date.by.map(({ item, cycle }) => [item.id, cycle])).toEqual(
    owed.filter(({ days }) => days.length === fewest).map(({ item, cycle }) => [item.id, cycle]),
  );
  expect(said.date.common).toEqual({
    count: common.length,
    first: dateTextOf(common[0]),
    last: dateTextOf(common[common.length - 1]),
  });
  expect(common).toContain(parseDay(visit.date));
  expect(said.lead.department.id).toBe(visit.lead);
  expect(said.lead.planned).toBeUndefined();
  const leadDays = owed.map(({ days, unfrozen = days.length }) => unfrozen);
  const fewestOfAll = Math.min(...leadDays);
  const leaders = new Set(
    owed.filter((_, k) => leadDays[k] === fewestOfAll).map(({ item }) => item.department),
  );
  expect(said.lead.fewest).toBe(
    leadDays.every((days, k) => days === owed[k].days.length) ? undefined : fewestOfAll,
  );
  const byMinutes = said.lead.candidates.map((one) => one.minutes);
  expect(new Set(said.lead.candidates.map(({ department }) => department.id))).toEqual(leaders);
  const because =
    visit.departments.length === 1
      ? 'only-department'
      : leaders.size === 1
        ? 'fewest-days'
        : byMinutes[0] > byMinutes[1]
          ? 'minutes'
          : 'id';
  expect(said.lead.because).toBe(because);
};

describe('what is said of a visit is what the verifier reads', () => {
  const decidedBy = new Set<string>();
  const explainAll = (input: RegistryInput, most: number): void => {
    const registry = decoded(input);
    const planned = plan(registry, { dateSteps: 0 });
    for (const visit of planned.visits.slice(0, most)) {
      const result = explainVisit(registry, planned, visit);
      if (!isRight(result)) throw new Error(result.left.map(formatError).join('\n'));
      expectRight(input, visit, result.right);
      expectWellSaid(result.right);
      decidedBy.add(result.right.lead.because);
      const byItem = {
        enterprise: visit.enterprise,
        date: visit.date,
        item: visit.occurrences[0].item,
      };
      expect(explainVisit(registry, planned.toJSON(), byItem)).toEqual(result);
      const named = {
        ...planned.toJSON(),
        visits: planned.visits.map((row, v) => ({ ...row, id: `V-${v}` })),
      };
      const byId = explainVisit(registry, named, `V-${planned.visits.indexOf(visit)}`);
      expect(byId).toMatchObject({
        right: { visit: { id: `V-${planned.visits.indexOf(visit)}`, date: visit.date } },
      });
    }
  };

  test('on random registries', () => {
    fc.assert(
      fc.property(registryArb(), (input) => explainAll(input, 4)),
      { numRuns: runs(15, 120), seed: 61 },
    );
  });

  test('on a generated county', () => {
    explainAll(generateCounty({ enterprises: 8, items: 400 }), 60);
    for (const tie of ['fewest-days', 'minutes', 'only-department'])
      expect([...decidedBy]).toContain(tie);
  });
});

test('what does not exist, or is not owed, is refused', () => {
  const item = { department: 'd', minutes: 30, frequency: { times: 1 }, appliesTo: {} };
  const registry = decoded({
    horizon: { start: '2026-01-01', end: '2026-12-31' },
    departments: [{ id: 'd' }],
    items: [
      { ...item, id: 'a' },
      { ...item, id: 'b', object: 'kitchen' },
    ],
    enterprises: [{ id: 'E', objects: ['kitchen'] }],
  });
  const planned = plan(registry);
  const document = planned.toJSON();
  const [first, second] = document.visits;
  const sameDay = { ...document, visits: [first, { ...second, date: first.date }] };
  const strange = { ...document, visits: [{ ...first, occurrences: [{ item: 'a', cycle: 1 }] }] };
  const foreign = { ...document, visits: [{ ...first, domain: 'township' }] };
  const empty = { ...document, visits: [{ ...first, occurrences: [] }] };
  const led = { ...document, visits: [{ ...first, lead: 'x' }] };
  const paths = (...args: Parameters<typeof explainVisit>): readonly string[] => {
    const result = explainVisit(...args);
    return isRight(result) ? [] : result.left.map(({ path }) => path);
  };
  expect(paths(registry, planned, { enterprise: 'X', date: first.date })).toEqual(['enterprise']);
  expect(paths(registry, planned, 'V-1')).toEqual(['visit']);
  expect(paths(registry, planned, { ...first, occurrences: second.occurrences })).toEqual([
    'visit',
  ]);
  expect(paths(registry, planned, { enterprise: 'E', date: '2026-02-30' })).toEqual(['visit.date']);
  expect(paths(registry, planned, { enterprise: 'E', date: first.date, item: 'z' })).toEqual([
    'visit.item',
  ]);
  expect(paths(registry, sameDay, { enterprise: 'E', date: first.date })).toEqual(['visit.item']);
  expect(paths(registry, sameDay, { enterprise: 'E', date: first.date, item: 'b' })).toEqual([]);
  expect(paths(registry, strange, strange.visits[0])).toEqual(['visit.occurrences[0].cycle']);
  expect(paths(registry, foreign, foreign.visits[0])).toEqual(['visit.domain']);
  expect(paths(registry, empty, empty.visits[0])).toEqual(['visit.occurrences']);
  expect(explainVisit(registry, led, led.visits[0])).toMatchObject({
    right: { lead: { planned: { id: 'x' } } },
  });
});

test('ties for the lead are decided by minutes, then by id', () => {
  const leadWith = (minutes: number): unknown => {
    const item = { frequency: { times: 1 }, appliesTo: {} };
    const registry = decoded({
      horizon: { start: '2026-01-01', end: '2026-12-31' },
      departments: [{ id: 'b' }, { id: 'a' }],
      items: [
        { ...item, id: 'x', department: 'a', minutes: 30 },
        { ...item, id: 'y', department: 'b', minutes },
      ],
      enterprises: [{ id: ' ' }],
    });
    const planned = plan(registry);
    const result = explainVisit(registry, planned, planned.visits[0]);
    if (isRight(result)) expectWellSaid(result.right);
    return isRight(result) ? result.right.lead : undefined;
  };
  expect(leadWith(31)).toMatchObject({ department: { id: 'b' }, because: 'minutes' });
  expect(leadWith(30)).toMatchObject({ department: { id: 'a' }, because: 'id' });
});
