/** What vega-lite has to say against a figure: nothing, where it is right. */
import type { Spec } from 'isabc/plot';
import { compile, type TopLevelSpec } from 'vega-lite';

export function warningsOf(spec: Spec): unknown[] {
  const warnings: unknown[] = [];
  const take = (...words: unknown[]) => (warnings.push(words), logger);
  const logger = { level: () => logger, warn: take, error: take, info: () => logger, debug: () => logger };
  compile(spec as unknown as TopLevelSpec, { logger: logger as never });
  return warnings;
}
