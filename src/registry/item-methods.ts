import type { Enterprise } from './enterprise';
import type { Item } from './item';
import { sortedById } from './sorted';

/** An item by one method: its own, that of some grades, or its fallback. */
export interface ItemByMethod extends Omit<Item, 'methodByGrade'> {
  /**
   * The grades that have it checked by this method. Absent: all other enterprises. Empty: the method
   * is a fallback alone, and no enterprise is owed it.
   */
  readonly grades?: readonly string[];
}

/**
 * The items ascending by id. An item with several methods becomes several entries of one id: the
 * first by its own method, then one for each further method, for the enterprises of the grades that
 * have it (分级分类), and for its fallback (非现场替代). An enterprise is owed at most one of them.
 * O(items log items + grades).
 */
export const itemsByMethod = (items: readonly Item[]): readonly ItemByMethod[] =>
  sortedById(items).flatMap((row): readonly ItemByMethod[] => {
    const { methodByGrade = {}, appliesTo, ...item } = row;
    const gradesOf = new Map<string, string[]>();
    for (const [grade, method] of Object.entries(methodByGrade)) {
      const known = gradesOf.get(method);
      if (known === undefined) gradesOf.set(method, [grade]);
      else known.push(grade);
    }
    if (row.fallback !== undefined && !gradesOf.has(row.fallback)) gradesOf.set(row.fallback, []);
    gradesOf.delete(item.method ?? 'on-site');
    if (gradesOf.size === 0) return [row];
    const further = [...gradesOf.values()].flat();
    const own = appliesTo && {
      appliesTo:
        further.length === 0 ? appliesTo : { all: [appliesTo, { not: { grade: further } }] },
    };
    return [
      { ...item, ...own },
      ...Array.from(gradesOf, ([method, grades]) => ({
        ...item,
        method,
        grades,
        ...(appliesTo &&
          grades.length > 0 && { appliesTo: { all: [appliesTo, { grade: grades }] } }),
      })),
    ];
  });

/** The index of an item by the method that an enterprise has; −1 for an unknown id. */
export type ItemIndex = (id: string, enterprise: Pick<Enterprise, 'grade'>) => number;

/** The indices of items as {@link itemsByMethod} lists them. O(items), then O(its methods). */
export const itemIndexIn = (
  items: ReadonlyArray<Pick<ItemByMethod, 'id' | 'grades'>>,
): ItemIndex => {
  const first = new Map<string, number>();
  for (let i = items.length - 1; i >= 0; i--) first.set(items[i].id, i);
  return (id, { grade }) => {
    const own = first.get(id) ?? -1;
    if (grade !== undefined)
      for (let i = own + 1; own >= 0 && i < items.length && items[i].id === id; i++)
        if (items[i].grades?.includes(grade) === true) return i;
    return own;
  };
};

/** Whether an item's method is not the one that the enterprise has. O(methods of the item) */
export const isFallback = (
  items: readonly ItemByMethod[],
  i: number,
  { grade }: Pick<Enterprise, 'grade'>,
): boolean => {
  const { id, grades } = items[i];
  const hasGrade = (some: readonly string[] | undefined): boolean =>
    grade !== undefined && some?.includes(grade) === true;
  if (grades !== undefined) return !hasGrade(grades);
  for (let k = i + 1; k < items.length && items[k].id === id; k++)
    if (hasGrade(items[k].grades)) return true;
  return false;
};

/** For every item by a method, the same item by its fallback; −1 where it has no other. O(items). */
export const fallbacksOf = (items: readonly ItemByMethod[]): Int32Array => {
  const methodOf = ({ method = 'on-site' }: ItemByMethod): string => method;
  return Int32Array.from(items, (item, i) => {
    if (item.fallback === undefined || methodOf(item) === item.fallback) return -1;
    let first = i;
    while (first > 0 && items[first - 1].id === item.id) first--;
    for (let k = first; k < items.length && items[k].id === item.id; k++)
      if (methodOf(items[k]) === item.fallback) return k;
    return -1;
  });
};
