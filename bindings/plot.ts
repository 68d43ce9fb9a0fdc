/** The entry `isabc/plot`: figures, apart from the solver, which draws nothing. */

export * from './plot/index.js';
