import { exact, type Backend, type Floats } from '../../src/kernels/index.ts';
import { measure, ratios } from '../measure.ts';
import { table } from '../table.ts';
import { fillLogits, largestUlp } from './logits.ts';
import { loopSoftmax } from './loop.ts';
import { mathjsSoftmax } from './mathjs.ts';
import { onnxSoftmax } from './onnx.ts';
import { tfjsSoftmax } from './tfjs.ts';

interface Runner {
  readonly name: string;
  readonly run: () => unknown;
  /** Where its values are after a run. */
  readonly values: () => Floats;
  /** What `peer / ours` is to be at least, and what it is hoped to be. */
  readonly goal: string;
}

/** Softmax of rows within ±30: ours and the peers, in one run. */
export async function benchSoftmax(wasm: Backend, precision: 32 | 64, rows: number, length: number): Promise<void> {
  const array = (): Floats => (precision === 32 ? new Float32Array(rows * length) : new Float64Array(rows * length));
  const logits = fillLogits(array());
  const runners = await allOf(wasm, logits, array, rows);
  const times = await measure(runners, rows === 1 ? 41 : 15);
  const exactRow = (row: number): Float64Array => {
    const result = exact('softmax', logits.subarray(row * length, (row + 1) * length), { format: 'float64' });
    if (!result.ok) throw new Error(result.message);
    return result.values;
  };
  // The first row will do for the error: the exact reference takes its time.
  const shown = runners.map(({ name, values, goal }, i) => {
    const first = values().subarray(0, length);
    const ulp = largestUlp(first, exactRow, 1);
    const nanoseconds = (milliseconds: number) => ((milliseconds * 1e6) / logits.length).toFixed(3);
    const { median, quartile } = times[i]!;
    const ofOurs = i === 0 ? ['', ''] : ratios(times[i]!, times[0]!);
    return [name, nanoseconds(median), nanoseconds(quartile), ...ofOurs, goal, ulp.toFixed(2)];
  });
  console.log(`\nfloat${precision} softmax, ${rows} × ${length.toLocaleString('en')}, logits within ±30\n`);
  const head = ['', 'ns per logit', 'quartile', 'of ours', 'by quartiles', 'goal (aim)', 'largest error, ulp'];
  console.log(table(head, shown));
}

async function allOf(wasm: Backend, logits: Floats, array: () => Floats, rows: number): Promise<Runner[]> {
  const single = logits instanceof Float32Array;
  const [ours, onnx, loop] = [array(), array(), array()];
  const options = { rowLength: logits.length / rows, out: ours };
  const runOnnx = await onnxSoftmax(logits, onnx, rows);
  const runners: Runner[] = [
    {
      name: 'ours, array to array',
      run: () => wasm.runRows('softmax', logits, options),
      values: () => ours,
      goal: single ? '≤ 3 ulp (2.5)' : '',
    },
    {
      name: 'onnxruntime-node, 1 thread, preallocated',
      run: runOnnx,
      values: () => onnx,
      goal: single ? '0.7 (1.0)' : '2',
    },
    {
      name: 'loop with Math.exp',
      run: () => {
        loopSoftmax(logits, loop, rows);
      },
      values: () => loop,
      goal: single ? '10 (15)' : '5.5',
    },
  ];
  if (logits instanceof Float32Array) {
    const run = await tfjsSoftmax(logits, rows);
    runners.splice(2, 0, { name: 'tfjs, wasm backend, array to array', run, values: run, goal: '1.1 (1.3)' });
  } else if (rows === 1) {
    const run = mathjsSoftmax(logits);
    runners.push({ name: 'mathjs, numbers', run, values: () => Float64Array.from(run()), goal: '' });
  }
  return runners;
}
