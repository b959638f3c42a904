import { equality, type Rule, type RuledItem } from './rule';
import { type DomainRules, withRules } from './rule-book';

/** 不纳入统筹: excluded items share visits only with excluded items of their department. */
export const unmergedRule = (isOut: (item: RuledItem) => boolean): Rule =>
  equality('unmerged', (item) => (isOut(item) ? `out ${item.department}` : ''));

/** The book with that rule for the items (ids) that are excluded at every enterprise. */
export const withUnmerged = <Entry extends DomainRules>(
  book: readonly Entry[],
  out: ReadonlySet<string>,
): readonly Entry[] =>
  out.size === 0 ? book : withRules(unmergedRule(({ id }) => out.has(id)))(book);
