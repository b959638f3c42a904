import { randomFrom } from '../../bench/support/random';

/** Draws of one seed; the same seed gives the same draws. */
export interface Draws {
  /** An integer from 0 to n − 1. */
  readonly below: (n: number) => number;
  /** An integer, both ends inclusive. */
  readonly between: (least: number, most: number) => number;
  /** True with this probability in per cent. */
  readonly chance: (percent: number) => boolean;
  /** One of a list. */
  readonly pick: <A>(list: readonly A[]) => A;
  /** `count` different elements of a list, in random order; all of them where there are no more. */
  readonly some: <A>(list: readonly A[], count: number) => readonly A[];
  /** The value with this probability in per cent, else undefined. */
  readonly maybe: <A>(percent: number, value: () => A) => A | undefined;
}

/** The draws of a seed. */
export const drawsOf = (seed: number): Draws => {
  // The generator's first numbers are similar for neighbouring seeds.
  const random = randomFrom(Math.imul(seed + 1, 0x9e3779b1));
  const below = (n: number): number => Math.floor(random() * n);
  const chance = (percent: number): boolean => random() * 100 < percent;
  return {
    below,
    between: (least, most) => least + below(most - least + 1),
    chance,
    pick: (list) => list[below(list.length)],
    some: (list, count) => {
      const left = [...list];
      const taken: (typeof list)[number][] = [];
      while (taken.length < count && left.length > 0)
        taken.push(...left.splice(below(left.length), 1));
      return taken;
    },
    maybe: (percent, value) => (chance(percent) ? value() : undefined),
  };
};

/** A row without its undefined fields, as after JSON. */
export type Defined<A> = { [K in keyof A]: Exclude<A[K], undefined> };
export const defined = <A extends object>(row: A): Defined<A> =>
  // No field is undefined now; TypeScript does not see that through `fromEntries`.
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined)) as Defined<A>;
