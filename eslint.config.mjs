import { createRequire } from 'node:module';
import eslint from '@eslint/js';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

const { boundaries, languages, sharedByLanguages, restrictedImports } = createRequire(import.meta.url)(
  './boundaries.js',
);

/** The lint rule that keeps each folder of src to what boundaries.js lets it import. */
const boundaryRules = Object.keys(boundaries).map((folder) => ({
  files: [`src/${folder}/**/*.ts`],
  rules: { 'no-restricted-imports': ['error', restrictedImports(folder)] },
}));

/** The same within the analysis: a language knows only itself. */
const languageRules = [...languages, sharedByLanguages].map((folder) => ({
  files: [`src/analysis/languages/${folder}/**/*.ts`],
  rules: { 'no-restricted-imports': ['error', restrictedImports('analysis', folder)] },
}));

export default tseslint.config(
  {
    ignores: [
      'dist/',
      '.tsbuild/',
      '.vscode-test/',
      '**/node_modules/',
      'test/fixtures/',
      'test/labelled/',
      'test/data/',
      'samples/',
    ],
  },
  // AssemblyScript, a language of its own with types of its own; its compiler checks it in the build.
  { ignores: ['src/kernels/wasm/assembly/'] },
  eslint.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['src/*/tsconfig.json', 'test/tsconfig.json', 'bench/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', package: 'node:test', name: ['test', 'it', 'describe', 'suite'] },
          ],
        },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
    },
  },
  ...boundaryRules,
  ...languageRules,
  {
    files: ['**/*.js', '**/*.mjs'],
    languageOptions: {
      globals: {
        console: 'readonly',
        process: 'readonly',
        module: 'writable',
        require: 'readonly',
        __dirname: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        URL: 'readonly',
        fetch: 'readonly',
        AbortSignal: 'readonly',
      },
    },
  },
  { files: ['**/*.js'], languageOptions: { sourceType: 'commonjs' } },
  prettier,
);
