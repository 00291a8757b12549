// What holds for every kernel of the registry, with what is given to it and at the edges.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  arithmeticFormatNames,
  exact,
  exactNames,
  formats,
  gradient,
  isRowKernel,
  kernelNames,
  kernels,
  policyNames,
  runKernel,
  typescriptBackend,
  type KernelName,
  type RunOptions,
} from '../../../src/kernels/index.ts';
import { wasmBackend } from './support/wasm.ts';

const variants = ['naive', 'stable'] as const;
const backends = [await wasmBackend(), typescriptBackend];

/** All that a kernel may be given, in arrays that a format other than float64 has to round. */
function everything(n: number) {
  const given = (next: (i: number) => number) => Float64Array.from({ length: n }, (_, i) => next(i));
  return {
    logits: given((i) => 0.1 + ((0.37 * i) % 0.8)),
    targets: given((i) => (0.3 * i) % 1),
    other: given((i) => 0.7 - 0.1 * i),
    mask: given((i) => (i % 3 === 2 ? -Infinity : 0)),
    keep: given((i) => (i % 3 === 2 ? 0 : 1)),
    cotangent: given((i) => 1.1 + i),
    temperature: 0.7,
  };
}

for (const name of kernelNames) {
  test(`${name} changes nothing that it is given, whichever way it is run`, () => {
    for (const n of [1, 7, 12]) {
      const given = everything(n);
      const before = structuredClone(given);
      const target = Int32Array.of(n - 1);
      const { logits, cotangent, ...operands } = given;
      const perValue = kernels[name].result === 'scalar' ? Float64Array.of(1.1) : cotangent;
      const ran: boolean[] = [];
      for (const format of arithmeticFormatNames) {
        for (const variant of variants) {
          for (const backend of backends) {
            // The SIMD kernels run where there are no other options than these.
            ran.push(backend.runKernel(name, variant, logits, { format, target: n - 1 }).ok);
            for (const policy of policyNames) {
              ran.push(backend.runKernel(name, variant, logits, { ...operands, format, policy, target }).ok);
            }
          }
          for (const rules of ['torch', 'jax']) {
            const options = { ...operands, format, rules, target, cotangent: perValue };
            ran.push(gradient(name, variant, logits, options).ok);
          }
        }
      }
      if (isRowKernel(name)) {
        for (const backend of backends) ran.push(backend.runRows(name, logits, { targets: target }).ok);
      }
      assert.ok(ran.filter(Boolean).length > ran.length / 2, `${ran.length} runs`);
      assert.deepEqual(given, before);
      assert.deepEqual([...target], [n - 1]);
      assert.equal(perValue[0], 1.1);
    }
  });
}

test('no exact function, no rounding and no sweep changes what it is given', () => {
  const { logits } = everything(37);
  const before = logits.slice();
  for (const name of exactNames) assert.ok(exact(name, logits, { format: 'float16', target: 3, residuals: true }).ok);
  for (const backend of backends) {
    for (const name of arithmeticFormatNames) assert.equal(backend.roundArray(logits, formats[name]).length, 37);
    const scales = Float64Array.of(0.1, 3);
    assert.equal(backend.sweep(logits, scales, [formats.float16, formats.float64]).errors.length, 8);
    assert.deepEqual([...scales], [0.1, 3]);
  }
  assert.deepEqual(logits, before);
});

function values(name: KernelName, logits: number[], options: RunOptions): number[] {
  const n = logits.length;
  const defaults = {
    target: 0,
    targets: Array<number>(n).fill(0.5),
    other: Array<number>(n).fill(0),
    mask: Array<number>(n).fill(0),
    keep: Array<number>(n).fill(1),
  };
  const result = runKernel(name, 'stable', logits, { ...defaults, ...options });
  assert.ok(result.ok, result.ok ? '' : result.message);
  return [...result.values];
}

for (const name of kernelNames) {
  const kernel = kernels[name];

  test(`a NaN among the logits makes ${name} NaN: ${kernel.along === 'axis' ? 'all of it' : 'its own value'}`, () => {
    for (const format of arithmeticFormatNames) {
      for (const at of [0, 2]) {
        const logits = [0.5, 0.25, 0.75];
        logits[at] = NaN;
        const found = values(name, logits, { format, target: at });
        const isOwn = kernel.result === 'vector' && kernel.along === 'elements';
        found.forEach((value, i) => {
          assert.equal(Number.isNaN(value), !isOwn || i === at, `${format}: [${found.join()}]`);
        });
      }
    }
  });

  test(`of no logits ${name} has no values, the value of an empty sum, or an error`, () => {
    if (kernel.takes.includes('target')) {
      const result = runKernel(name, 'stable', [], { target: 0 });
      assert.equal(!result.ok && result.code, 'target-out-of-range');
      return;
    }
    const expected: Partial<Record<KernelName, number[]>> = { 'log-sum-exp': [-Infinity], 'log-mean-exp': [NaN] };
    for (const variant of variants) {
      const result = runKernel(name, variant, [], { targets: [], other: [], mask: [], keep: [] });
      assert.ok(result.ok);
      assert.deepEqual([...result.values], expected[name] ?? []);
    }
  });

  test(`${name} has one value for both zeros, and equal ones for equal logits`, () => {
    for (const format of arithmeticFormatNames) {
      const probabilities = kernel.input === 'probabilities';
      const [first, second] = values(name, [0, -0], { format });
      if (kernel.result === 'vector') assert.equal(first, second, format);
      const tied = values(name, Array<number>(5).fill(probabilities ? 0.25 : 3), { format });
      assert.equal(new Set(tied).size, 1, `${format}: ${tied.join()}`);
      assert.ok(Number.isFinite(tied[0]), `${format}: ${tied.join()}`);
    }
  });
}
