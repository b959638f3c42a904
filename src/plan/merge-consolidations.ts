import {
  type Consolidation,
  consolidationBuilder,
  type EnteringTerms,
  visitsOfRow,
} from '../consolidate/consolidation';
import type { Occurrences } from '../occurrences/occurrences';

/** A consolidation of some enterprises. */
export interface Piece {
  /** Enterprise of each row of the consolidation, ascending; −1 for a row that is not used. */
  readonly among: Int32Array;
  readonly consolidation: Consolidation;
}

/**
 * One consolidation of all enterprises. Each enterprise has its row of the last piece that contains
 * it; the first piece contains all.
 * O(enterprises of all pieces + occurrences).
 */
export const mergedConsolidations = (
  pieces: readonly Piece[],
  occurrences: Pick<Occurrences, 'item'>,
  terms: EnteringTerms,
): Consolidation => {
  const enterprises = pieces[0].among.length;
  const pieceOf = new Int32Array(enterprises);
  const rowOf = new Int32Array(enterprises);
  pieces.forEach(({ among }, piece) => {
    among.forEach((e, row) => {
      if (e < 0) return;
      pieceOf[e] = piece;
      rowOf[e] = row;
    });
  });
  const { domains } = pieces[0].consolidation;
  const { add, build } = consolidationBuilder(domains, occurrences, terms);
  for (let e = 0; e < enterprises; e++)
    add(visitsOfRow(pieces[pieceOf[e]].consolidation, rowOf[e]));
  return build(pieces.reduce((sum, { consolidation }) => sum + consolidation.steps, 0));
};
