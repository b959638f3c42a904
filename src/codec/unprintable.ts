// Control characters, line ends, and characters that turn the direction of a text. U+009B starts a
// command of a terminal; after U+202E, "gpj.exe" reads "exe.jpg".
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;

/** The escape of a UTF-16 code unit: `\u000a`. */
export const escaped = (character: string): string =>
  `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/**
 * A text as one line that a terminal or a log shows unchanged: each unprintable character becomes
 * an escape, for example `\u000a`.
 */
export const oneLine = (text: string): string => text.replace(UNPRINTABLE, escaped);
