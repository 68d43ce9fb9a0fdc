/** isabc init: a first scenario to change. */

import { dirname, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import hall from '../../examples/hall.json' with { type: 'json' };
import { formatJson } from '../solver/format.js';
import { CommandError, exists, exit, say, writeOutputs } from './io.js';
import type { AddCommand } from './options.js';
import type { World } from './world.js';

const help = `
The scene is a hall of 20 by 12 m with six tags. The line "$schema" lets editors explain every key. An existing file
is left as it is.

Example:
  isabc init hall.json && isabc tradeoff hall.json --objective position`;

export const initCommand: AddCommand = (program, world, done) => {
  program
    .command('init')
    .summary('write a first scenario, to be changed')
    .description('Writes a first scenario, to be changed.')
    .argument('<file>', 'where to; - for standard output')
    .addHelpText('after', help)
    .action(async (file: string) => done(await init(file, world)));
};

/** The package's schema as seen from the file, for editors; with forward slashes, as in an address. */
function schemaFrom(file: string): string {
  const schema = fileURLToPath(new URL('./schemas/scenario.schema.json', import.meta.url)); // beside the bundle
  const from = file === '-' ? '.' : dirname(file);
  return relative(from, schema).split(sep).join('/');
}

async function init(file: string, world: World): Promise<number> {
  if (file !== '-' && (await exists(file)))
    throw new CommandError(
      exit.badInput,
      `${file} is there already: choose another name, or remove it first`,
    );
  await writeOutputs([{ file, text: formatJson({ $schema: schemaFrom(file), ...hall }) }], world);
  if (file !== '-')
    await say(world.stderr, `wrote ${file}; now: isabc tradeoff ${file} --objective position`);
  return exit.done;
}
