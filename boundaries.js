'use strict';
// Which folder of src may import what. One table: eslint.config.mjs turns it into the lint rule, and
// test/unit/build/boundaries.test.ts breaks each row on purpose.

/** Folders whose code runs anywhere: no Node, no DOM, no VS Code. */
const pure = ['kernels', 'analysis', 'protocol'];

/** @type {Record<string, { folders: string[], packages: string[], node: boolean, vscode: boolean }>} */
const boundaries = {
  kernels: { folders: [], packages: [], node: false, vscode: false },
  analysis: { folders: ['kernels'], packages: ['web-tree-sitter'], node: false, vscode: false },
  protocol: { folders: ['kernels', 'analysis'], packages: [], node: false, vscode: false },
  worker: { folders: ['kernels', 'analysis', 'protocol'], packages: ['mathjs'], node: true, vscode: false },
  renderer: { folders: ['kernels', 'protocol'], packages: ['vscode-notebook-renderer'], node: false, vscode: false },
  extension: { folders: ['kernels', 'analysis', 'protocol'], packages: [], node: true, vscode: true },
  cli: { folders: ['kernels', 'analysis'], packages: ['ignore'], node: true, vscode: false },
};

module.exports = { boundaries, pure };
