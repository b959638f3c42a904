import type { Plan } from './plan';

/**
 * The certificates of a plan as lines of JSON (NDJSON), each with its end: one per enterprise of
 * the registry, ascending by id,
 * `{"enterprise":"E-1","visits":4,"lowerBound":4,"witness":[{"item":"XF-01","cycle":0},…]}`, then
 * one per shortfall, in their order,
 * `{"shortfall":{"department":"fire","weeks":["2026-W14"],"needed":900,"available":800,"short":100}}`.
 * O(their witnesses and weeks), a line at a time.
 */
export function* certificatesText({ columns, certificate, shortfalls }: Plan): Iterable<string> {
  for (const { id } of columns.rows.enterprises) {
    const own = certificate(id);
    if (own !== undefined) yield `${JSON.stringify(own)}\n`;
  }
  for (const shortfall of shortfalls) yield `${JSON.stringify({ shortfall })}\n`;
}
