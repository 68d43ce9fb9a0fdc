/** The entry `isabc/pdf`, for Node alone: pictures as PDF. Apart, as it is large and few ask for it. */

import PDFDocument from 'pdfkit';
import SVGtoPDF from 'svg-to-pdfkit';
import { fontBytes } from './plot/font.js';

/** 96 px of the SVG are an inch, as on a screen; PDF counts 72 points. */
const pointsPerPixel = 0.75;

/**
 * A picture as PDF of one page: drawn by lines and text, not by pixels, with the part of the figures' font inside
 * that it uses.
 *
 * @param svg a picture of `renderSvg`
 * @returns the same bytes for the same picture: no date, no name of a machine
 * @throws Error where the SVG is none of `renderSvg`'s
 */
export async function renderPdf(svg: string): Promise<Uint8Array> {
  const [, width, height] = /^<svg [^>]*\bwidth="([\d.]+)" height="([\d.]+)"/.exec(svg)!.map(Number);
  const size = [width * pointsPerPixel, height * pointsPerPixel] as [number, number];
  const heading = /<title>(.*?)<\/title>/.exec(svg)?.[1];
  const document = new PDFDocument({
    size,
    margin: 0,
    font: null as unknown as string, // Helvetica's metrics would be read from a file of pdfkit's own
    info: {
      CreationDate: new Date(0),
      Creator: 'isabc',
      Producer: 'isabc',
      ...(heading && { Title: heading }),
    },
  });
  document.registerFont('figure', fontBytes as unknown as Buffer);
  const pieces: Uint8Array[] = [];
  document.on('data', (piece: Uint8Array) => pieces.push(piece));
  const ended = new Promise((resolve) => document.on('end', resolve));
  SVGtoPDF(document, svg, 0, 0, {
    width: size[0],
    height: size[1],
    assumePt: false,
    fontCallback: () => 'figure',
    warningCallback: (warning: string) => {
      throw new Error(`the picture cannot be drawn as PDF: ${warning}`);
    },
  });
  document.end();
  await ended;
  return Buffer.concat(pieces);
}
