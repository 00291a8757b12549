import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  formats,
  kernelNames,
  rowKernels,
  runKernel,
  sweepIndex,
  typescriptBackend,
  type Format,
  type KernelError,
  type KernelValues,
  type RunOptions,
  type Variant,
} from '../../../src/kernels/index.ts';
import { randomFrom } from './support/random.ts';
import { wasmBackend } from './support/wasm.ts';

const wasm = await wasmBackend();
const rowNames = Object.keys(rowKernels);
const computed = Object.values(formats).filter(({ use }) => use === 'arithmetic');
const variants: readonly Variant[] = ['naive', 'stable'];

/** What both give; where the one is an error, so is the other, and the same one. */
function both(
  name: string,
  variant: Variant,
  logits: ArrayLike<number>,
  options: RunOptions,
): [KernelValues, KernelValues] {
  const ours = wasm.runKernel(name, variant, logits, options);
  const reference = runKernel(name, variant, logits, options);
  assert.ok(ours.ok && reference.ok);
  sameResult({ ...ours, values: reference.values }, reference, name);
  return [ours, reference];
}

/** Equal but for the bits of NaN, which assert would compare in typed arrays. */
function sameResult(ours: KernelValues | KernelError, reference: KernelValues | KernelError, what: string): void {
  const plain = (result: KernelValues | KernelError) =>
    result.ok ? { ...result, logits: [...result.logits], values: [...result.values] } : result;
  assert.deepEqual(plain(ours), plain(reference), what);
}

const anyNumber = fc.oneof(
  { weight: 8, arbitrary: fc.double({ min: -120, max: 120, noNaN: true }) },
  { weight: 2, arbitrary: fc.double({ min: -12, max: 12, noNaN: true }) },
  { weight: 1, arbitrary: fc.double() },
);
const anyLogits = fc.oneof(
  fc.array(anyNumber, { minLength: 1, maxLength: 40 }),
  fc.array(fc.double({ min: -20, max: 20, noNaN: true }), { minLength: 1, maxLength: 200 }),
);

test('in every format narrower than float64 both twins of every row kernel are the reference bit for bit', () => {
  const narrow = computed.filter(({ precision }) => precision < 53);
  assert.ok(narrow.length >= 8);
  fc.assert(
    fc.property(
      fc.constantFrom(...rowNames),
      fc.constantFrom(...variants),
      fc.constantFrom(...narrow),
      anyLogits,
      (name, variant, { name: format }, logits) => {
        const [ours, reference] = both(
          name,
          variant,
          logits,
          name === 'cross-entropy' ? { format, target: 0 } : { format },
        );
        assert.deepEqual([...ours.values], [...reference.values]);
      },
    ),
    // exp is to less than an ulp of double in both: a difference needs it within 2^-52 of the middle of two values.
    { numRuns: 10_000 },
  );
});

test('in float64 the twins fail where the reference fails, and else differ by the error of two exps and their sum', () => {
  fc.assert(
    fc.property(fc.constantFrom(...rowNames), fc.constantFrom(...variants), anyLogits, (name, variant, logits) => {
      const [ours, reference] = both(name, variant, logits, name === 'cross-entropy' ? { target: 0 } : {});
      ours.values.forEach((value, i) => {
        const right = reference.values[i]!;
        if (!Number.isFinite(value) || !Number.isFinite(right)) {
          assertSame(value, right);
          return;
        }
        // log of a probability that is subnormal has lost its digits in both
        const lost = variant === 'naive' && name !== 'softmax' ? 2 ** -20 : 0;
        const bound = (8 + logits.length) * 2 ** -52 * Math.max(Math.abs(right), name === 'softmax' ? 0 : 1);
        assert.ok(
          Math.abs(value - right) <= bound + lost * Math.abs(right) + 5e-324,
          `${name} ${variant}: ${value}, ${right}`,
        );
      });
    }),
    { numRuns: 5_000 },
  );
});

function assertSame(value: number, right: number): void {
  assert.ok(Object.is(value, right), `${value}, ${right}`);
}

test('long rows have the order of the reference in their sums, bit for bit', () => {
  const random = randomFrom(5);
  for (const n of [127, 128, 129, 1000, 8191, 8192, 8193, 20_011]) {
    const logits = Float64Array.from({ length: n }, () => 8 * random() - 4);
    for (const { name: format } of [formats.float32, formats.float16, formats.bfloat16]) {
      for (const variant of variants) {
        const [ours, reference] = both('softmax', variant, logits, { format });
        assert.deepEqual([...ours.values], [...reference.values]);
      }
    }
  }
});

test('every other kernel, other options, and what is wrong go to the reference', () => {
  const logits = Float64Array.of(0.5, 0.25, 2);
  for (const name of [...kernelNames, 'sparsemax']) {
    for (const options of [
      {},
      { format: 'float8' },
      { target: 7 },
      { target: 1, format: 'float16' },
      { shape: [3, 1] },
      { policy: 'sequential' },
    ]) {
      for (const variant of variants) {
        const given = options as RunOptions; // some of them wrong on purpose
        const [ours, reference] = [
          wasm.runKernel(name, variant, logits, given),
          runKernel(name, variant, logits, given),
        ];
        if (reference.ok && reference.format === 'float64' && ours.ok) {
          ours.values.forEach((value, i) => {
            assert.ok(Math.abs(value - reference.values[i]!) < 1e-14);
          });
        } else sameResult(ours, reference, `${name} ${JSON.stringify(options)}`);
      }
    }
  }
  const out = new Float64Array(3);
  const result = wasm.runKernel('softmax', 'stable', logits, { format: 'float16', out });
  assert.ok(result.ok && result.values === out && out[2]! > 0.6);
  assert.deepEqual([...logits], [0.5, 0.25, 2]);
});

test('a sweep has the errors of the reference, and fails where the reference fails', () => {
  const random = randomFrom(11);
  const scales = Float64Array.from({ length: 60 }, (_, i) => 0.1 * i);
  const inFormats: Format[] = computed;
  for (const n of [1, 2, 3, 17, 100]) {
    const logits = Float64Array.from({ length: n }, () => 40 * random() - 20);
    const ours = wasm.sweep(logits, scales, inFormats).errors;
    const reference = typescriptBackend.sweep(logits, scales, inFormats).errors;
    assert.equal(ours.length, inFormats.length * scales.length * 2);
    let failures = 0;
    ours.forEach((error, i) => {
      if (Number.isNaN(error)) failures++;
      assert.equal(Number.isNaN(error), Number.isNaN(reference[i]), `${n} at ${i}: ${error}, ${reference[i]}`);
      if (!Number.isNaN(error)) assert.ok(Math.abs(error - reference[i]!) <= 2 ** -48, `${error}, ${reference[i]}`);
    });
    assert.ok(n < 17 || failures > 0);
  }
});

test('a sweep shows naive float16 failing from the threshold of its exp on, and stable float16 never', () => {
  const scales = [1, 2, 3, 3.6, 3.7, 5, 10];
  const { errors } = wasm.sweep([3, 0, -3], scales, [formats.float16]);
  // exp overflows above 11.09 = 3 · 3.697
  assert.deepEqual(
    scales.map((_, i) => Number.isNaN(errors[sweepIndex(0, i, 0, scales.length)])),
    [false, false, false, false, true, true, true],
  );
  assert.ok(scales.every((_, i) => errors[sweepIndex(0, i, 1, scales.length)]! < 0.001));
});
