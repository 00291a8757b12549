import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  exact,
  exactNames,
  formats,
  isRowKernel,
  kernelNames,
  kernels,
  policyNames,
  runKernel,
  typescriptBackend,
  type Kernel,
  type KernelName,
  type RowKernelName,
  type RunOptions,
} from '../../../src/kernels/index.ts';
import { growth, leastObject, type Growth } from './support/allocation.ts';
import { wasmBackend } from './support/wasm.ts';

const variants = ['naive', 'stable'] as const;
const wasm = await wasmBackend();
const rowNames = kernelNames.filter((name): name is KernelName & RowKernelName => isRowKernel(name));

/** Within ±6, no two alike. */
const spread = (n: number) => Float64Array.from({ length: n }, (_, i) => 6 * Math.sin(i));
/** Probabilities. */
const shares = (n: number) => Float64Array.from({ length: n }, (_, i) => 0.5 + 0.4 * Math.sin(i));

/** @param arrays - of doubles, as long as the input */
function assertNone({ objects, buffers }: Growth, arrays: number, what: string): void {
  assert.ok(objects < leastObject, `${what} allocates ${objects.toFixed(1)} bytes of objects for each element`);
  assert.ok(buffers <= 8 * arrays + 2, `${what} keeps ${buffers.toFixed(1)} bytes of arrays for each element`);
}

function everyOperand(kernel: Kernel, n: number): RunOptions {
  const out = new Float64Array(kernel.result === 'scalar' ? 1 : n);
  const keep = Array.from({ length: n }, (_, i) => i % 3 > 0);
  return { target: 1, targets: shares(n), other: spread(n), mask: spread(n), keep, temperature: 2, out };
}

const run = (kernel: KernelName, variant: 'naive' | 'stable', options: RunOptions) =>
  growth((n) => {
    const input = kernels[kernel].input === 'logits' ? spread(n) : shares(n);
    const all = { ...everyOperand(kernels[kernel], n), ...options };
    return () => {
      const result = runKernel(kernel, variant, input, all);
      assert.ok(result.ok);
      return result;
    };
  });

test('what allocates by element is seen to, an object as well as an array', () => {
  const boxed = growth((n) => {
    const values = spread(n);
    return () => values.reduce((sum, x) => Math.max(...[sum, x]), 0);
  });
  assert.ok(boxed.objects >= 24, `${boxed.objects}`);
  const arrays = growth((n) => () => [1, 2, 3].map(() => new Float64Array(n)));
  assert.ok(arrays.objects < 1 && arrays.buffers > 20, `${arrays.objects}, ${arrays.buffers}`);
});

for (const name of kernelNames) {
  test(`no twin of ${name} allocates by element but the rounded input and its scratch memory, under any policy`, () => {
    // The logits, scratch memory, and what each vector operand is rounded to and brought to a line.
    const arrays = 2 + 2 * kernels[name].takes.length;
    for (const variant of variants) {
      for (const policy of policyNames) {
        const options = { format: 'float16', policy };
        assertNone(run(name, variant, options), arrays, `${variant} ${name} ${policy}`);
      }
      const double = { format: 'float64' };
      assertNone(run(name, variant, double), arrays, `${variant} ${name} in float64`);
    }
  });
}

test('nothing is allocated by line of an array', () => {
  for (const axis of [0, 1]) {
    for (const name of ['softmax', 'cross-entropy', 'softmax-with-boolean-mask'] as const) {
      const lines = growth((n) => {
        const options = { ...everyOperand(kernels[name], n), shape: axis === 1 ? [n / 4, 4] : [4, n / 4], axis };
        const [input, out] = [spread(n), new Float64Array(kernels[name].result === 'scalar' ? n / 4 : n)];
        return () => {
          const result = runKernel(name, 'stable', input, { ...options, out });
          assert.ok(result.ok);
          return result;
        };
      });
      assertNone(lines, 4, `${name} along axis ${axis}`);
    }
  }
});

for (const name of exactNames) {
  test(`the exact ${name} allocates arrays of doubles alone, where double or double-double decides`, () => {
    for (const format of ['float64', 'float16']) {
      for (const residuals of [false, true]) {
        const exactly = growth((n) => {
          const logits = spread(n);
          return () => {
            const result = exact(name, logits, { format, target: 1, residuals });
            assert.ok(result.ok);
            return result;
          };
        });
        // The rounded logits, the exponentials as one or two doubles, the values and the residuals; where
        // double decided all but one value, its exponentials too.
        assertNone(exactly, residuals ? 6 : 5, `exact ${name} in ${format}`);
      }
    }
  });
}

test('the SIMD kernels allocate no more, in formats of each kind', () => {
  for (const name of rowNames) {
    for (const variant of variants) {
      for (const format of ['float64', 'float32', 'float16', 'float8_e4m3fn']) {
        const simd = growth((n) => {
          const logits = spread(n);
          // With more options than these the TypeScript kernels run.
          const options = { format, target: 1, out: new Float64Array(kernels[name].result === 'scalar' ? 1 : n) };
          return () => {
            const result = wasm.runKernel(name, variant, logits, options);
            assert.ok(result.ok);
            return result;
          };
        });
        assertNone(simd, 2, `${variant} ${name} in ${format} in WebAssembly`);
      }
    }
  }
});

test('neither backend allocates by element over a row, in rounding, or in a sweep', () => {
  for (const backend of [wasm, typescriptBackend]) {
    for (const name of rowNames) {
      for (const array of [Float32Array, Float64Array]) {
        const row = growth((n) => {
          const logits = array.from(spread(n));
          const out = new array(kernels[name].result === 'scalar' ? 1 : n);
          return () => {
            const result = backend.runRows(name, logits, { targets: [1], out });
            assert.ok(result.ok);
            return result;
          };
        });
        assertNone(row, 4, `${backend.name} ${name}`);
      }
    }
    const rounded = growth((n) => {
      const [values, out] = [spread(n), new Float64Array(n)];
      return () => backend.roundArray(values, formats.float16, out);
    });
    assertNone(rounded, 0, `${backend.name} roundArray`);
    const swept = growth((n) => {
      const logits = spread(n);
      return () => backend.sweep(logits, [0.5, 1, 2], [formats.float32, formats.float16, formats.tfloat32]);
    });
    assertNone(swept, 4, `${backend.name} sweep`);
  }
});
