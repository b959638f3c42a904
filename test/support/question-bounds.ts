import { type DaySetColumns, dayRowsOf } from '../../src/consolidate/day-rows';
import { reduce } from '../../src/consolidate/reduce';
import { ruleTable } from '../../src/consolidate/rule-table';
import { setSystemOf, type Terms } from '../../src/consolidate/set-system';
import { answerOf } from '../../src/cover/answer';
import { quickBound } from '../../src/cover/demands';
import { firstFit } from '../../src/cover/first-fit';
import { treeOf } from '../../src/cover/fractional/branch';
import { relaxation } from '../../src/cover/fractional/relaxation';
import { visitsOf } from '../../src/cover/fractional/visits';
import type { Question } from '../../src/cover/question';
import { searchOf } from '../../src/cover/search';
import { witnessOf } from '../../src/cover/witness';
import type { Registry } from '../../src/registry/registry';
import type { RuledItem } from '../../src/rules/rule';
import { type RuleBook, rulesOf } from '../../src/rules/rule-book';
import { onSiteOf, ruledItems } from '../../src/rules/ruled-items';
import { occurrencesOf } from '../../src/subpaths/stages';

/** The occurrences of a registry's first enterprise that have days, as elements. */
export interface FirstEnterprise {
  readonly items: readonly RuledItem[];
  readonly rules: RuleBook;
  readonly terms: Terms;
  /** The item of each element, and its allowed days. */
  readonly item: Int32Array;
  readonly daySet: Int32Array;
  readonly daySets: DaySetColumns;
}

export const firstEnterprise = (registry: Registry): FirstEnterprise => {
  const { rows, policy, item, daySet, daySets, reason, start } = occurrencesOf(registry);
  const items = ruledItems(rows.items, policy, rows.departments);
  const rules = rulesOf(policy);
  const onSite = onSiteOf(policy, items);
  const key = new Uint8Array(items.length);
  const table = ruleTable(rules, items, onSite, key);
  const servable = Int32Array.from({ length: start[1] }, (_, o) => o).filter(
    (o) => reason[o] === 0,
  );
  return {
    items,
    rules,
    terms: { table, onSite, key },
    item: servable.map((o) => item[o]),
    daySet: servable.map((o) => daySet[o]),
    daySets,
  };
};

/**
 * The questions of a registry's first enterprise after reduction; each occurrence is an element.
 */
export const questionsOf = (registry: Registry): readonly Question[] => {
  const { terms, item, daySet, daySets } = firstEnterprise(registry);
  if (item.length === 0) return [];
  const system = setSystemOf(terms.table, item, dayRowsOf(daySets, daySet));
  return reduce(terms, item, system, true).components.map(({ question }) => question());
};

export interface NamedBound {
  readonly name: string;
  readonly bound: number;
}

const plenty = () => ({ steps: 1e6, exhausted: false });

/** The least number of visits, from 1, that the exact search cannot exclude. */
const climbed = (question: Question, rich: boolean): number => {
  const search = searchOf(question, rich);
  for (let most = 1; most <= question.elements; most++) {
    const budget = plenty();
    if (search.within(most, budget) !== undefined || budget.exhausted) return most;
  }
  // Reached where even one visit per element is not found.
  return Number.POSITIVE_INFINITY;
};

/** Every lower bound on the visits of a question that some branch of the search uses. */
export const boundsOf = (question: Question): readonly NamedBound[] => {
  const first = firstFit(question);
  const bounds: NamedBound[] = [
    { name: 'quick bound', bound: quickBound(question) },
    { name: 'demands', bound: searchOf(question, false).bound() },
    { name: 'rich demands', bound: searchOf(question, true).bound() },
    { name: 'exact search', bound: climbed(question, false) },
    { name: 'exact search with rich demands', bound: climbed(question, true) },
    { name: 'fractional cover', bound: relaxation(question, plenty(), first.count + 1).bound },
    { name: 'witness', bound: witnessOf(question, first).length },
    ...[0, 10, 100, 3001, 20_000].map((steps) => ({
      name: `answer of ${steps} steps`,
      bound: answerOf(question, steps).lowerBound,
    })),
  ];
  const visits = visitsOf(question, 30_000, plenty());
  if (visits === undefined) return bounds;
  const tree = treeOf(question, visits);
  tree.relax(first.count + 1, plenty());
  bounds.push({ name: 'listed visits', bound: tree.bound() });
  tree.tighten(first.count + 1, plenty());
  bounds.push({ name: 'listed visits with triples', bound: tree.bound() });
  let most = 1;
  while (most <= question.elements && treeOf(question, visits).decide(most, 4, plenty()) === false)
    most++;
  bounds.push({ name: 'branching on listed visits', bound: most });
  return bounds;
};
