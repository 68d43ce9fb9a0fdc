/** Figures 5 to 9 of the paper: which scenario, and what their curves vary. */
import type { Reading, Setting } from './scenes.js';

export interface FigureDefinition {
  id: string;
  title: string;
  scenario: 1 | 2;
  settings: readonly Setting[];
}

const pulses: Setting[] = [
  { name: 'cosine', pulse: 'cosine' },
  { name: 'sinc', pulse: 'sinc' },
  { name: 'ramp', pulse: 'ramp' },
];
const powers: Setting[] = [10, 20, 30].map((powerDbm) => ({ name: `${powerDbm} dBm`, powerDbm }));
const antennas: Setting[] = ([[4, 4], [4, 8], [8, 4]] as const).map((pair) => ({
  name: `${pair[0]} transmit, ${pair[1]} receive`,
  antennas: pair,
})); // prettier-ignore

export const figures: readonly FigureDefinition[] = [
  { id: '5a', title: 'Fig. 5(a): pulses, Scenario I', scenario: 1, settings: pulses },
  { id: '5b', title: 'Fig. 5(b): pulses, Scenario II', scenario: 2, settings: pulses },
  { id: '6', title: 'Fig. 6: power budgets, Scenario I', scenario: 1, settings: powers },
  { id: '7', title: 'Fig. 7: numbers of antennas, Scenario I', scenario: 1, settings: antennas },
  { id: '8', title: 'Fig. 8: power budgets, Scenario II', scenario: 2, settings: powers },
  { id: '9', title: 'Fig. 9: numbers of antennas, Scenario II', scenario: 2, settings: antennas },
];

/** Rate floors of the Scenario II figures, bps/Hz: the same for all draws, so that quantiles are taken at a rate. */
export const ratesOf: Record<Reading, readonly number[]> = {
  text: Array.from({ length: 31 }, (_, k) => k / 30),
  numbers: Array.from({ length: 14 }, (_, k) => k / 40),
};
