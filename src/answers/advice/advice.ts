import { type Key, pathText } from '../../codec/place';
import { addTo } from '../../columns/grouped';
import { occurrencesOf } from '../../occurrences/occurrences';
import { classificationOf } from '../../registry/classify';
import type { Department } from '../../registry/department';
import type { Item } from '../../registry/item';
import type { ResolvedPolicy } from '../../registry/policy-defaults';
import type { Registry } from '../../registry/registry';
import { namedOf } from '../explain/named';
import { capsBelowProtected } from './caps-below-protected';
import { idleTerms } from './idle-terms';
import { owedRemarks } from './owed-remarks';
import type {
  Advice,
  NoCapacity,
  UnclassifiedDepartment,
  UnclassifiedTopic,
  UnknownMethod,
} from './remark';
import { textRemarks } from './text-remarks';

/** Methods that are on site by their names. */
const ON_SITE = new Set([
  ...['on-site', 'sampling', '现场检查', '现场核查', '实地检查', '实地核查'],
  ...['抽样检查', '抽样检验', '抽样检测'],
]);

/** The indices of some items, grouped by one of their texts. O(items). */
const grouped = (
  { items }: Pick<Registry, 'items'>,
  textOf: (item: Item) => string | undefined,
): ReadonlyMap<string, readonly number[]> => {
  const groups = new Map<string, number[]>();
  items.forEach((item, i) => {
    const text = textOf(item);
    if (text !== undefined) addTo(groups, text, i);
  });
  return groups;
};

const unclassified = (
  registry: Registry,
  policy: ResolvedPolicy,
): ReadonlyArray<UnclassifiedTopic | UnclassifiedDepartment> => {
  if (policy.classify.length === 0) return [];
  const { items, departments } = registry;
  const isOpen = (item: Item): boolean =>
    item.domain === undefined && classificationOf(policy, item) === undefined;
  const idsOf = (group: readonly number[]): readonly string[] => group.map((i) => items[i].id);
  const byId = new Map(departments.map((row) => [row.id, row]));
  const topics = grouped(registry, (item) => (isOpen(item) ? item.topic : undefined));
  const others = grouped(registry, (item) =>
    item.topic === undefined && isOpen(item) ? item.department : undefined,
  );
  return [
    ...Array.from(
      topics,
      ([topic, group]): UnclassifiedTopic => ({
        kind: 'unclassified-topic',
        place: pathText(['items', group[0], 'topic']),
        topic,
        items: idsOf(group),
      }),
    ),
    ...Array.from(
      others,
      ([id, group]): UnclassifiedDepartment => ({
        kind: 'unclassified-department',
        place: pathText(['items', group[0], 'department']),
        department: namedOf(byId.get(id) ?? { id }),
        items: idsOf(group),
      }),
    ),
  ];
};

/** The methods of an item, each with its place in the item. */
const methodsOf = ({
  method,
  methodByGrade = {},
}: Item): ReadonlyArray<readonly [readonly Key[], string]> => [
  ...(method === undefined ? [] : [[['method'], method] as const]),
  ...Object.entries(methodByGrade).map(([grade, one]) => [['methodByGrade', grade], one] as const),
];

const unknownMethods = (
  { items }: Registry,
  { methods }: ResolvedPolicy,
): readonly UnknownMethod[] => {
  const found = new Map<string, { readonly place: string; readonly items: Set<string> }>();
  for (const [i, item] of items.entries())
    for (const [keys, method] of methodsOf(item)) {
      if (ON_SITE.has(method) || Object.hasOwn(methods, method)) continue;
      const known = found.get(method);
      if (known !== undefined) known.items.add(item.id);
      else found.set(method, { place: pathText(['items', i, ...keys]), items: new Set([item.id]) });
    }
  return Array.from(found, ([method, { place, items: ids }]) => ({
    kind: 'unknown-method',
    place,
    method,
    items: [...ids],
  }));
};

const hasCapacity = ({ dailyMinutes, dailyMinutesByArea }: Department): boolean =>
  dailyMinutes !== undefined || dailyMinutesByArea !== undefined;

const withoutCapacity = ({ departments, items }: Registry): readonly NoCapacity[] => {
  if (!departments.some(hasCapacity)) return [];
  const busy = new Set(items.map(({ department }) => department));
  return departments.flatMap((row, d): readonly NoCapacity[] =>
    hasCapacity(row) || !busy.has(row.id)
      ? []
      : [
          {
            kind: 'no-capacity',
            place: pathText(['departments', d]),
            department: namedOf(row),
          },
        ],
  );
};

/**
 * Remarks on a registry that are no errors, each with its place: values that the policy does not
 * know, checks that nobody is owed or that have no day, caps that cannot hold or have no effect,
 * fallbacks that no plan uses, and texts that look mistyped. `sentences` says what to do about them. A pure function.
 * O(size of the registry + occurrences), and the search for the visits of protected occurrences
 * where they may exceed a cap. Throws a RangeError beyond 2^27 occurrences.
 */
export const advice = (registry: Registry): Advice => {
  const occurrences = occurrencesOf(registry);
  const { policy } = occurrences;
  return {
    kind: 'advice',
    remarks: [
      ...unclassified(registry, policy),
      ...unknownMethods(registry, policy),
      ...owedRemarks(registry, occurrences),
      ...capsBelowProtected(registry, occurrences),
      ...idleTerms(registry, occurrences),
      ...textRemarks(registry),
      ...withoutCapacity(registry),
    ],
  };
};
