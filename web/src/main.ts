/** Puts the page together: the session in the middle, views around it, the worker behind. */
import { formatCsv, formatJson, InputError, type Result } from 'isabc';
import { fromAddress, toAddress } from './address.js';
import { Announcer } from './announcer.js';
import { showCertificate } from './certificate.js';
import { buildControls } from './controls.js';
import { CurveChart } from './curve-chart.js';
import { buildDevices } from './devices.js';
import { byId, html } from './dom.js';
import { addDevice } from './edits.js';
import { Engine } from './engine.js';
import { curveSvg } from './figures.js';
import { openFile, saveFile, saveScenario } from './files.js';
import { History, undoKey } from './history.js';
import { short } from './names.js';
import { buildMonteCarlo } from './monte-carlo.js';
import { registerOffline } from './offline.js';
import { PatternChart } from './pattern-chart.js';
import { clearProblem, showProblem } from './problems.js';
import { clearProof, showProof } from './proof.js';
import type { Wanted } from './protocol.js';
import { buildQuiet } from './quiet.js';
import { clearRefusals, showRefusals } from './refusals.js';
import { Scene } from './scene.js';
import { firstSession, Store, type Change } from './session.js';
import { Busy, showTiming } from './timing.js';
import { showWarnings } from './warnings.js';

/** What an answer is for: the view after a change at some time, in the midst of a gesture or not; a file; a proof. */
type Purpose =
  | { wanted: 'view'; at: number; live: boolean }
  | { wanted: 'file'; save: (result: Result) => void }
  | { wanted: 'proof' };

const announcer = new Announcer(byId('announcer'));
const store = new Store(sessionOfAddress() ?? firstSession());
const scene = new Scene(byId<SVGSVGElement>('scene'), store, announcer);
const curve = new CurveChart(byId<SVGSVGElement>('curve'), (index) => store.update({ index }, 'replace'));
const pattern = new PatternChart(byId<SVGSVGElement>('pattern'));
const slider = byId<HTMLInputElement>('index');
const busy = new Busy();
const steps = new History((canUndo, canRedo) => {
  byId<HTMLButtonElement>('undo').disabled = !canUndo;
  byId<HTMLButtonElement>('redo').disabled = !canRedo;
});

/** What the views show now, for downloads. */
let shown: Result | null = null;
/** What they showed when the last gesture ended. */
let settled: Result | null = null;
/** The view that has been asked for and not been drawn. */
let owed: Purpose | null = null;

const engine = new Engine<Purpose>({
  onBusy(purpose) {
    if (purpose === null) return busy.stop();
    busy.start(() => {
      if (purpose.wanted === 'view') setStale('Being solved. What is shown is of the scene before.');
    });
  },
  onProgress: (share) => busy.progress(share),
  onAnswer(answer, purpose) {
    if (purpose.wanted === 'view') owed = null;
    if (purpose.wanted === 'proof') clearProof();
    if ('failed' in answer) showProblem(new Error(answer.failed));
    else if ('refused' in answer) refuse(new InputError(answer.refused));
    else if ('proof' in answer) {
      if (shown !== null) showProof(answer.proof, shown, answer.spent);
    } else if (purpose.wanted === 'file') purpose.save(answer.result);
    else if (purpose.wanted === 'view') {
      show(answer.result, purpose.live);
      scene.show(answer.closeup);
      if (answer.closeup !== null) pattern.draw(answer.closeup.pattern, answer.result.scenario);
      showTiming(purpose.at, answer.spent);
    }
    if (owed !== null && !engine.isBusy) ask(owed); // a file took its place
  },
});

function show(result: Result, live: boolean): void {
  shown = result;
  if (!live) settled = result;
  const index = Math.min(store.session.index, result.points.length - 1);
  curve.draw(result, index, live ? settled : null);
  setStale(null);
  showCertificate(result, index);
  clearProof();
  showWarnings(result);
  const { rateFloor, status } = result.points[index];
  slider.setAttribute('aria-valuetext', `${short(rateFloor)} bps/Hz, ${status}`);
  clearRefusals();
  clearProblem();
}

/** Greys what is shown, which is of an older scene, and says why in the place of its status; null: it is of this one. */
function setStale(words: string | null, ...more: Node[]): void {
  document.body.classList.toggle('stale', words !== null);
  for (const id of ['download-json', 'download-csv', 'download-svg', 'prove'])
    byId<HTMLButtonElement>(id).disabled = words !== null;
  if (words !== null) byId('status').replaceChildren(words, ...more);
}

