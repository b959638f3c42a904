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

/** Everything that criteria and objects can see of an enterprise, as one key. */
const profileOf = ({ industry, size, grade, area, tags, objects }: Enterprise): string =>
  JSON.stringify([industry, size, grade, area, tags, objects]);

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

/** Profiles remembered at most; beyond that the memory starts anew, so that it does not grow with the registry. */
const rememberedProfiles = 1 << 16;

/**
 * The items that apply to an enterprise by their criteria and object, as ascending indices into `items`. An inverted index
 * from attribute values to the items that require one of them (as in publish–subscribe matching, Fabret et al. 2001) leaves
 * few candidates to test; enterprises of one profile share the answer. O(candidates) per profile.
 */
export const matcherOf = (items: readonly Item[]): ((enterprise: Enterprise) => Int32Array) => {
  const tests: Test[] = [];
  const always: number[] = [];
  const byKey = new Map<string, number[]>();
  const prefixLengths = new Set<number>();
  items.forEach((item, i) => {
    if (item.appliesTo === undefined) return;
    const object = item.object ?? 'enterprise';
    const meets = matches(item.appliesTo);
    const has = hasObject(object);
    tests[i] = (e) => has(e) && meets(e);
    const anchor = narrower(anchorOf(item.appliesTo), object === 'enterprise' ? undefined : [`object ${object}`]);
    if (anchor === undefined) always.push(i);
    else
      for (const key of new Set(anchor)) {
        if (key.startsWith('industry ')) prefixLengths.add(key.length - 'industry '.length);
        const list = byKey.get(key);
        if (list === undefined) byKey.set(key, [i]);
        else list.push(i);
      }
  });
  const remembered = new Map<string, Int32Array>();
  return (enterprise) => {
    const profile = profileOf(enterprise);
    const known = remembered.get(profile);
    if (known !== undefined) return known;
    const candidates = new Set(always);
    for (const key of keysOf(enterprise, prefixLengths)) for (const i of byKey.get(key) ?? []) candidates.add(i);
    const found = Int32Array.from([...candidates].filter((i) => tests[i](enterprise))).sort();
    if (remembered.size >= rememberedProfiles) remembered.clear();
    remembered.set(profile, found);
    return found;
  };
};
