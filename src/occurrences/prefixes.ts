import { byText } from '../registry/sorted';

/** Prefixes, ascending. */
export interface Prefixes {
  readonly texts: readonly string[];
  /** The longest other prefix that each text begins with; −1 for none. */
  readonly shorter: Int32Array;
}

/** The prefixes among these texts. O(n log n). */
export const prefixesOf = (texts: Iterable<string>): Prefixes => {
  const sorted = [...new Set(texts)].sort(byText);
  const shorter = new Int32Array(sorted.length);
  for (let p = 0; p < sorted.length; p++) {
    // Texts that begin with a text follow it directly, so only the text before and its prefixes
    // can be prefixes of this one.
    let q = p - 1;
    while (q >= 0 && !sorted[p].startsWith(sorted[q])) q = shorter[q];
    shorter[p] = q;
  }
  return { texts: sorted, shorter };
};

const sharedLength = (a: string, b: string): number => {
  const most = Math.min(a.length, b.length);
  let length = 0;
  while (length < most && a.charCodeAt(length) === b.charCodeAt(length)) length++;
  return length;
};

/**
 * The longest prefix that a text begins with; −1 for none.
 * Its shorter prefixes follow by `shorter`.
 * O(length · log n + prefixes of one another).
 */
export const longestPrefix = ({ texts, shorter }: Prefixes, text: string): number => {
  let [lo, hi] = [0, texts.length];
  while (lo < hi) {
    const middle = (lo + hi) >>> 1;
    if (texts[middle] <= text) lo = middle + 1;
    else hi = middle;
  }
  let p = lo - 1;
  if (p < 0) return p;
  const shared = sharedLength(texts[p], text);
  while (p >= 0 && texts[p].length > shared) p = shorter[p];
  return p;
};
