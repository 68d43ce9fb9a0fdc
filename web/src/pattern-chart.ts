/** The transmit beampattern: power over angle from broadside, with the directions of the devices. */
import { orientationOf, type Beampattern, type Scenario } from 'isabc';
import { linear, type Axis } from './axis.js';
import { px, set, svg } from './dom.js';
import { Chart, frame, text } from './frame.js';
import { minus } from './names.js';

/** Decibels below the strongest direction that are shown. */
const depth = 30;

export class PatternChart extends Chart {
  #shown: { pattern: Beampattern; scenario: Scenario } | null = null;

  constructor(host: SVGSVGElement) {
    super(host, { left: 58, right: 22, top: 62, bottom: 48 });
  }

  draw(pattern: Beampattern, scenario: Scenario): void {
    this.#shown = { pattern, scenario };
    this.redraw();
  }

  protected redraw(): void {
    if (this.#shown === null || !this.drawable) return;
    const { pattern, scenario } = this.#shown;
    // against what one antenna would radiate any way with all the power, P0 = powerDbm − 30 dBW
    const gains = pattern.power.map((watts) => 10 * Math.log10(watts) + 30 - scenario.powerDbm);
    const top = Math.max(...gains);
    const best = pattern.angles[gains.indexOf(top)];
    set(this.host, {
      'aria-label': `Transmit beampattern: strongest at ${minus(best.toFixed(0))} degrees, ${minus(top.toFixed(1))} decibels.`,
    });
    const { left, right, bottom } = this.box;
    const x = linear([-90, 90], left, right, 6, 30);
    const y = linear([Math.floor(top) - depth, Math.ceil(top + 0.5)], bottom, this.box.top, 5);
    const floor = Math.floor(top) - depth;
    const d = pattern.angles.map((angle, i) => `${px(x.at(angle))} ${px(y.at(Math.max(gains[i], floor)))}`);
    this.host.replaceChildren(
      frame(this.box, x, y, 'angle from broadside (°)', 'power against one antenna (dB)'),
      ...rays(scenario, x).map(({ at, label, level, silent }) =>
        svg(
          'g',
          { class: silent ? 'ray silent' : 'ray' },
          svg('path', { d: `M${px(at)} ${px(this.box.top - 11 * level)}V${px(bottom)}` }),
          text(at, this.box.top - 3 - 11 * level, label, 'middle'),
        ),
      ),
      svg('path', { class: 'curve', d: 'M' + d.join('L') }),
    );
  }
}

/** The devices' directions; labels that would touch go to different levels, as long as there are any. */
function rays(scenario: Scenario, x: Axis) {
  const ends = [-Infinity, -Infinity, -Infinity];
  return scenario.devices
    .map(({ position, symbol }, index) => {
      return { at: x.at(direction(scenario, position)), label: String(index + 1), silent: symbol === 0 };
    })
    .sort((a, b) => a.at - b.at)
    .map((ray) => {
      const free = ends.findIndex((end) => ray.at > end + 14);
      const level = free < 0 ? ends.length - 1 : free;
      ends[level] = ray.at;
      return { ...ray, level };
    });
}

/** Degrees from the transmitter's broadside, −90 to 90. */
function direction({ transmitter }: Scenario, [x, y]: readonly number[]): number {
  const [dx, dy] = [x - transmitter.position[0], y - transmitter.position[1]];
  const axis = (orientationOf(transmitter) * Math.PI) / 180;
  const sine = (dx * Math.cos(axis) + dy * Math.sin(axis)) / Math.hypot(dx, dy);
  return (Math.asin(Math.min(1, Math.max(-1, sine))) * 180) / Math.PI;
}
