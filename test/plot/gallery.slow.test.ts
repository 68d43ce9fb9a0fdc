/** docs/figures.md shows what its commands draw. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../support/cli.js';

test('every picture of docs/figures.md is what the command above it draws', () => {
  const folder = mkdtempSync(join(tmpdir(), 'isabc-gallery-'));
  try {
    execFileSync(process.execPath, ['scripts/gallery.mjs', folder], { cwd: root, stdio: 'pipe' });
    const page = readFileSync(join(root, 'docs/figures.md'), 'utf8');
    const pictures = [...page.matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)].map(([, file]) => file);
    expect(pictures.length).toBeGreaterThan(1);
    for (const file of pictures)
      expect(readFileSync(join(folder, file)).equals(readFileSync(join(root, 'docs', file))), file).toBe(
        true,
      );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
