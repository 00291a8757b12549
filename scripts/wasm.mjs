// Compiles the AssemblyScript of src/kernels/wasm/assembly to dist/kernels.wasm:  node scripts/wasm.mjs
// The same source gives the same bytes: the compiler is a locked dependency, and nothing else goes in.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const root = fileURLToPath(new URL('..', import.meta.url));
const entry = 'src/kernels/wasm/assembly/index.ts';

/** No run-time and no allocation: the loader lays out the memory, which starts with the constants' page. */
const flags = ['--runtime', 'stub', '--enable', 'simd', '--noAssert', '-O3', '--converge', '--initialMemory', '1'];

/**
 * @param {string} [folder] where the entry stands; tests compile others
 * @returns {Promise<Uint8Array>} the module
 * @throws {Error} with what the compiler says, where the source is wrong
 */
export async function compileKernels(folder = root) {
  let module;
  const { error, stderr } = await asc.main([entry, '--outFile', 'kernels.wasm', ...flags], {
    readFile: (name, base) => {
      try {
        return readFileSync(join(folder, base === '.' ? '' : base, name), 'utf8');
      } catch {
        return null; // the compiler tries several names
      }
    },
    writeFile: (_, contents) => {
      module = contents;
    },
  });
  if (error) throw new Error(`${entry} does not compile.\n${stderr.toString()}`);
  return module;
}

/** Writes the module where `out` says, from the root, and gives its size in bytes. */
export async function buildKernels(out) {
  const module = await compileKernels();
  const path = join(root, out);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, module);
  return module.length;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    console.log(`dist/kernels.wasm: ${await buildKernels('dist/kernels.wasm')} bytes`);
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
