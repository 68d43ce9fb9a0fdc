/** Puts the page together: the session in the middle, views around it, the worker behind. */
import { formatCsv, formatJson, InputError, type Result } from 'isabc';
import { fromAddress, toAddress } from './address.js';
import { Announcer } from './announcer.js';
import { showCertificate } from './certificate.js';
import { buildControls } from './controls.js';
import { CurveChart } from './curve-chart.js';
import { buildDevices } from './devices.js';
import { byId } from './dom.js';
import { addDevice } from './edits.js';
import { Engine } from './engine.js';
import { curveSvg } from './figures.js';
import { openFile, saveFile, saveScenario } from './files.js';
import { short } from './names.js';
import { buildMonteCarlo } from './monte-carlo.js';
import { registerOffline } from './offline.js';
import { PatternChart } from './pattern-chart.js';
import { clearProblem, showProblem } from './problems.js';
import { Scene } from './scene.js';
import { firstSession, Store, type Change } from './session.js';
import { Timing } from './timing.js';

/** What an answer is for: the view after a change at some time, in the midst of a gesture or not; or a file. */
type Purpose = { at: number; live: boolean } | { save: (result: Result) => void };

const announcer = new Announcer(byId('announcer'));
const store = new Store(sessionOfAddress() ?? firstSession());
const scene = new Scene(byId<SVGSVGElement>('scene'), store, announcer);
const curve = new CurveChart(byId<SVGSVGElement>('curve'), (index) => store.update({ index }, 'replace'));
const pattern = new PatternChart(byId<SVGSVGElement>('pattern'));
const slider = byId<HTMLInputElement>('index');
const timing = new Timing(byId('timing'));

const engine = new Engine<Purpose>({
  onBusy: (busy) => timing.busy(busy),
  onAnswer(answer, purpose) {
    if ('failed' in answer) showProblem(new Error(answer.failed));
    else if ('refused' in answer) refuse(new InputError(answer.refused));
    else if ('save' in purpose) purpose.save(answer.result);
    else {
      show(answer.result, purpose.live);
      scene.show(answer.closeup);
      if (answer.closeup !== null) pattern.draw(answer.closeup.pattern, answer.result.scenario);
      timing.drawn(purpose.at, answer.spent);
    }
  },
});

/** What the views show now, for downloads. */
let shown: Result | null = null;
/** What they showed when the last gesture ended. */
let settled: Result | null = null;

function show(result: Result, live: boolean): void {
  shown = result;
  if (!live) settled = result;
  const index = Math.min(store.session.index, result.points.length - 1);
  curve.draw(result, index, live ? settled : null);
  showCertificate(result, index);
  const { rateFloor, status } = result.points[index];
  slider.setAttribute('aria-valuetext', `${short(rateFloor)} bps/Hz, ${status}`);
  document.body.classList.remove('stale');
  clearProblem();
}

/** The model cannot compute this scenario: say why, and show that the curve is an older one. */
function refuse(error: InputError): void {
  scene.show(null);
  document.body.classList.add('stale');
  showProblem(error);
}

function ask(purpose: Purpose): void {
  const { scenario, points, fidelity, objective, index } = store.session;
  engine.ask(
    { scenario, options: { points, fidelity, objective }, index, complete: 'save' in purpose },
    purpose,
  );
}

store.subscribe(({ session, commit, at }: Change) => {
  slider.max = String(session.points - 1);
  slider.value = String(session.index);
  const address = toAddress(session);
  if (commit === 'push' && address !== location.hash) history.pushState(null, '', address);
  else if (commit === 'replace') history.replaceState(null, '', address);
  ask({ at, live: commit === 'none' });
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

slider.addEventListener('input', (event) => {
  store.update({ index: slider.valueAsNumber }, 'replace', event.timeStamp);
});

const onClick = (id: string, act: () => void): void => byId(id).addEventListener('click', act);
onClick('add', () => {
  const { length } = store.session.scenario.devices;
  if (addDevice(store, scene.freePlace(), announcer)) scene.focus(length);
});
onClick('fit', () => scene.fit());
onClick('zoom-in', () => scene.zoom(1.25));
onClick('zoom-out', () => scene.zoom(0.8));
onClick('dismiss', clearProblem);
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
  ask({ save: (result) => saveFile('result.json', 'application/json', formatJson(result)) });
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
buildMonteCarlo(store);
store.update({}, 'replace');
registerOffline(byId('offline'), byId('update'));
