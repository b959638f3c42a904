import type { DoneVisit } from '../../registry/done-visit';
import type { OccurrenceRef } from '../../registry/occurrence-ref';
import type { Registry } from '../../registry/registry';
import type { Owed } from './owed';

/** The effect of pins and made visits on which occurrences can share a visit. */
export interface Company {
  /** The made visit that served an occurrence. */
  readonly madeVisitOf: (one: Owed) => DoneVisit | undefined;
  /** The occurrences that pins put into one visit with this one, itself included. */
  readonly tiedTo: (one: Owed) => readonly Owed[];
  /** Whether an `apart` pin names both. */
  readonly areApart: (a: Owed, b: Owed) => boolean;
  /**
   * The department of an occurrence that an `unmerged` pin excludes from merging; '' for others.
   */
  readonly ownWay: (one: Owed) => string;
}

const NONE: ReadonlySet<number> = new Set();

/**
 * The company of one enterprise, by its own rows and the pins of all enterprises; `find` gives its
 * occurrences.
 * O(occurrences of pins and made visits).
 */
export const companyOf = (
  { done = [], pins = [] }: Pick<Registry, 'done' | 'pins'>,
  find: (one: OccurrenceRef) => Owed | undefined,
): Company => {
  const made = new Map<Owed, DoneVisit>();
  for (const visit of done)
    for (const ref of visit.occurrences) {
      const one = find(ref);
      if (one !== undefined) made.set(one, visit);
    }
  const open = (list: readonly OccurrenceRef[]): readonly Owed[] =>
    list.flatMap((ref) => {
      const one = find(ref);
      return one === undefined || one.reason !== undefined || made.has(one) ? [] : [one];
    });
  const tied = new Map<Owed, readonly Owed[]>();
  const apart = new Map<Owed, Set<number>>();
  pins.forEach((pin, at) => {
    if (pin.pin === 'together' || pin.pin === 'visit') {
      const whole = [...new Set(open(pin.occurrences).flatMap((one) => tied.get(one) ?? [one]))];
      for (const one of whole) tied.set(one, whole);
    } else if (pin.pin === 'apart')
      for (const one of open(pin.occurrences))
        apart.set(one, (apart.get(one) ?? new Set()).add(at));
  });
  const unmerged = pins.filter((pin) => pin.pin === 'unmerged');
  const [all, items] = [
    unmerged.some(({ item }) => item === undefined),
    new Set(unmerged.map(({ item }) => item)),
  ];
  return {
    madeVisitOf: (one) => made.get(one),
    tiedTo: (one) => tied.get(one) ?? [one],
    areApart: (a, b) => {
      const [own, other] = [apart.get(a) ?? NONE, apart.get(b) ?? NONE];
      return [...own].some((at) => other.has(at));
    },
    ownWay: ({ item }) => (all || items.has(item.id) ? item.department : ''),
  };
};
