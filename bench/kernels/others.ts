import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { firstFailures, formats, typescriptBackend, type Backend, type FormatName } from '../../src/kernels/index.ts';
import { measure, ratios, timing } from '../measure.ts';
import { table } from '../table.ts';
import { fillLogits } from './logits.ts';

/** Rounding an array to each format, beside what a processor does by itself: a copy to float32 and back. */
export async function benchRounding(wasm: Backend): Promise<void> {
  const n = 128_000;
  const values = fillLogits(new Float64Array(n));
  const [single, back, out] = [new Float32Array(n), new Float64Array(n), new Float64Array(n)];
  const names = Object.keys(formats) as FormatName[]; // Record's keys
  const copy = () => {
    single.set(values);
    back.set(single);
  };
  const rounders = names.map((name) => ({ name, run: () => wasm.roundArray(values, formats[name], out) }));
  const [reference, ...times] = await measure([{ name: 'copy', run: copy }, ...rounders]);
  const rows = names.map((name, i) => [name, perElement(times[i]!.median, n), ...ratios(times[i]!, reference!), '1.5']);
  console.log(`\nRounding ${n.toLocaleString('en')} doubles to a format\n`);
  const copied = ['copy to Float32Array and back', perElement(reference!.median, n), '1.00', '1.00', ''];
  console.log(table(['', 'ns per element', 'of the copy', 'by quartiles', 'goal, at most'], [copied, ...rows]));
}

function perElement(milliseconds: number, n: number): string {
  return ((milliseconds * 1e6) / n).toFixed(3);
}

/** Those that a sweep shows, and that a draw of logits is searched in. */
const swept: readonly FormatName[] = ['float64', 'float32', 'float16', 'bfloat16', 'float8_e4m3fn', 'float8_e5m2'];

/** Where the naive softmax of given logits first fails: scaled, shifted up and shifted down, by bisection on the twin. */
export async function benchThresholds(): Promise<void> {
  const logits = fillLogits(new Float64Array(1000));
  const [all] = await measure(
    [{ name: 'thresholds', run: () => swept.map((format) => firstFailures('softmax', logits, { format })) }],
    15,
  );
  const what = `${swept.length * 3} thresholds of one draw of 1,000 logits (${swept.length} formats)`;
  console.log(`\n${what}: ${all!.median.toFixed(1)} ms, quartile ${all!.quartile.toFixed(1)} (goal: below 10)`);
}

/** What a slider needs a frame. */
export async function benchSweep(wasm: Backend): Promise<void> {
  const logits = fillLogits(new Float64Array(1000));
  const scales = Float64Array.from({ length: 200 }, (_, i) => 0.02 * (i + 1));
  const inFormats = swept.map((name) => formats[name]);
  const [ours, typescript] = await measure(
    [wasm, typescriptBackend].map((backend) => ({
      name: backend.name,
      run: () => backend.sweep(logits, scales, inFormats),
    })),
    15,
  );
  console.log('\nSweep: 6 formats × 200 scales × naive and stable × 1,000 logits, one thread\n');
  const rows = [
    ['ours', ours!.median.toFixed(1), ours!.quartile.toFixed(1), '', '', 'below 16'],
    ['TypeScript', typescript!.median.toFixed(1), typescript!.quartile.toFixed(1), ...ratios(typescript!, ours!), ''],
  ];
  console.log(table(['', 'ms', 'quartile', 'of ours', 'by quartiles', 'goal'], rows));
}

/** From bytes to the first result, in processes of their own: an engine keeps what it has compiled. */
export function benchColdStart(module: string): void {
  const times = Array.from({ length: 9 }, () => {
    const script = fileURLToPath(new URL('cold.ts', import.meta.url));
    const child = spawnSync(process.execPath, ['--import', 'tsx', script, module], { encoding: 'utf8' });
    return Number(child.stdout);
  });
  console.log(`\nkernels.wasm: ${(statSync(module).size / 1024).toFixed(1)} KB (goal: at most 10)`);
  const { median, quartile } = timing(times);
  console.log(
    `Cold start, bytes to first softmax: ${median.toFixed(2)} ms, quartile ${quartile.toFixed(2)} (goal: at most 3)`,
  );
}
