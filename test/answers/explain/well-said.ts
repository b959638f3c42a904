import { expect } from 'vitest';
import { sentences } from '../../../src/answers/sentences/sentences';

/** What a template leaves behind where a value is missing. */
const UNFILLED =
  /undefined|null|NaN|Infinity|\[object|\$\{|\{\}|=>|\s\s|：。|：，|、。|，，|: \.|, \./;

/** A half of a surrogate pair without the other. */
const HALF = /\p{Surrogate}/u;

/**
 * Both languages say something whole of an explanation, a comparison or advice, and say it as
 * sentences.
 */
export const expectWellSaid = (told: Parameters<typeof sentences>[0]): void => {
  const [english, chinese] = [
    sentences(told, { language: 'en' }),
    sentences(told, { language: 'zh' }),
  ];
  expect(english.length).toBeGreaterThan(0);
  expect(chinese.length).toBe(english.length);
  for (const sentence of [...english, ...chinese]) {
    expect(sentence).not.toMatch(UNFILLED);
    expect(sentence).not.toMatch(HALF);
  }
  for (const sentence of english) expect(sentence).toMatch(/\.$/);
  for (const sentence of chinese) expect(sentence).toMatch(/\p{Script=Han}.*。$/su);
};
