import type { Plan } from './plan';

/**
 * The certificates of a plan as lines of JSON (NDJSON), each with its end: one per enterprise of the registry, ascending by id,
 * `{"enterprise":"E-1","visits":4,"lowerBound":4,"witness":[{"item":"XF-01","cycle":0},…]}`. O(their witnesses), a line at a time.
 */
export function* certificatesText({ columns, certificate }: Plan): Iterable<string> {
  for (const { id } of columns.rows.enterprises) {
    const own = certificate(id);
    if (own !== undefined) yield `${JSON.stringify(own)}\n`;
  }
}
