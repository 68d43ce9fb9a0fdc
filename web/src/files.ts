/** Scenarios from files and into files, results into files. */
import { formatJson, parseJson, parseScenario, type ScenarioInput } from 'isabc';
import { oneOf } from './address.js';
import { fidelityNames, objectiveNames, overNames } from './names.js';
import type { Session } from './session.js';

/**
 * What a file says: a scenario, or a result with the scenario, fidelity, objective and over that it belongs to.
 *
 * @throws Error or InputError with the messages of the command line
 */
export async function openFile(file: File): Promise<Partial<Session>> {
  const input = parseJson(new Uint8Array(await file.arrayBuffer()), file.name);
  if (!isResult(input)) return { scenario: parseScenario(input) };
  return {
    scenario: parseScenario(input.scenario),
    fidelity: oneOf(input.fidelity, 'fidelity', fidelityNames),
    objective: oneOf(input.objective, 'objective', objectiveNames),
    over: oneOf(input.over ?? 'sum', 'over', overNames), // results of earlier versions have no other
  };
}

interface ResultLike {
  scenario: ScenarioInput;
  fidelity: unknown;
  objective: unknown;
  over?: unknown;
}

function isResult(input: unknown): input is ResultLike {
  return typeof input === 'object' && input !== null && 'schemaVersion' in input && 'scenario' in input;
}

/** Hands a text to the browser as a file to be saved. */
export function saveFile(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has begun by then; the address would keep the text alive.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

export function saveScenario({ scenario }: Session): void {
  saveFile('scenario.json', 'application/json', formatJson(scenario));
}
