/** docs/paper.md, made from the solver's own answers. */
import { scenarioTwo } from '../../bindings/figures/scenes.js';
import { quantile } from '../../bindings/figures/curves.js';
import type { DrawBatch } from '../../bindings/monte-carlo/types.js';
import type { Solver } from '../../bindings/solver/solver.js';
import { implementations } from './equations.js';
import { answer, quoted, type Ask } from './quoted.js';

/** The largest rate of Scenario II over draws of places and symbols, under either reading. */
export const secondScenario = (level: number) => ({
  scenario: { clutterDbm: level, noiseDbm: level },
  ...scenarioTwo,
  draws: 200,
  seed: 1,
  rates: [0],
});

export function paperDocument(solver: Solver, text: DrawBatch[], numbers: DrawBatch[]): string {
  const rows = quoted.map(({ figure, label, paper, ask, slip }) => {
    const own = answer(solver, 'numbers', 'printed', ask);
    const verdict =
      slip === undefined
        ? deviation(own!, paper)
        : `slip: ${slip.why} (${digits(answer(solver, 'numbers', 'printed', slip.ask))})`;
    return [figure, label, digits(paper), digits(own), verdict, literal(solver, ask)];
  });
  const within = quoted.filter(({ slip }) => slip === undefined).length;
  return `# The paper's numbers

This page is written by \`npm run paper\` and checked by \`test/paper.slow.test.ts\`; its numbers are the program's. "The paper" is Y. Tian, D. Wang, C. Huang and W. Zhang, _Performance Trade-off of Integrated Sensing and Communications for Multi-User Backscatter Systems_. \`isabc figure all --out DIR\` draws its figures 5 to 9 under both readings below.

## Two readings

**As its text has it.** One signal senses and communicates, σ_c² = σ_z² = −60 dBm, which is 1e-9 W each. Then one device has no trade-off: the beam that localizes it best carries the largest rate too, and every curve of Scenario I is level up to its end. The values are orders of magnitude away from those quoted.

**As its numbers come out.** The quoted values follow if four things are assumed that the text does not say, or denies:

1. σ_c² = σ_z² = 1e-6 W, that is −30 dBm: milliwatts and watts were confused.
2. The device's symbol in Scenario I is 3/4; the paper says only that it is drawn at random.
3. The bound is (26)–(27) as printed, with the term of (22) that should not be there.
4. The signal is superposed, x = x_c + x_s, with sensing from R_s alone, R_s as interference in the rate, and Tr(R_c + R_s) ≤ P0. The text has one covariance for both.

In a scenario: \`"signal": "superposed", "clutterDbm": -30, "noiseDbm": -30\`, and \`--fidelity printed\`.

## Scenario I

Rates in bps/Hz, CRB in s² + rad². ${within} of the ${quoted.length} values come out within 15 % as they are labelled. The other ${quoted.length - within} are slips.

${table(['figure', 'quantity', 'paper', 'numbers', '', 'text: printed / decoupled'], rows)}

For one device \`coupled\` is the same as \`decoupled\`. Under the text's reading, a rate within a bound is the largest rate, as the curve is level.

## Scenario II

Places and symbols are drawn at random and not given. The largest rate, over ${secondScenario(0).draws} draws of both (seed ${secondScenario(0).seed}; 5 % quantile, median, 95 % quantile):

${table(
  ['figure', 'quantity', 'paper', 'numbers', 'text'],
  [['5(b)', 'largest rate', '0.227', spread(numbers), spread(text)]],
)}

So 0.227 is possible for weaker symbols than the average, and for the text's noise out of the question. With several devices the superposed problem is not convex, and a convex solver as the paper uses does not apply to it; our points are \`stationary\`, with a lower bound and a gap.

## What is misprinted

- **(22)**. The derivative of a_r by φ is j k Λ a_r. The j is in the text before (54) but not in (22) and (66). With it, the delay–angle term of one device is the real part of j times a real number for a real pulse, 0. (22) makes both bounds larger by the factor 1/(1 − ε_ġ² S1²/(F̄²Δt² S0 S2)): ${factor(solver, 'cosine')} for the cosine, ${factor(solver, 'ramp')} for the ramp with eight receive antennas. On the way two minus signs get lost as well, so the sign of the printed term is a convention.
- **(27)**. In the copy at hand ε_g stands where ε_ġ belongs, in the denominator; (26) has it right.
- **The sentence on 30 dBm** in the discussion of Fig. 6 ("remaining at about 6.5e-4", "exceeds 0.044") describes the 20 dBm curve. Three lines before, the text itself gives 6.9e-5 for 30 dBm.
- **Fig. 7**: 1.60e-3 for (8, 4) should be 1.60e-2: with the printed value, more transmit antennas would help more than more receive antennas, and the text says the opposite.
- **(55), (60)–(62)** drop the terms between devices, which vanish for delays more than a symbol apart. In the paper's room delays differ by nanoseconds, and a symbol lasts 500. \`coupled\` keeps them.

## Which equation is where

${table(
  ['equation', 'what', 'file', 'name'],
  implementations.map(({ equation, what, file, name }) => [
    equation,
    what,
    `[${file}](../${file})`,
    `\`${name}\``,
  ]),
)}

(36)–(41) and (44)–(47), the lifting to a semidefinite program, are not implemented: its auxiliary variables can be eliminated exactly. The proofs in the appendices, (48)–(76), are not code either, but their results are tested against simulated samples in \`test/verify/fisher.test.ts\`.
`;
}

function literal(solver: Solver, ask: Ask): string {
  return (['printed', 'decoupled'] as const)
    .map((fidelity) => digits(answer(solver, 'text', fidelity, ask)))
    .join(' / ');
}

/** How much the printed bound is larger than the decoupled one. */
function factor(solver: Solver, pulse: 'cosine' | 'ramp'): string {
  const ask: Ask = { what: 'bound', setting: { name: pulse, pulse }, rate: 0 };
  const [a, b] = (['printed', 'decoupled'] as const).map((fidelity) =>
    answer(solver, 'text', fidelity, ask)!,
  );
  return (a / b).toFixed(3);
}

function spread(batches: readonly DrawBatch[]): string {
  const rates = batches.flatMap(({ draws }) => [...draws.maxRate]);
  return [0.05, 0.5, 0.95].map((p) => digits(quantile(rates, p))).join(', ');
}

function deviation(own: number, paper: number): string {
  const percent = 100 * (own / paper - 1);
  return `${percent < 0 ? '−' : '+'}${Math.abs(percent).toFixed(1)} %`;
}

function digits(value: number | null): string {
  if (value === null) return 'none';
  if (value === 0) return '0';
  return Math.abs(value) >= 0.01 ? String(Number(value.toPrecision(3))) : value.toExponential(2);
}

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
