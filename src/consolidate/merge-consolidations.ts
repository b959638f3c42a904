import { int32Column } from '../columns/growable';
import type { Consolidation } from './consolidation';

/** A consolidation of some enterprises. */
export interface Piece {
  /**
   * Enterprise of each row of the consolidation, ascending but for those that are not to be used:
   * −1.
   */
  readonly among: Int32Array;
  readonly consolidation: Consolidation;
}

/**
 * Occurrences left out of each enterprise of a piece because of a cap; `start` as in the
 * occurrences stage. O(enterprises + dropped)
 */
export const droppedOf = (
  { among, consolidation: { dropped } }: Piece,
  start: Int32Array,
): Int32Array => {
  let at = 0;
  return among.map((e) => {
    const from = at;
    while (at < dropped.length && dropped[at] < start[e + 1]) at++;
    return at - from;
  });
};

/**
 * One consolidation of all enterprises: of each its row in the last piece that has one; the first
 * has them all. `start` as in the occurrences stage. O(enterprises of all pieces + occurrences)
 */
export const pieced = (pieces: readonly Piece[], start: Int32Array): Consolidation => {
  const enterprises = start.length - 1;
  const pieceOf = new Int32Array(enterprises);
  const rowOf = new Int32Array(enterprises);
  pieces.forEach(({ among }, piece) => {
    among.forEach((e, row) => {
      if (e < 0) return;
      pieceOf[e] = piece;
      rowOf[e] = row;
    });
  });
  const enterpriseStart = new Int32Array(enterprises + 1);
  const witnessStart = new Int32Array(enterprises + 1);
  const [host, onSite, memberStart, member, dropped, witness] = [1, 2, 3, 4, 5, 6].map(() =>
    int32Column(),
  );
  const copy = (
    from: Int32Array | Uint8Array,
    first: number,
    end: number,
    to: typeof host,
  ): void => {
    for (let k = first; k < end; k++) to.push(from[k]);
  };
  // Those of a piece follow one another as its enterprises do.
  const nextDropped = new Int32Array(pieces.length);
  memberStart.push(0);
  for (let e = 0; e < enterprises; e++) {
    const own = pieces[pieceOf[e]].consolidation;
    const row = rowOf[e];
    const [from, to] = [own.enterpriseStart[row], own.enterpriseStart[row + 1]];
    copy(own.host, from, to, host);
    copy(own.onSite, from, to, onSite);
    const shift = member.length() - own.memberStart[from];
    for (let v = from; v < to; v++) memberStart.push(own.memberStart[v + 1] + shift);
    copy(own.member, own.memberStart[from], own.memberStart[to], member);
    copy(own.witness, own.witnessStart[row], own.witnessStart[row + 1], witness);
    let at = nextDropped[pieceOf[e]];
    while (at < own.dropped.length && own.dropped[at] < start[e]) at++;
    for (; at < own.dropped.length && own.dropped[at] < start[e + 1]; at++)
      dropped.push(own.dropped[at]);
    nextDropped[pieceOf[e]] = at;
    enterpriseStart[e + 1] = host.length();
    witnessStart[e + 1] = witness.length();
  }
  const picked = <A extends Int32Array | Uint8Array>(
    column: (one: Consolidation) => A,
    into: A,
  ): A => {
    for (let e = 0; e < enterprises; e++)
      into[e] = column(pieces[pieceOf[e]].consolidation)[rowOf[e]];
    return into;
  };
  return {
    domains: pieces[0].consolidation.domains,
    enterpriseStart,
    host: host.values(),
    onSite: Uint8Array.from(onSite.values()),
    memberStart: memberStart.values(),
    member: member.values(),
    dropped: dropped.values(),
    lowerBound: picked(({ lowerBound }) => lowerBound, new Int32Array(enterprises)),
    witnessStart,
    witness: witness.values(),
    perDepartment: picked(({ perDepartment }) => perDepartment, new Int32Array(enterprises)),
    settled: picked(({ settled }) => settled, new Uint8Array(enterprises)),
    steps: pieces.reduce((sum, { consolidation }) => sum + consolidation.steps, 0),
  };
};
