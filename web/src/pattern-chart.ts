/** The transmit beampattern: power over angle, with the directions of the devices and those that must stay quiet. */
import { isInSpace, isLine, orientationOf, type Beampattern, type Scenario } from 'isabc';
import { linear, type Axis } from './axis.js';
import { px, set, svg } from './dom.js';
import { Chart, frame, text, type Box } from './frame.js';
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
    const most = pattern.angles[pattern.angles.length - 1];
    const x = linear([-most, most], left, right, 6, most > 90 ? 60 : 30);
    const y = linear([Math.floor(top) - depth, Math.ceil(top + 0.5)], bottom, this.box.top, 5);
    const floor = Math.floor(top) - depth;
    const d = pattern.angles.map((angle, i) => `${px(x.at(angle))} ${px(y.at(Math.max(gains[i], floor)))}`);
    const directions = rays(scenario, x, this.box);
    this.host.replaceChildren(
      frame(this.box, x, y, angleWords(scenario), powerWords(scenario)),
      ...directions.map(({ at, level, silent }) => {
        const d = `M${px(at)} ${px(this.box.top - 12 * level)}V${px(bottom)}`;
        return svg('g', { class: silent ? 'ray silent' : 'ray' }, svg('path', { d }));
      }),
      // over the lines of their neighbours
      ...directions.flatMap(({ at, label, level, silent }) =>
        label === ''
          ? []
          : [
              svg(
                'g',
                { class: silent ? 'ray silent' : 'ray' },
                text(at, this.box.top - 3 - 12 * level, label, 'middle'),
              ),
            ],
      ),
      svg('path', { class: 'curve', d: 'M' + d.join('L') }),
      ...quietMarks(scenario, x, (dbm) => y.at(Math.max(dbm - scenario.powerDbm, floor))),
    );
  }
}

function angleWords({ transmitter }: Scenario): string {
  if (isInSpace(transmitter)) return 'azimuth from +x (°)';
  return 'elements' in transmitter ? 'angle from +x (°)' : 'angle from broadside (°)';
}

function powerWords({ transmitter }: Scenario): string {
  const where = isInSpace(transmitter) ? ', at the strongest elevation' : '';
  return `power against one antenna${where} (dB)`;
}

/** A stroke at the limit of each quiet direction. */
function quietMarks(scenario: Scenario, x: Axis, yAt: (dbm: number) => number): SVGElement[] {
  return (scenario.limits?.quiet ?? []).map((one) => {
    const angle = 'position' in one ? direction(scenario, one.position) : one.direction;
    return svg('path', { class: 'quiet', d: `M${px(x.at(angle) - 7)} ${px(yAt(one.limitDbm))}h14` });
  });
}

/** Levels on which labels can stand above the frame. */
const levels = 3;

/**
 * The devices' directions. Labels that would touch go to different levels; where all are taken, the last one speaks for
 * those that follow, "4 +2".
 */
function rays(scenario: Scenario, x: Axis, { left, right }: Box) {
  const drawn = scenario.devices
    .map(({ position, symbol }, index) => ({
      at: x.at(direction(scenario, position)),
      label: String(index),
      more: 0,
      level: 0,
      silent: symbol === 0,
    }))
    .sort((a, b) => a.at - b.at);
  const last: (typeof drawn)[number][] = [];
  const words = ({ label, more }: { label: string; more: number }): string =>
    more === 0 ? label : `${label} +${more}`;
  const half = (ray: { label: string; more: number }): number => 4 * words(ray).length;
  return drawn
    .map((ray) => {
      const free = Array.from({ length: levels }, (_, level) => level).find((level) => {
        const before = last[level];
        // on the last level there may be more to say
        const more = level === levels - 1 ? 30 : 0;
        return (
          before === undefined || ray.at - before.at > half({ ...ray, more }) + half({ ...before, more }) + 2
        );
      });
      if (free === undefined) {
        last[levels - 1].more++;
        return { ...ray, label: '' };
      }
      ray.level = free;
      last[free] = ray;
      return ray;
    })
    .map((ray) => {
      const room = ray.at - half(ray) > left - 50 && ray.at + half(ray) < right + 20;
      return { ...ray, label: ray.label !== '' && room ? words(ray) : '' };
    });
}

/** Where a place lies, in degrees as the pattern counts them. */
function direction({ transmitter }: Scenario, [x, y]: readonly number[]): number {
  const [dx, dy] = [x - transmitter.position[0], y - transmitter.position[1]];
  const space = isInSpace(transmitter);
  const axis = (orientationOf(transmitter) * Math.PI) / 180;
  if (isLine(transmitter) && !space) {
    const sine = (dx * Math.cos(axis) + dy * Math.sin(axis)) / Math.hypot(dx, dy);
    return (Math.asin(Math.min(1, Math.max(-1, sine))) * 180) / Math.PI;
  }
  const turn = Math.atan2(dy, dx) - (space ? 0 : axis - Math.PI / 2);
  return (Math.atan2(Math.sin(turn), Math.cos(turn)) * 180) / Math.PI;
}
