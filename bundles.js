'use strict';
// Every bundle that ships, one row each. `never` names what must not be inside (matched on esbuild's metafile),
// `budget` is the most bytes the minified file may have. test/unit/build/bundles.test.ts breaks both on purpose.

/** Inputs by what they are; a row's `never` picks from here. */
const inside = {
  vscode: /^vscode$/,
  node: /^node:|^(?:fs|path|os|worker_threads|child_process|module|url|util|crypto|http|https)$/,
  nodeButThreads:
    /^node:(?!worker_threads$)|^(?:fs|path|os|worker_threads|child_process|module|url|util|crypto|http|https)$/,
  mathjs: /node_modules\/mathjs\//,
  parser: /node_modules\/web-tree-sitter\//,
  packages: /node_modules\//,
  worker: /^src\/worker\//,
  renderer: /^src\/renderer\//,
  extension: /^src\/extension\//,
  cli: /^src\/cli\//,
};

const KB = 1024;

/**
 * @typedef {{ entry: string, out: string, platform: 'node' | 'browser', format: 'cjs' | 'esm' | 'iife', external: string[],
 *   never: (keyof typeof inside)[], budget: number, banner?: string }} Bundle
 * @type {Record<string, Bundle>}
 */
const bundles = {
  'extension for desktop and remote': {
    entry: 'src/extension/node.ts',
    out: 'dist/extension.js',
    platform: 'node',
    format: 'cjs',
    external: ['vscode'],
    never: ['packages', 'worker', 'renderer', 'cli'],
    budget: 80 * KB,
  },
  'extension for the browser': {
    entry: 'src/extension/web.ts',
    out: 'dist/extension.web.js',
    platform: 'browser',
    format: 'cjs',
    external: ['vscode'],
    never: ['node', 'packages', 'worker', 'renderer', 'cli'],
    budget: 80 * KB,
  },
  'worker for Node and the browser': {
    entry: 'src/worker/main.ts',
    out: 'dist/worker.js',
    platform: 'browser',
    format: 'iife',
    external: ['node:worker_threads'],
    never: ['vscode', 'nodeButThreads', 'extension', 'renderer', 'cli'],
    budget: 1600 * KB,
  },
  'notebook renderer': {
    entry: 'src/renderer/index.ts',
    out: 'dist/renderer.js',
    platform: 'browser',
    format: 'esm',
    external: [],
    never: ['vscode', 'node', 'packages', 'worker', 'extension', 'cli'],
    budget: 80 * KB,
  },
  'command line': {
    entry: 'src/cli/main.ts',
    out: 'dist/cli.js',
    platform: 'node',
    format: 'cjs',
    external: [],
    never: ['vscode', 'mathjs', 'worker', 'extension', 'renderer'],
    budget: 1300 * KB,
    banner: '#!/usr/bin/env node',
  },
};

/** Files that ship as they are, beside the bundles that read them. */
const assets = {
  'node_modules/web-tree-sitter/web-tree-sitter.wasm': 'dist/tree-sitter.wasm',
  'node_modules/tree-sitter-python/tree-sitter-python.wasm': 'dist/tree-sitter-python.wasm',
  'node_modules/tree-sitter-javascript/tree-sitter-javascript.wasm': 'dist/tree-sitter-javascript.wasm',
  'node_modules/tree-sitter-typescript/tree-sitter-typescript.wasm': 'dist/tree-sitter-typescript.wasm',
  'node_modules/tree-sitter-typescript/tree-sitter-tsx.wasm': 'dist/tree-sitter-tsx.wasm',
};

/** The SIMD kernels, compiled from src/kernels/wasm/assembly by scripts/wasm.mjs. */
const kernels = { out: 'dist/kernels.wasm', budget: 10 * KB };

module.exports = { bundles, assets, inside, kernels };
