/** Texts of other people, made harmless: whatever shows or stores one takes it from here. */

// Control characters, ends of lines, what turns the writing direction, halves of characters, and no characters at all:
// terminals act on them, or XML cannot hold them.
const unfit = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\ufffe\uffff]/gu;

/** Whether a text is fit for every output: terminals, SVG, CSV. */
export const isPrintable = (text: string): boolean => text.search(unfit) < 0;

/** The text on one line, with `\u001b` for what no output can carry. */
export function printable(text: string): string {
  return text.replace(unfit, (character) => '\\u' + character.charCodeAt(0).toString(16).padStart(4, '0'));
}

/** The same with its lines as they are: for messages and tables that are made of lines. */
export function printableLines(text: string): string {
  return text.split('\n').map(printable).join('\n');
}

/** A text as a cell of CSV (RFC 4180). Spreadsheets take some beginnings for formulas: an apostrophe keeps them off. */
export function csvText(text: string): string {
  const harmless = printable(/^\s*[=+\-@＝＋－＠]/.test(text) ? `'${text}` : text);
  return /[",]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
