/** Guests that need a host: each host may be with some of them. */
export interface Hosting {
  /** Hosts that may be with a guest, as far as can be told quickly. */
  readonly hostsOf: (guest: number) => readonly number[];
  /** Whether a host may be in one visit with guests; if so, it may with some of them too. */
  readonly mayHost: (host: number, guests: readonly number[]) => boolean;
}

/** Questions that may still be asked. */
export interface Work {
  steps: number;
}

/** Hosts for guests that come one after another. */
export interface HostList {
  /**
   * Finds a host for one more guest, if need be by giving others another; false: there is none, or
   * the steps are used up.
   */
  readonly add: (guest: number) => boolean;
  /** Host of every guest that has one. */
  readonly hosts: () => ReadonlyMap<number, number>;
}

/**
 * Hosts by augmenting paths (Kuhn 1955), and where hosts have to be shared otherwise, by trying all
 * ways. O(guests × hosts) questions a guest mostly, exponential at worst: no more than the steps
 * allow.
 */
export const hostList = (hosting: Hosting, work: Work): HostList => {
  const { hostsOf, mayHost } = hosting;
  let hostOf = new Map<number, number>();
  let guestsOf = new Map<number, readonly number[]>();
  const asked = (host: number, guests: readonly number[]): boolean => {
    work.steps -= guests.length;
    return work.steps >= 0 && mayHost(host, guests);
  };
  const put = (guest: number, host: number): void => {
    hostOf.set(guest, host);
    guestsOf.set(host, [...(guestsOf.get(host) ?? []), guest]);
  };
  const augment = (guest: number, seen: Set<number>): boolean => {
    for (const host of hostsOf(guest)) {
      if (!asked(host, [...(guestsOf.get(host) ?? []), guest])) continue;
      put(guest, host);
      return true;
    }
    for (const host of hostsOf(guest)) {
      if (seen.has(host) || !asked(host, [guest])) continue;
      seen.add(host);
      const before = { hostOf: new Map(hostOf), guestsOf: new Map(guestsOf) };
      work.steps -= hostOf.size;
      const moving = guestsOf.get(host) ?? [];
      for (const other of moving) hostOf.delete(other);
      guestsOf.delete(host);
      put(guest, host);
      if (moving.every((other) => augment(other, seen))) return true;
      hostOf = before.hostOf;
      guestsOf = before.guestsOf;
    }
    return false;
  };
  return {
    add: (guest) => {
      if (augment(guest, new Set())) return true;
      const guests = [...hostOf.keys(), guest];
      const [found] = allHostings(hosting, guests, work);
      if (found === undefined) return false;
      hostOf = new Map();
      guestsOf = new Map();
      found.forEach((host, k) => {
        put(guests[k], host);
      });
      return true;
    },
    hosts: () => hostOf,
  };
};

/**
 * A host of each guest, in every way that there is; it ends where the steps do. −1, after all
 * hosts: none, for guests that `mayMiss`.
 */
export function* allHostings(
  { hostsOf, mayHost }: Hosting,
  guests: readonly number[],
  work: Work,
  mayMiss: (guest: number) => boolean = () => false,
): Generator<readonly number[], void> {
  const found: number[] = [];
  const options = guests.map((guest) =>
    mayMiss(guest) ? [...hostsOf(guest), -1] : hostsOf(guest),
  );
  const isPossible = (k: number, host: number): boolean => {
    if (host < 0) return true;
    const beside = guests.filter((_, j) => j < k && found[j] === host);
    work.steps -= beside.length + 1;
    return mayHost(host, [...beside, guests[k]]);
  };
  // Which option is tried next, guest by guest.
  const next = [0];
  while (next.length > 0 && work.steps > 0) {
    const k = next.length - 1;
    if (k === guests.length) {
      yield found.slice();
      next.pop();
      continue;
    }
    if (next[k] === options[k].length) {
      next.pop();
      continue;
    }
    const host = options[k][next[k]++];
    if (!isPossible(k, host)) continue;
    found[k] = host;
    next.push(0);
  }
}

/** Questions whether parties may share a visit, for one enterprise. */
export const mostHostings = 100_000;
