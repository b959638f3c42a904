/**
 * The text of `JSON.stringify` for an object, in chunks of one array element each: the whole
 * may be too long for a string.
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
