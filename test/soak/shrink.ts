/** Any JSON value. */
type Json = unknown;

const isObject = (value: Json): value is Readonly<Record<string, Json>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value with the part at a path removed, or replaced. */
const changedAt = (value: Json, path: readonly (string | number)[], to?: Json): Json => {
  const [key, ...rest] = path;
  if (Array.isArray(value) && typeof key === 'number') {
    if (rest.length > 0) return value.with(key, changedAt(value[key], rest, to));
    return to === undefined ? value.toSpliced(key, 1) : value.with(key, to);
  }
  if (!isObject(value)) return value;
  const entries = Object.entries(value).flatMap(([name, own]): [string, Json][] => {
    if (name !== key) return [[name, own]];
    if (rest.length > 0) return [[name, changedAt(own, rest, to)]];
    return to === undefined ? [] : [[name, to]];
  });
  return Object.fromEntries(entries);
};

type Path = readonly (string | number)[];

/** Every place of a value, outer ones first. */
function* placesOf(value: Json, path: Path = []): Iterable<readonly [Path, Json]> {
  if (path.length > 0) yield [path, value];
  if (Array.isArray(value))
    for (let k = value.length - 1; k >= 0; k--) yield* placesOf(value[k], [...path, k]);
  else if (isObject(value))
    for (const [key, own] of Object.entries(value)) yield* placesOf(own, [...path, key]);
}

/** The value without an id: without its rows and all references to it. */
const without = (value: Json, section: 'enterprises' | 'items', id: Json): Json => {
  const field = section === 'enterprises' ? 'enterprise' : 'item';
  const prune = (one: Json): Json => {
    if (Array.isArray(one))
      return one
        .filter(
          (row) =>
            !(isObject(row) && row[field] === id) && !(Array.isArray(row) && row.includes(id)),
        )
        .map(prune);
    if (!isObject(one)) return one;
    return Object.fromEntries(
      Object.entries(one).map(([key, own]) => [
        key,
        key === section && Array.isArray(own)
          ? own.filter((row) => !(isObject(row) && row.id === id)).map(prune)
          : prune(own),
      ]),
    );
  };
  return prune(value);
};

const DATE = /^\d{4}-\d\d-\d\d$/;

/** Simpler values for one at a place. */
const simpler = (path: Path, value: Json): readonly Json[] => {
  const key = path[path.length - 1];
  if (typeof value === 'number') {
    const tries =
      key === 'minutes'
        ? [30, 60, 100]
        : key === 'window'
          ? [1, 0.5]
          : [1, 2, Math.floor(value / 2), value - 1];
    return tries.filter(
      (one) => one !== value && one >= 0 && (one < value || key === 'window' || key === 'minutes'),
    );
  }
  if (key === 'end' && typeof value === 'string' && DATE.test(value)) {
    const day = Date.parse(value) / 86_400_000;
    return [90, 30, 10, 3, 1].map((days) =>
      new Date((day - days) * 86_400_000).toISOString().slice(0, 10),
    );
  }
  if (Array.isArray(value) && value.length > 3) {
    const half = value.length >> 1;
    const quarter = value.length >> 2;
    return [
      value.slice(half),
      value.slice(0, half),
      value.slice(quarter),
      value.slice(0, value.length - quarter),
    ];
  }
  return [];
};

function* candidatesOf(value: Json): Iterable<Json> {
  for (const section of ['enterprises', 'items'] as const)
    for (const [path, row] of placesOf(value))
      if (path[path.length - 2] === section && isObject(row) && 'id' in row)
        yield without(value, section, row.id);
  // Large parts are removed first.
  const places = Array.from(placesOf(value), ([path, own]) => ({
    path,
    own,
    size: JSON.stringify(own).length,
  }));
  for (const { path, own } of places.sort((a, b) => b.size - a.size)) {
    yield changedAt(value, path);
    for (const to of simpler(path, own)) yield changedAt(value, path, to);
  }
}

/**
 * A smaller value that is still wrong: rows, fields and numbers are removed one after another while
 * it is. The value is JSON; candidates may be invalid.
 * O(places) tries in every pass.
 */
export const shrunk = <A>(
  value: A,
  isStillWrong: (candidate: A) => boolean,
  mostTries = 1500,
): A => {
  let best = value;
  for (let [tries, again] = [0, true]; again; ) {
    again = false;
    // After a success, the next candidate is at the same place of the smaller value.
    for (let at = 0, found = true; found; ) {
      found = false;
      let k = 0;
      for (const candidate of candidatesOf(best)) {
        if (k++ < at) continue;
        at++;
        if (tries++ >= mostTries) return best;
        if (!isStillWrong(candidate as A)) continue;
        best = candidate as A;
        at--;
        [again, found] = [true, true];
        break;
      }
    }
  }
  return best;
};
