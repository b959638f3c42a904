/** Told how far a plan is: `done` of `of` enterprises. */
export type OnProgress = (done: number, of: number) => void;

/** Shows whole per cents on one line of a terminal and wipes it at the end; says nothing to a file or a pipe. */
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
