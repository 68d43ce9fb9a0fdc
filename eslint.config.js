import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

// "The same bits everywhere": these are exact in every engine (IEEE 754), the rest of Math is not.
const exactMath = [
  'abs',
  'ceil',
  'clz32',
  'floor',
  'fround',
  'imul',
  'max',
  'min',
  'round',
  'sign',
  'sqrt',
  'trunc',
];
const sameBits = 'The same bits everywhere: the host rounds this as it likes. Compute it in assembly/.';

export default defineConfig([
  // assembly/ is AssemblyScript, which neither parser reads: scripts/check-assembly.mjs.
  globalIgnores([
    'assembly/',
    'build/',
    'dist/',
    'dist-web/',
    'out/',
    'python/isabc/_dist/',
    'python/build/',
  ]),
  js.configs.recommended,
  // Input is checked for control characters on purpose.
  { rules: { 'no-control-regex': 'off' } },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommended],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['**/*.js', '**/*.mjs'],
    languageOptions: {
      globals: Object.fromEntries(
        ['Buffer', 'URL', 'console', 'performance', 'process'].map((name) => [name, 'readonly']),
      ),
    },
  },
  {
    rules: { eqeqeq: ['error', 'always', { null: 'ignore' }], 'no-var': 'error', 'prefer-const': 'error' },
  },
  {
    // What stands between a scenario and a number; verify shares no arithmetic with the core, plots draw.
    files: ['bindings/**/*.ts'],
    ignores: ['bindings/verify/**', 'bindings/plot*', 'bindings/plot*/**'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'Math', allowProperties: exactMath, message: sameBits },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: "BinaryExpression[operator='**']", message: sameBits },
        { selector: "AssignmentExpression[operator='**=']", message: sameBits },
      ],
    },
  },
]);
