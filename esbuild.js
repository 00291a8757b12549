'use strict';
// Builds the table in bundles.js into dist/ and fails when a bundle holds what it must not or outgrows its budget.
//   node esbuild.js            build and check
//   node esbuild.js --watch    rebuild on change, without minifying or checking
const { copyFileSync, existsSync, mkdirSync, rmSync } = require('node:fs');
const { join } = require('node:path');
const esbuild = require('esbuild');
const { bundles, assets, inside, kernels } = require('./bundles.js');

/**
 * What is wrong with one built bundle, in words; nothing where all is well.
 * @param {string} name
 * @param {import('./bundles.js').Bundle} bundle
 * @param {import('esbuild').Metafile} metafile
 * @returns {string[]}
 */
function violations(name, bundle, metafile) {
  const found = [];
  const inputs = Object.entries(metafile.inputs);
  for (const what of bundle.never) {
    for (const [path, input] of inputs) {
      if (inside[what].test(path)) found.push(`${name}: ${path} must not be inside (${what})`);
      for (const imported of input.imports) {
        if (imported.external && inside[what].test(imported.path)) {
          found.push(`${name}: ${path} imports ${imported.path}, which must not be inside (${what})`);
        }
      }
    }
  }
  for (const [path, output] of Object.entries(metafile.outputs)) {
    if (!path.endsWith('.map') && output.bytes > bundle.budget) {
      found.push(`${name}: ${path} has ${output.bytes} bytes, its budget is ${bundle.budget}`);
    }
  }
  return found;
}

/**
 * @param {import('./bundles.js').Bundle} bundle
 * @param {{ root?: string, outdir?: string, minify?: boolean, write?: boolean }} [options]
 * @returns {import('esbuild').BuildOptions}
 */
function optionsFor(bundle, { root = __dirname, outdir = root, minify = true, write = true } = {}) {
  return {
    absWorkingDir: root,
    entryPoints: [bundle.entry],
    outfile: join(outdir, bundle.out),
    bundle: true,
    write,
    metafile: true,
    minify,
    sourcemap: 'linked',
    sourcesContent: false,
    target: bundle.platform === 'node' ? 'node18' : 'es2022',
    platform: bundle.platform,
    format: bundle.format,
    external: bundle.external,
    legalComments: 'none',
    logLevel: 'warning',
    ...(bundle.banner ? { banner: { js: bundle.banner } } : {}),
    // The parser's module build asks for its own address, which a CommonJS or a plain script does not have.
    alias: { 'web-tree-sitter': join(root, 'node_modules/web-tree-sitter/web-tree-sitter.cjs') },
  };
}

/**
 * The same for the compiled kernels.
 * @param {{ out: string, budget: number }} kernels
 * @param {number} bytes
 * @returns {string[]}
 */
function overBudget({ out, budget }, bytes) {
  return bytes > budget ? [`kernels: ${out} has ${bytes} bytes, its budget is ${budget}`] : [];
}

/** One line of the build's table. */
function report(path, bytes, budget) {
  console.log(`${path.padEnd(24)} ${(bytes / 1024).toFixed(1).padStart(7)} KB of ${budget / 1024}`);
}

async function main() {
  const watch = process.argv.includes('--watch');
  const present = Object.entries(bundles).filter(([, bundle]) => existsSync(join(__dirname, bundle.entry)));
  if (!watch) rmSync(join(__dirname, 'dist'), { recursive: true, force: true });
  mkdirSync(join(__dirname, 'dist'), { recursive: true });
  for (const [from, to] of Object.entries(assets)) copyFileSync(join(__dirname, from), join(__dirname, to));

  const { buildKernels } = await import('./scripts/wasm.mjs');
  const kernelBytes = await buildKernels(kernels.out);

  if (watch) {
    await Promise.all(
      present.map(async ([, bundle]) =>
        (await esbuild.context({ ...optionsFor(bundle, { minify: false }), logLevel: 'info' })).watch(),
      ),
    );
    return;
  }
  const wrong = overBudget(kernels, kernelBytes);
  report(kernels.out, kernelBytes, kernels.budget);
  for (const [name, bundle] of present) {
    const { metafile } = await esbuild.build(optionsFor(bundle));
    wrong.push(...violations(name, bundle, metafile));
    for (const [path, output] of Object.entries(metafile.outputs)) {
      if (path.endsWith('.map')) continue;
      report(path, output.bytes, bundle.budget);
    }
  }
  for (const line of wrong) console.error(line);
  if (wrong.length > 0) process.exitCode = 1;
}

module.exports = { violations, optionsFor, overBudget };
if (require.main === module) {
  main().catch((error) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
