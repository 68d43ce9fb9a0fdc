/** Where each equation of the paper is implemented: a file, and a name that is declared in it. */

export interface Implementation {
  equation: string;
  what: string;
  file: string;
  name: string;
}

const at = (equation: string, what: string, file: string, name: string): Implementation => ({
  equation,
  what,
  file,
  name,
});

export const implementations: readonly Implementation[] = [
  at('(1), (3)', 'excitation X = W S with the sample covariance R', 'assembly/design.ts', 'excite'),
  at('(2)', 'power budget, the equality Tr R = P0', 'assembly/solver/problem/problem.ts', 'addPower'),
  at('(4)', 'path gain η(d)', 'assembly/model/scenario.ts', 'pathGain'),
  at('(5), (8)', 'steering vectors', 'assembly/model/arrays.ts', 'steer'),
  at('(6), (7), (9)', 'symbols, gains α_l, delays τ_l', 'assembly/model/scenario.ts', 'readScenario'),
  at(
    '(10)–(13)',
    'delay and angle to position, to first order: G_l',
    'bindings/verify/geometry.ts',
    'placeJacobian',
  ),
  at('(19), (20)', 'the whole Fisher matrix', 'bindings/verify/coupled.ts', 'fisher'),
  at('(20), (55)–(62)', 'terms between devices, kept', 'assembly/metric/fisher.ts', 'prepareFisher'),
  at('(21)–(23)', 'one device: printed and decoupled', 'assembly/metric/device.ts', 'covarianceAlone'),
  at(
    '(24), (25)',
    'the objective, delays and angles added',
    'assembly/metric/objective.ts',
    'evaluateObjective',
  ),
  at('(26), (27)', 'closed form as printed', 'bindings/verify/bounds.ts', 'printed'),
  at('(29)–(31)', 'sum rate', 'assembly/metric/rate.ts', 'evaluateRate'),
  at('(29)–(31)', 'sum rate, a second time', 'bindings/verify/rate.ts', 'rateOf'),
  at('(32)', 'achievable region, drawn', 'bindings/plot/tradeoff.ts', 'tradeoffFigure'),
  at('(33)–(35)', 'the smallest bound at a rate floor', 'assembly/solver/curve/curve.ts', 'solvePoint'),
  at(
    '(42), (43)',
    'matrix inequalities, as a check of the answer',
    'assembly/metric/report.ts',
    'smallestOfBlocks',
  ),
  at('(42), (43)', 'the same, a second time', 'bindings/verify/bounds.ts', 'lmiOf'),
  at('none', 'superposed signals', 'assembly/solver/superposed/search.ts', 'solveFloor'),
];
