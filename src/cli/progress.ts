/** Called with progress: `done` of `of` enterprises are planned. */
export type OnProgress = (done: number, of: number) => void;

/**
 * Called with the number of enterprises planned, where the total is unknown;
 * at the end without a number.
 */
export type OnCount = (done?: number) => void;

/**
 * Shows whole per cents on one line of a terminal and clears it at the end;
 * undefined for a file or a pipe.
 */
export const progressOn = (stream: NodeJS.WriteStream): OnProgress | undefined => {
  if (!stream.isTTY) return undefined;
  let shown = -1;
  return (done, of) => {
    const percent = of === 0 ? 100 : Math.floor((100 * done) / of);
    if (percent === shown) return;
    shown = percent;
    stream.write(percent === 100 ? '\r\u001b[K' : `\rplanning ${percent} % of ${of} enterprises`);
  };
};

/**
 * Shows every thousandth count on one line of a terminal and clears it at the end;
 * writes nothing to a file or a pipe.
 */
export const countOn =
  (stream: NodeJS.WriteStream): OnCount =>
  (done) => {
    if (!stream.isTTY) return;
    if (done === undefined) stream.write('\r\u001b[K');
    else if (done % 1000 === 0) stream.write(`\rplanned ${done} enterprises`);
  };
