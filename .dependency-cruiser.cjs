// `npm run lint` refuses circles of imports, of types too: whoever reads a file must be able to end. And it keeps doors
// shut that ARCHITECTURE.md says are.
module.exports = {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'the-rigorous-checker-stands-alone',
      severity: 'error',
      from: { path: '^bindings/verify/rigorous/' },
      to: { pathNot: '^bindings/verify/rigorous/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'verify-shares-nothing-with-the-solver',
      severity: 'error',
      from: { path: '^bindings/verify/' },
      to: { path: '^(assembly|bindings/(core|solver|workers))/', dependencyTypesNot: ['type-only'] },
    },
    {
      // the simulation alone is about the Fisher matrix itself
      name: 'one-door-to-the-objective',
      severity: 'error',
      from: {
        path: '^assembly/',
        pathNot: '^assembly/(metric/(objective|direct|coupled|coupled-hessian|fisher)\\.ts|simulate/)',
      },
      to: { path: '^assembly/metric/(direct|coupled|coupled-hessian|fisher)\\.ts$' },
    },
  ],
  options: { tsPreCompilationDeps: true, doNotFollow: { path: 'node_modules' } },
};
