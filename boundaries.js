'use strict';
// Which folder of src may import what: one table. eslint.config.mjs makes the lint rule from it, and
// test/unit/build/boundaries.test.ts breaks every row on purpose.

/** @type {Record<string, { folders: string[], packages: string[], node: boolean, vscode: boolean }>} */
const boundaries = {
  kernels: { folders: [], packages: [], node: false, vscode: false },
  analysis: { folders: ['kernels'], packages: ['web-tree-sitter'], node: false, vscode: false },
  protocol: { folders: ['kernels', 'analysis'], packages: [], node: false, vscode: false },
  worker: { folders: ['kernels', 'analysis', 'protocol'], packages: ['mathjs'], node: true, vscode: false },
  renderer: { folders: ['kernels', 'protocol'], packages: ['vscode-notebook-renderer'], node: false, vscode: false },
  extension: { folders: ['kernels', 'analysis', 'protocol'], packages: [], node: true, vscode: true },
  cli: {
    folders: ['kernels', 'analysis'],
    packages: ['ignore', 'picomatch', 'diff', 'toml-eslint-parser'],
    node: true,
    vscode: false,
  },
};

/** Folders of src/analysis/languages that know only themselves, and those beside them that every one of them may import. */
const languages = ['python', 'javascript'];
const sharedByLanguages = 'shared';

/**
 * Patterns of imports that a folder of src/analysis/languages may not have: a language none of another, and what
 * languages share none of any.
 * @param {string} folder
 */
function otherLanguages(folder) {
  return languages
    .filter((other) => other !== folder)
    .map((other) => ({
      regex: `^\\.\\.?/(?:.*/)?${other}/`,
      caseSensitive: true,
      message: `languages/${folder} may not import languages/${other} (see boundaries.js).`,
    }));
}

/**
 * The options of `no-restricted-imports` for one folder of src. Node's modules are imported as `node:…` everywhere,
 * so an import that starts with neither a dot nor an allowed name is a package that the folder may not have.
 * @param {string} folder
 * @param {string} [language] the folder of src/analysis/languages that it is about
 */
function restrictedImports(folder, language) {
  const may = boundaries[folder];
  const patterns = Object.keys(boundaries)
    .filter((other) => other !== folder && !may.folders.includes(other))
    .map((other) => ({
      regex: `^\\.\\.?/(?:.*/)?${other}/`,
      caseSensitive: true,
      message: `src/${folder} may not import src/${other} (see boundaries.js).`,
    }));
  const allowed = [...may.packages.map((name) => `${name}(?:/|$)`)];
  if (may.node) allowed.push('node:');
  if (may.vscode) allowed.push('vscode$');
  patterns.push({
    regex: `^(?!\\.${allowed.map((name) => `|${name}`).join('')})`,
    caseSensitive: true,
    message: `src/${folder} may not import this module (see boundaries.js).`,
  });
  if (language !== undefined) patterns.push(...otherLanguages(language));
  return { patterns };
}

module.exports = { boundaries, languages, sharedByLanguages, restrictedImports };
