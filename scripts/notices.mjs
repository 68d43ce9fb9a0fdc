// The notices that other people's licences ask to be carried along with the bundles.
import { readdirSync, readFileSync } from 'node:fs';

const read = (path) => readFileSync(path, 'utf8').trim();

/** The folder of a package that a bundled file comes from; undefined for our own files. */
export const packageOf = (file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];

/**
 * Name, version, licence and its text of every package that one of the files comes from, and of the font.
 *
 * @param files as in an esbuild metafile's inputs
 */
export function notices(files) {
  // The .wasm has parts of AssemblyScript's standard library in it.
  const folders = new Set([...files].map(packageOf).filter(Boolean)).add('node_modules/assemblyscript');
  const texts = [...folders].sort().map(notice);
  texts.push(`Arimo, the font\n\n${read('bindings/plot/Arimo-LICENSE.txt')}\n`);
  return texts.join(`\n${'-'.repeat(72)}\n\n`);
}

function notice(folder) {
  const {
    name,
    version,
    license = 'licence below',
    repository,
    author,
  } = JSON.parse(read(`${folder}/package.json`));
  const own = readdirSync(folder).filter((entry) => /^(licen[cs]e|notice)/i.test(entry));
  // Some packages name their licence and leave out its text.
  const licences = own.some((entry) => /^licen/i.test(entry)) ? [] : [`scripts/licences/${license}.txt`];
  // A licence's common text names nobody.
  const holder = licences.length > 0 && author ? [`Copyright (c) ${author.name ?? author}`] : [];
  const texts = [...licences, ...own.sort().map((entry) => `${folder}/${entry}`)].map(read);
  const heading = `${name} ${version} (${license})`;
  // The MPL asks to say where the source is.
  const source = license.startsWith('MPL')
    ? [`Source code: ${addressOf(repository)}, version ${version}`]
    : [];
  return `${[heading, ...source, ...holder, ...texts].join('\n\n')}\n`;
}

/** The address of a package's repository as a browser takes it. */
function addressOf(repository) {
  const address = typeof repository === 'string' ? repository : repository.url;
  return address
    .replace(/^git@([^:]+):/, 'https://$1/')
    .replace(/^git\+/, '')
    .replace(/\.git$/, '');
}
