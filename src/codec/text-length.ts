/** Most characters of a text, in UTF-16 code units: some engines fail on texts of millions, and nobody reads them. */
export const MOST_CHARACTERS = 10_000;
