// Writes README and docs/ as pages of their own beside the live page, which links to them: dist-web/docs/.
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import markdownIt from 'markdown-it';

/** Writes a page for each text into `FOLDER/docs`, README as its index.html, and copies the pictures. */
export function writeDocs(folder) {
  const to = join(folder, 'docs');
  cpSync('docs', to, { recursive: true, filter: (path) => !path.endsWith('.md') });
  mkdirSync(to, { recursive: true });
  cpSync('web/docs.css', join(to, 'docs.css'));
  const pages = readdirSync('docs').filter((name) => name.endsWith('.md'));
  const write = (from, name) => writeFileSync(join(to, name), page(readFileSync(from, 'utf8'), pages));
  write('README.md', 'index.html');
  for (const name of pages) write(join('docs', name), name.replace(/md$/, 'html'));
}

/** Where a link of a text leads among the pages; null where it leaves them, as to the sources. */
function linkTo(href, pages) {
  if (/^(https?:|mailto:|#)/.test(href)) return href;
  const [path, fragment = ''] = href.replace(/^(\.\/)?(docs\/)?/, '').split(/(?=#)/);
  if (/^(\.\.\/)?README\.md$/.test(path)) return 'index.html' + fragment;
  if (pages.includes(path)) return path.replace(/md$/, 'html') + fragment;
  return /\.(svg|png)$/.test(path) && !path.startsWith('..') ? path : null;
}

function page(text, pages) {
  const markdown = markdownIt();
  markdown.core.ruler.push('page', ({ tokens }) => {
    tokens.forEach((token, i) => {
      if (token.type === 'inline') retarget(token.children, pages);
      // as a class, since the page's policy has no inline styles
      const align = /^text-align:(\w+)$/.exec(token.attrGet?.('style') ?? '')?.[1];
      if (align !== undefined) token.attrs = [['class', align]];
      if (token.type === 'heading_open') token.attrSet('id', slug(tokens[i + 1].content));
    });
  });
  const title = /^# (.*)$/m.exec(text)?.[1] ?? 'isabc';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; img-src 'self'" />
<meta name="color-scheme" content="light dark" />
<title>${markdown.utils.escapeHtml(title)} – isabc</title>
<link rel="stylesheet" href="./docs.css" />
<link rel="icon" href="../icon.svg" type="image/svg+xml" />
</head>
<body>
<nav><a href="../">The live page</a> <a href="./index.html">All docs</a></nav>
<main>
${markdown.render(text)}</main>
</body>
</html>
`;
}

/** Links and pictures of a line; a link that leads nowhere here becomes its words. */
function retarget(tokens, pages) {
  let dropping = false;
  for (const token of tokens) {
    if (token.type === 'image') token.attrSet('src', linkTo(token.attrGet('src'), pages) ?? '');
    if (token.type === 'link_open') {
      const href = linkTo(token.attrGet('href'), pages);
      dropping = href === null;
      if (dropping) hide(token);
      else token.attrSet('href', href);
    } else if (token.type === 'link_close' && dropping) {
      hide(token);
      dropping = false;
    }
  }
}

function hide(token) {
  Object.assign(token, { type: 'text', tag: '', nesting: 0, content: '', attrs: null });
}

/** As hosts of sources make the address of a heading. */
function slug(heading) {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}
