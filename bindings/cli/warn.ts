/** Slips that a scenario's ranges let pass, on standard error. */

import { warningText } from '../input/warnings.js';
import type { InputIssue } from '../input/errors.js';
import { say, type Streams } from './io.js';

export async function warn(warnings: readonly InputIssue[], { stderr }: Streams): Promise<void> {
  for (const warning of warnings) await say(stderr, warningText(warning));
}
