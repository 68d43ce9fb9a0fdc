// The published JSON Schemas, each of which stands alone: what schemas/ refers to in another file becomes a definition.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';

const read = (name) => JSON.parse(readFileSync(`schemas/${name}`, 'utf8'));

/** A copy in which every $ref is changed. */
function withRefs(schema, change) {
  if (Array.isArray(schema)) return schema.map((item) => withRefs(item, change));
  if (typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [
      key,
      key === '$ref' && typeof value === 'string' ? change(value) : withRefs(value, change),
    ]),
  );
}

/** A schema with those that it refers to, named by their files, among its $defs. */
export function standalone(name) {
  const embedded = {};
  const schema = withRefs(read(name), (ref) => {
    const [, file, pointer] = /^([^#]*)#?(.*)$/.exec(ref);
    if (file === '') return ref;
    const place = `#/$defs/${file.replace('.schema.json', '')}`;
    const other = { ...read(file), $schema: undefined, $id: undefined };
    embedded[place.slice('#/$defs/'.length)] = withRefs(other, (own) => own.replace(/^#/, place));
    return place + pointer;
  });
  return Object.keys(embedded).length === 0 ? schema : { ...schema, $defs: { ...schema.$defs, ...embedded } };
}

export function writeSchemas(folder) {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync('schemas'))
    writeFileSync(`${folder}/${name}`, `${JSON.stringify(standalone(name), null, 2)}\n`);
}
