/**
 * Most UTF-16 code units of a text in an input. JavaScript engines fail
 * on some texts of many millions.
 */
export const MOST_CHARACTERS = 2_000_000;
