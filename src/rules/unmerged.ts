import { equality, type Rule, type RuledItem } from './rule';
import { type DomainRules, withRules } from './rule-book';

/** 不纳入统筹: what is left out shares visits with what its own department has left out. */
export const unmergedRule = (isOut: (item: RuledItem) => boolean): Rule =>
  equality('unmerged', (item) => (isOut(item) ? `out ${item.department}` : ''));

/** Rules under which items that are left out everywhere (ids) share visits so alone. */
export const withUnmerged = <Entry extends DomainRules>(
  book: readonly Entry[],
  out: ReadonlySet<string>,
): readonly Entry[] =>
  out.size === 0 ? book : withRules(unmergedRule(({ id }) => out.has(id)))(book);
