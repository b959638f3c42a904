import type { Change } from './change';

/** A cause of changed visits: a change, or a missed visit. */
export type Cause = Change['change'] | 'missed';

type Noted = ReadonlyMap<string, ReadonlySet<Cause>>;

/** The causes, by the enterprises, items and departments whose visits may change. */
export interface Causes {
  readonly ofEnterprise: Noted;
  readonly ofItem: Noted;
  /** Causes at a department, which affect only the dates of its new visits. */
  readonly ofDepartment: Noted;
  readonly ofAll: ReadonlySet<Cause>;
}

/** Causes that can still be added to. */
export interface CausesNoted extends Causes {
  readonly ofEnterprise: Map<string, Set<Cause>>;
  readonly ofItem: Map<string, Set<Cause>>;
  readonly ofDepartment: Map<string, Set<Cause>>;
  readonly ofAll: Set<Cause>;
}

export const causesNoted = (): CausesNoted => ({
  ofEnterprise: new Map(),
  ofItem: new Map(),
  ofDepartment: new Map(),
  ofAll: new Set(),
});

export const noCauses: Causes = causesNoted();

/** Notes a cause. */
export const because = (causes: Map<string, Set<Cause>>, id: string, cause: Cause): void => {
  const known = causes.get(id);
  if (known === undefined) causes.set(id, new Set([cause]));
  else known.add(cause);
};

const both = (a: Noted, b: Noted): Noted => {
  const all = new Map(a);
  for (const [id, causes] of b) all.set(id, new Set([...(all.get(id) ?? []), ...causes]));
  return all;
};

/** The causes of both. O(causes). */
export const withCauses = (a: Causes, b: Causes): Causes => ({
  ofEnterprise: both(a.ofEnterprise, b.ofEnterprise),
  ofItem: both(a.ofItem, b.ofItem),
  ofDepartment: both(a.ofDepartment, b.ofDepartment),
  ofAll: new Set([...a.ofAll, ...b.ofAll]),
});

/** Tells whose cycles the causes may have changed. */
export interface Touch {
  /** Whether all items of an enterprise may be affected. */
  readonly isConcerned: (enterprise: string) => boolean;
  /** Whether an item at an enterprise may be affected. */
  readonly isTouched: (enterprise: string, item: string) => boolean;
}

export const touchOf = ({ ofAll, ofEnterprise, ofItem }: Causes): Touch => {
  const isConcerned = (enterprise: string): boolean =>
    ofAll.has('policy') || ofEnterprise.has(enterprise);
  return {
    isConcerned,
    isTouched: (enterprise, item) => isConcerned(enterprise) || ofItem.has(item),
  };
};
