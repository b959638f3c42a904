import type { Change } from './change';

/** What an official did or learnt that may change visits. */
export type Cause = Change['change'] | 'missed';

type Noted = ReadonlyMap<string, ReadonlySet<Cause>>;

/** What may change, and because of what. */
export interface Causes {
  readonly ofEnterprise: Noted;
  readonly ofItem: Noted;
  /** Only the dates of its new visits depend on them. */
  readonly ofDepartment: Noted;
  readonly ofAll: ReadonlySet<Cause>;
}

/** Causes while they are noted. */
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

/** Earlier causes and later ones. O(causes) */
export const withCauses = (a: Causes, b: Causes): Causes => ({
  ofEnterprise: both(a.ofEnterprise, b.ofEnterprise),
  ofItem: both(a.ofItem, b.ofItem),
  ofDepartment: both(a.ofDepartment, b.ofDepartment),
  ofAll: new Set([...a.ofAll, ...b.ofAll]),
});

/** What causes may have changed the cycles of. */
export interface Touch {
  /** All of an enterprise's. */
  readonly isConcerned: (enterprise: string) => boolean;
  /** Those of an item there. */
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
