// The SIMD kernels, compiled from source: unit tests need no build.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadWasmBackend, type Backend } from '../../../../src/kernels/index.ts';

const root = new URL('../../../../', import.meta.url);
const script = new URL('scripts/wasm.mjs', root);
const source = new URL('src/kernels/wasm/assembly/', root);

/** The compiler itself, which takes seconds to load. */
export async function compileKernels(folder?: string): Promise<Uint8Array<ArrayBuffer>> {
  const { compileKernels: compile } = (await import(script.href)) as {
    compileKernels: (folder?: string) => Promise<Uint8Array<ArrayBuffer>>;
  };
  return compile(folder);
}

/** The compiled module, kept from one test file to the next for as long as its source stays the same. */
export async function kernelsModule(): Promise<Uint8Array> {
  const hash = createHash('sha256')
    .update(readFileSync(script))
    .update(readFileSync(new URL('package-lock.json', root)));
  for (const name of readdirSync(source).sort()) hash.update(name).update(readFileSync(new URL(name, source)));
  const folder = new URL('.tsbuild/kernels/', root);
  const path = fileURLToPath(new URL(`${hash.digest('hex')}.wasm`, folder));
  if (!existsSync(path)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${path}.${process.pid}`, await compileKernels());
    renameSync(`${path}.${process.pid}`, path);
  }
  return readFileSync(path);
}

/** A backend of its own. */
export async function wasmBackend(): Promise<Backend> {
  const loaded = await loadWasmBackend(await kernelsModule());
  if (!loaded.ok) throw new Error(loaded.message);
  return loaded.backend;
}
