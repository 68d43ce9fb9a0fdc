/**
 * The font of all figures, and the width of a text in it. Arimo (SIL Open Font License, Arimo-LICENSE.txt beside this
 * file) has the widths of Arial, Helvetica and Liberation Sans, so that a layout made with it also fits where an SVG
 * is shown in one of those. The file holds Latin, Greek, Cyrillic, superscripts and a few signs, without hints.
 */
import bytes from './Arimo.ttf';

/** The TrueType file. Its type is written out, so that the declarations do not refer to the file. */
export const fontBytes: Uint8Array<ArrayBuffer> = bytes;
export const fontFamily = "Arimo, 'Liberation Sans', Arial, Helvetica, sans-serif";

/** Advance width of each character, in units of the font's size; missing ones count as the missing-glyph box. */
const widths = readWidths(fontBytes);

/** Width of a text in pixels at a font size in pixels, without kerning. */
export function textWidth(text: string, fontSize: number): number {
  let width = 0;
  for (const character of text) width += widths.get(character.codePointAt(0) ?? 0) ?? widths.get(0) ?? 0;
  return width * fontSize;
}

/** Tables `head`, `hhea`, `hmtx` and `cmap` (format 4: the basic plane) of a TrueType file. Width 0 is .notdef's. */
function readWidths(bytes: Uint8Array): Map<number, number> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tables = new Map<string, number>();
  for (let i = 0, at = 12; i < view.getUint16(4); i++, at += 16) {
    tables.set(String.fromCharCode(...bytes.subarray(at, at + 4)), view.getUint32(at + 8));
  }
  const table = (name: string) => tables.get(name) ?? 0;
  const unitsPerEm = view.getUint16(table('head') + 18);
  const metrics = view.getUint16(table('hhea') + 34);
  const advance = (glyph: number) =>
    view.getUint16(table('hmtx') + 4 * Math.min(glyph, metrics - 1)) / unitsPerEm;

  const found = new Map([[0, advance(0)]]);
  const map = table('cmap') + view.getUint32(table('cmap') + 8);
  const segments = view.getUint16(map + 6) / 2;
  for (let i = 0; i < segments; i++) {
    const end = view.getUint16(map + 14 + 2 * i);
    const start = view.getUint16(map + 16 + 2 * (segments + i));
    const delta = view.getUint16(map + 16 + 2 * (2 * segments + i));
    const at = map + 16 + 2 * (3 * segments + i);
    const offset = view.getUint16(at);
    for (let code = start; code <= end && code < 0xffff; code++) {
      const glyph =
        offset === 0 ? code + delta : view.getUint16(at + offset + 2 * (code - start)) + (delta as number);
      found.set(code, advance(glyph & 0xffff));
    }
  }
  return found;
}
