import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
// @ts-expect-error: a plain script
import { withOutputs } from '../../scripts/doc-outputs.mjs';

test('docs/simulation.md shows what its commands print', () => {
  const page = readFileSync('docs/simulation.md', 'utf8');
  expect(page.match(/```text\ncovariance/g)).toHaveLength(4);
  expect((withOutputs as (page: string) => string)(page)).toBe(page);
});
