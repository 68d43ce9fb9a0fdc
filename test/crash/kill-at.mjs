// Loaded before the command line: kills the process just before the call number KILL_AT that changes a folder, or, where
// that is not set, appends the number of such calls to the file COUNT_INTO.
import { appendFileSync } from 'node:fs';
import promises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { fileURLToPath } from 'node:url';

const { KILL_AT, COUNT_INTO } = process.env;
const calls = {};
let count = 0;

function counted(object, name) {
  const original = object[name];
  object[name] = function (...args) {
    if (String(count++) === KILL_AT) process.kill(process.pid, 'SIGKILL');
    calls[name] = (calls[name] ?? 0) + 1;
    return original.apply(this, args);
  };
}

for (const name of ['rename', 'unlink', 'mkdir', 'rmdir']) counted(promises, name);
const handle = await promises.open(fileURLToPath(import.meta.url));
counted(Object.getPrototypeOf(handle), 'sync'); // fsync
await handle.close();
syncBuiltinESMExports();
// of the thread that makes such calls: the others end too
if (COUNT_INTO) process.on('exit', () => count > 0 && appendFileSync(COUNT_INTO, JSON.stringify(calls)));
