/** What a test reads from an SVG picture. */

/** All its texts, in order. */
export const texts = (svg: string): string[] =>
  [...svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map(([, text]) => unescape(text));

/** The shapes drawn by marks of a kind, such as `mark-line`, axes and titles left out: their opening tags. */
export function marks(svg: string, kind: string): string[] {
  const groups = svg.split(/<g class="/).filter((part) => part.startsWith(`${kind} role-mark`));
  // Marks lie flat in their group; what follows its end belongs to groups without a class.
  return groups.flatMap((part) => part.split('</g>')[0].match(/<(?:path|line|rect|text) [^>]*>/g) ?? []);
}

/** An attribute of an opening tag. */
export const attribute = (tag: string, name: string): string | undefined =>
  new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1];

/** The points of a path of straight lines, px. */
export function pathPoints(tag: string): [number, number][] {
  const d = attribute(tag, 'd') ?? '';
  return [...d.matchAll(/[ML](-?[\d.]+),(-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);
}

const unescape = (text: string) =>
  text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&');
