import type { Enterprise } from './enterprise';
import type { Item } from './item';
import { sortedById } from './sorted';

/** An item as enterprises of some grades have it checked, by one method. */
export interface ItemByMethod extends Omit<Item, 'methodByGrade'> {
  /** The grades that have it checked by this method; absent: all other enterprises. */
  readonly grades?: readonly string[];
}

/**
 * 分级分类: the items ascending by id. An item with `methodByGrade` becomes several entries of one
 * id: the first by its own method, then one for each further method, for the enterprises of the
 * grades that have it. An enterprise is owed at most one of them.
 * O(items log items + grades).
 */
export const itemsByMethod = (items: readonly Item[]): readonly ItemByMethod[] =>
  sortedById(items).flatMap((row): readonly ItemByMethod[] => {
    if (row.methodByGrade === undefined) return [row];
    const { methodByGrade, appliesTo, ...item } = row;
    const gradesOf = new Map<string, string[]>();
    for (const [grade, method] of Object.entries(methodByGrade)) {
      const known = gradesOf.get(method);
      if (known === undefined) gradesOf.set(method, [grade]);
      else known.push(grade);
    }
    gradesOf.delete(item.method ?? 'on-site');
    if (gradesOf.size === 0) return [row];
    const further = [...gradesOf.values()].flat();
    return [
      {
        ...item,
        ...(appliesTo && { appliesTo: { all: [appliesTo, { not: { grade: further } }] } }),
      },
      ...Array.from(gradesOf, ([method, grades]) => ({
        ...item,
        method,
        grades,
        ...(appliesTo && { appliesTo: { all: [appliesTo, { grade: grades }] } }),
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
