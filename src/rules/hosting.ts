/**
 * The possible hosts of guests that need one. Hosts and guests are indices of parties: occurrences
 * that are kept together.
 */
export interface Hosting {
  /** Hosts that may be with a guest, by a quick test that may include too many. */
  readonly hostsOf: (guest: number) => readonly number[];
  /** Whether a host may share one visit with these guests; then also with any subset of them. */
  readonly mayHost: (host: number, guests: readonly number[]) => boolean;
}

/**
 * The steps that are left. A question costs one step per guest in it; an attempt to move guests
 * costs one per guest that has a host.
 */
export interface Work {
  steps: number;
}

/** Assigns hosts to guests that are added one after another. */
export interface HostList {
  /**
   * Finds a host for one more guest, perhaps by moving other guests. False where there is none,
   * or where the steps are used up.
   */
  readonly add: (guest: number) => boolean;
  /** The host of each guest that has one. */
  readonly hosts: () => ReadonlyMap<number, number>;
}

/**
 * Finds hosts by augmenting paths (Kuhn 1955); where these fail, by trying all assignments.
 * O(guests × hosts) questions for each guest added, usually; exponential in the worst case, but
 * within the steps.
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
 * All assignments of hosts to guests, one array each: the host of guests[k] at k. It is −1 (no
 * host, tried last) only for guests that `mayMiss` one. Ends early where no steps are left.
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
  // Index of the next option of each guest.
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

/** The steps that an enterprise has for {@link Work}. */
export const mostHostings = 100_000;
