import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { loadWasmBackend } from '../../src/kernels/index.ts';
import { benchExact } from '../exact.ts';
import { benchColdStart, benchRounding, benchSweep, benchThresholds } from './others.ts';
import { benchSoftmax } from './softmax.ts';

/** Every figure of the kernels beside its goal. Ratios of one run hold better than its times. */
export async function benchKernels(): Promise<void> {
  console.log(`Node ${process.versions.node}, ${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} threads`);
  console.log(
    'Interleaved rounds, one thread: medians, and lower quartiles where it says so, which other load on the machine moves\n' +
      'less. "of ours": the time divided by ours, so more is better for us.',
  );
  const { buildKernels } = (await import(new URL('../../scripts/wasm.mjs', import.meta.url).href)) as {
    buildKernels: (out: string) => Promise<number>;
  };
  await buildKernels('.tsbuild/bench/kernels.wasm');
  const module = fileURLToPath(new URL('../../.tsbuild/bench/kernels.wasm', import.meta.url));
  benchColdStart(module);
  const loaded = await loadWasmBackend(readFileSync(module));
  if (!loaded.ok) throw new Error(loaded.message);
  const wasm = loaded.backend;
  await benchSoftmax(wasm, 32, 1, 128_000);
  await benchSoftmax(wasm, 32, 64, 50_257);
  await benchSoftmax(wasm, 64, 1, 128_000);
  await benchRounding(wasm);
  await benchSweep(wasm);
  await benchThresholds();
  console.log('\nExact reference\n');
  console.table(benchExact());
}
