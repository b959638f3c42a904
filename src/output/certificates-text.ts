import { columnsOf, type Plan } from './plan';

/**
 * The certificates and shortfalls of a plan as lines of JSON (NDJSON), each with its line
 * end. First one line per enterprise of the registry, ascending by id:
 * `{"enterprise":"E-1","visits":4,"lowerBound":4,"witness":[{"item":"XF-01","cycle":0},…]}`.
 * Then one line per shortfall, in the plan's order:
 * `{"shortfall":{"department":"fire","weeks":["2026-W14"],"needed":900,"available":800,…}}`
 * The lines are made one at a time.
 * O(witnesses and weeks).
 */
export function* certificatesText(plan: Plan): Iterable<string> {
  const { certificate, shortfalls } = plan;
  for (const { id } of columnsOf(plan).rows.enterprises) {
    const own = certificate(id);
    if (own !== undefined) yield `${JSON.stringify(own)}\n`;
  }
  for (const shortfall of shortfalls) yield `${JSON.stringify({ shortfall })}\n`;
}
