/**
 * What `JSON.stringify` makes of an object, in chunks, one element of its arrays at a time: the
 * whole may be longer than a string can be.
 */
export function* jsonText(document: object): Iterable<string> {
  let separator = '{';
  for (const [field, value] of Object.entries(document)) {
    if (value === undefined) continue;
    yield `${separator}${JSON.stringify(field)}:`;
    if (Array.isArray(value)) yield* arrayText(value);
    else yield JSON.stringify(value);
    separator = ',';
  }
  yield separator === '{' ? '{}' : '}';
}

function* arrayText(elements: readonly unknown[]): Iterable<string> {
  yield '[';
  for (let i = 0; i < elements.length; i++)
    yield `${i === 0 ? '' : ','}${JSON.stringify(elements[i])}`;
  yield ']';
}
