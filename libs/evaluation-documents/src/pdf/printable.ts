/**
 * Text as a page can show it: on one line, without characters that have no shape or turn the writing direction of what
 * follows. Nothing of it is markup.
 */
export const printable = (text: string): string =>
  text.replace(/\p{Cc}+/gu, ' ').replace(/[\p{Cf}\p{Cs}]/gu, '');

/** No line of a table has room for a longer word. */
const LONGEST_WORD = 40;

/**
 * Text for a page. Words that fit no line are broken anywhere, by telling pdfmake so: finding out by itself takes it time
 * that grows with the square of their length, 15 s for 10,000 characters.
 */
export const shown = (
  text: string,
): { readonly text: string; readonly wordBreak: 'break-all' | 'normal' } => {
  const plain = printable(text);
  const isLong = plain.split(' ').some((word) => word.length > LONGEST_WORD);
  return { text: plain, wordBreak: isLong ? 'break-all' : 'normal' };
};

/** Of a font of one point, per character: hardly any text is wider. */
const CHARACTER_WIDTH = 0.58;

/** About how many lines a text takes in a column of so many points. */
export const linesOf = (text: string, width: number, fontSize: number): number =>
  Math.ceil((text.length * fontSize * CHARACTER_WIDTH) / width);
