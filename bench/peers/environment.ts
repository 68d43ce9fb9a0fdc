/** Python environments, made from pinned requirements and kept in build/. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/**
 * An environment's interpreter; made at first and again whenever the requirements change.
 *
 * @param folder where it is kept
 * @param requirements the file that pins the packages
 * @param python the interpreter to make it with
 * @returns null where that interpreter, or its venv module, is absent
 */
export function pythonEnvironment(folder: string, requirements: string, python = 'python3'): string | null {
  const wanted = readFileSync(requirements, 'utf8');
  const stamp = `${folder}/requirements.txt`;
  const interpreter = `${folder}/bin/python`;
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return interpreter;
  if (spawnSync(python, ['-c', 'import venv, ensurepip']).status !== 0) return null;
  console.error(`making the Python environment in ${folder}`);
  run(python, '-m', 'venv', '--clear', folder);
  run(interpreter, '-m', 'pip', 'install', '--quiet', '--requirement', requirements);
  writeFileSync(stamp, wanted);
  return interpreter;
}

function run(command: string, ...args: string[]): void {
  const { status } = spawnSync(command, args, { stdio: 'inherit' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed`);
}
