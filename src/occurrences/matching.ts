import type { Criteria } from '../registry/criteria';
import type { Enterprise } from '../registry/enterprise';
import type { Item } from '../registry/item';

type Test = (enterprise: Enterprise) => boolean;

const oneOf =
  (values: readonly string[]) =>
  (value: string | undefined): boolean =>
    value !== undefined && values.includes(value);

/** Whether an enterprise meets the criteria. O(size of the criteria). */
export const matches = (criteria: Criteria): Test => {
  if ('industry' in criteria) {
    const { industry } = criteria;
    return (e) => e.industry !== undefined && industry.some((prefix) => e.industry?.startsWith(prefix));
  }
  if ('tag' in criteria) {
    const has = oneOf(criteria.tag);
    return (e) => e.tags?.some(has) ?? false;
  }
  if ('size' in criteria) {
    const has = oneOf(criteria.size);
    return (e) => has(e.size);
  }
  if ('grade' in criteria) {
    const has = oneOf(criteria.grade);
    return (e) => has(e.grade);
  }
  if ('area' in criteria) {
    const has = oneOf(criteria.area);
    return (e) => has(e.area);
  }
  if ('all' in criteria) {
    const tests = criteria.all.map(matches);
    return (e) => tests.every((test) => test(e));
  }
  if ('any' in criteria) {
    const tests = criteria.any.map(matches);
    return (e) => tests.some((test) => test(e));
  }
  if ('not' in criteria) {
    const test = matches(criteria.not);
    return (e) => !test(e);
  }
  return () => true;
};

const hasObject =
  (object: string): Test =>
  (e) =>
    object === 'enterprise' || (e.objects?.includes(object) ?? false);

/** Attribute values, each as `kind value`, of which an enterprise must have at least one; undefined: no such set is known. */
type Anchor = readonly string[] | undefined;

const anchored = (kind: string, values: readonly string[]): Anchor => values.map((value) => `${kind} ${value}`);

/** The narrowest anchor: industry prefixes and tags say more than sizes and areas, fewer values more than many. */
const rank = (anchor: readonly string[]): number =>
  anchor.reduce((sum, key) => sum + (key.startsWith('industry') || key.startsWith('tag') ? 1 : 4), 0);

const narrower = (a: Anchor, b: Anchor): Anchor =>
  a === undefined ? b : b === undefined || rank(a) <= rank(b) ? a : b;

const anchorOf = (criteria: Criteria): Anchor => {
  if ('industry' in criteria)
    return criteria.industry.includes('') ? undefined : anchored('industry', criteria.industry);
  if ('tag' in criteria) return anchored('tag', criteria.tag);
  if ('size' in criteria) return anchored('size', criteria.size);
  if ('grade' in criteria) return anchored('grade', criteria.grade);
  if ('area' in criteria) return anchored('area', criteria.area);
  if ('all' in criteria) return criteria.all.map(anchorOf).reduce(narrower, undefined);
  if ('any' in criteria) {
    const anchors = criteria.any.map(anchorOf);
    return anchors.every((anchor) => anchor !== undefined) ? anchors.flat() : undefined;
  }
  return undefined;
};

/** The anchors that an enterprise can satisfy; industry prefixes of the given lengths only. */
const keysOf = (
  { industry, size, grade, area, tags, objects }: Enterprise,
  prefixLengths: Iterable<number>,
): Iterable<string> => {
  const keys = new Set<string>();
  for (const length of prefixLengths)
    if (industry !== undefined && length <= industry.length) keys.add(`industry ${industry.slice(0, length)}`);
  for (const tag of tags ?? []) keys.add(`tag ${tag}`);
  for (const object of objects ?? []) keys.add(`object ${object}`);
  if (size !== undefined) keys.add(`size ${size}`);
  if (grade !== undefined) keys.add(`grade ${grade}`);
  if (area !== undefined) keys.add(`area ${area}`);
  return keys;
};

/** Items that apply to the same enterprises. */
interface Group {
  readonly test: Test;
  /** Ascending indices. */
  readonly items: number[];
}

/**
 * The items that apply to an enterprise by their criteria and object, as ascending indices into `items`. Items of equal criteria are
 * tested once, and an inverted index from attribute values to the criteria that require one of them (as in publish–subscribe
 * matching, Fabret et al. 2001) leaves few to test. O(candidates + matches · log matches) an enterprise.
 */
export const matcherOf = (items: readonly Item[]): ((enterprise: Enterprise) => Int32Array) => {
  const groups = new Map<string, Group>();
  const always: Group[] = [];
  const byKey = new Map<string, Group[]>();
  const prefixLengths = new Set<number>();
  const index = (anchor: Anchor, group: Group): void => {
    if (anchor === undefined) always.push(group);
    else
      for (const key of new Set(anchor)) {
        if (key.startsWith('industry ')) prefixLengths.add(key.length - 'industry '.length);
        const list = byKey.get(key);
        if (list === undefined) byKey.set(key, [group]);
        else list.push(group);
      }
  };
  items.forEach(({ appliesTo, object = 'enterprise' }, i) => {
    if (appliesTo === undefined) return;
    const alike = JSON.stringify([object, appliesTo]);
    const known = groups.get(alike);
    if (known !== undefined) {
      known.items.push(i);
      return;
    }
    const [has, meets] = [hasObject(object), matches(appliesTo)];
    const group = { test: (e: Enterprise) => has(e) && meets(e), items: [i] };
    groups.set(alike, group);
    index(narrower(anchorOf(appliesTo), object === 'enterprise' ? undefined : [`object ${object}`]), group);
  });
  return (enterprise) => {
    const candidates = new Set(always);
    for (const key of keysOf(enterprise, prefixLengths))
      for (const group of byKey.get(key) ?? []) candidates.add(group);
    const found: number[] = [];
    for (const group of candidates) if (group.test(enterprise)) for (const i of group.items) found.push(i);
    return Int32Array.from(found).sort();
  };
};
