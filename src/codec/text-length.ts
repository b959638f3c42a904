/**
 * Most characters of a text, in UTF-16 code units: engines fail on some texts of many millions, and
 * nobody reads them.
 */
export const MOST_CHARACTERS = 2_000_000;
