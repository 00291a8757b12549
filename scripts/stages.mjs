// What `npm test` runs, in order. A row each; `npm test -- NAME…` runs some.
import { existsSync, readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { root } from './setup.mjs';

/**
 * @typedef {object} Stage
 * @property {string} name
 * @property {'check' | 'tests'} counts a check is one; tests say themselves how many they are
 * @property {boolean} [built] needs dist/
 * @property {() => string[][]} steps arguments for Node, run one after the other
 */

const bin = (path) => join(root, 'node_modules', path);

/**
 * Arguments that run every test file below a folder; Node 20 knows no patterns here.
 * @throws {Error} where there is none: a stage that runs nothing must not pass
 */
function nodeTests(folder, ...options) {
  const path = join(root, 'test', folder);
  const names = existsSync(path) ? readdirSync(path, { recursive: true, encoding: 'utf8' }) : [];
  const files = names.filter((name) => name.endsWith('.test.ts')).sort();
  if (files.length === 0) throw new Error(`There is no test file (*.test.ts) in test/${folder}.`);
  const reporter = ['--test-reporter', './scripts/reporter.mjs', '--test-reporter-destination', 'stdout'];
  const paths = files.map((name) => join('test', folder, name));
  const draws = folder === 'unit' ? ['--import', './scripts/draws.mjs'] : [];
  return ['--import', 'tsx', ...draws, '--test', ...reporter, ...options, ...paths];
}

const inVsCode = (...args) => ['--import', 'tsx', 'test/host/main.ts', ...args];
/** Node would leave one core idle, of two. */
const everyCore = `--test-concurrency=${availableParallelism()}`;
const packaging = ['scripts/package.mjs', 'test-results/extension.vsix'];

/** @type {readonly Stage[]} */
export const stages = [
  { name: 'format', counts: 'check', steps: () => [[bin('prettier/bin/prettier.cjs'), '--check', '.']] },
  { name: 'lint', counts: 'check', steps: () => [[bin('eslint/bin/eslint.js'), '.', '--max-warnings', '0']] },
  { name: 'typecheck', counts: 'check', steps: () => [[bin('typescript/bin/tsc'), '-b']] },
  { name: 'build', counts: 'check', steps: () => [['esbuild.js']] },
  { name: 'unit', counts: 'tests', steps: () => [nodeTests('unit', everyCore)] },
  { name: 'cli', counts: 'tests', built: true, steps: () => [nodeTests('cli')] },
  { name: 'integration', counts: 'tests', built: true, steps: () => [inVsCode('integration')] },
  { name: 'integration-web', counts: 'tests', built: true, steps: () => [inVsCode('integration', '--web')] },
  { name: 'start', counts: 'tests', built: true, steps: () => [nodeTests('start')] },
  { name: 'package', counts: 'tests', built: true, steps: () => [packaging, nodeTests('package')] },
  { name: 'user', counts: 'tests', built: true, steps: () => [packaging, nodeTests('user', '--test-concurrency=1')] },
];