/** The model cannot compute this scenario: say why, and show that the curve is an older one. */
function refuse(error: InputError): void {
  scene.show(null);
  setStale(shown === null ? 'Refused.' : 'Refused. What is shown is of the scene before.');
  showRefusals(error.issues);
  showProblem(error);
}

function ask(purpose: Purpose): void {
  const { scenario, points, fidelity, objective, over, index } = store.session;
  if (purpose.wanted === 'view') owed = purpose;
  const wanted: Wanted = purpose.wanted;
  engine.ask({ scenario, options: { points, fidelity, objective, over }, index, wanted }, purpose);
}

store.subscribe(({ session, commit, at }: Change) => {
  slider.max = String(session.points - 1);
  slider.value = String(session.index);
  if (commit === 'push') steps.push(toAddress(session));
  else if (commit === 'replace') steps.replace(toAddress(session));
  ask({ wanted: 'view', at, live: commit === 'none' });
});

function sessionOfAddress() {
  try {
    return fromAddress(location.hash);
  } catch (error) {
    showProblem(error, 'this address');
    return null;
  }
}

addEventListener('popstate', () => {
  const session = sessionOfAddress();
  if (session !== null) store.update(session, 'replace');
});
addEventListener('keydown', (event) => {
  const wanted = undoKey(event);
  if (wanted === null) return;
  event.preventDefault();
  steps[wanted]();
});

slider.addEventListener('input', (event) => {
  store.update({ index: slider.valueAsNumber }, 'replace', event.timeStamp);
});

const onClick = (id: string, act: () => void): void => byId(id).addEventListener('click', act);
onClick('undo', () => steps.undo());
onClick('redo', () => steps.redo());
onClick('add', () => {
  const { length } = store.session.scenario.devices;
  if (addDevice(store, scene.freePlace(), announcer)) scene.focus(length);
});
onClick('fit', () => scene.fit());
onClick('zoom-in', () => scene.zoom(1.25));
onClick('zoom-out', () => scene.zoom(0.8));
onClick('dismiss', clearProblem);
onClick('cancel', () => {
  const ofView = owed !== null;
  owed = null;
  engine.cancel();
  if (!ofView) return clearProof();
  const again = html('button', { type: 'button', id: 'again' }, 'Solve');
  again.addEventListener('click', () => store.update({}, 'replace'));
  setStale('Cancelled. What is shown is of the scene before. ', again);
});
onClick('prove', () => {
  byId('proof').replaceChildren(html('p', { class: 'note' }, 'Being proved …'));
  ask({ wanted: 'proof' });
});
onClick('reset', () => {
  store.update(firstSession(), 'push');
  scene.fit();
});
onClick('share', () => {
  navigator.clipboard.writeText(location.href).then(
    () => announcer.say('Link copied'),
    () => announcer.say('The browser does not allow copying: take the link from its address bar.'),
  );
});
onClick('save', () => saveScenario(store.session));
onClick('open', () => byId('file').click());
byId<HTMLInputElement>('file').addEventListener('change', (event) => {
  const input = event.currentTarget as HTMLInputElement;
  const [file] = input.files ?? [];
  if (file === undefined) return;
  openFile(file)
    .then((patch) => {
      store.update(patch, 'push');
      scene.fit();
      announcer.say(`${file.name} opened`);
    })
    .catch((error: unknown) => showProblem(error))
    .finally(() => (input.value = '')); // so that the same file can be opened again
});
onClick('download-json', () => {
  const save = (result: Result) => saveFile('result.json', 'application/json', formatJson(result));
  ask({ wanted: 'file', save });
});
onClick('download-csv', () => {
  if (shown !== null) saveFile('curve.csv', 'text/csv', formatCsv(shown));
});
onClick('download-svg', () => {
  if (shown === null) return;
  curveSvg(shown).then((text) => saveFile('curve.svg', 'image/svg+xml', text), showProblem);
});

buildControls(store);
buildDevices(store, announcer);
buildQuiet(store, announcer);
buildMonteCarlo(store);
store.update({}, 'replace');
registerOffline(byId('offline'), byId('update'));
