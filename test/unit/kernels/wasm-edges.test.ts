import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  loadWasmBackend,
  rowKernels,
  typescriptBackend,
  type Floats,
  type RowKernelName,
  type RowOptions,
} from '../../../src/kernels/index.ts';
import { randomFrom } from './support/random.ts';
import { wasmBackend } from './support/wasm.ts';

const backends = [await wasmBackend(), typescriptBackend];
const names = Object.keys(rowKernels) as RowKernelName[]; // the object's own keys
const types = [Float32Array, Float64Array];

/** The values of both backends, the SIMD one's first. */
function both(name: RowKernelName, logits: Floats, options: RowOptions<Floats> = {}): [number[], number[]] {
  const [first, second] = backends.map((backend) => {
    const result = backend.runRows(name, logits, options);
    assert.ok(result.ok, result.ok ? '' : result.message);
    return [...result.values];
  });
  return [first!, second!];
}

/** Not finite where the other is not, and then the same. */
function samePattern([wasm, typescript]: [number[], number[]], what: string): void {
  assert.equal(wasm.length, typescript.length, what);
  wasm.forEach((value, i) => {
    if (Number.isFinite(value) && Number.isFinite(typescript[i])) return;
    assert.ok(Object.is(value, typescript[i]), `${what}: ${value}, ${typescript[i]}`);
  });
}

test('an infinity or NaN anywhere in rows of 1 to 70 logits ends as it does in the reference', () => {
  let compared = 0;
  for (let n = 1; n <= 70; n++) {
    for (const special of [NaN, Infinity, -Infinity]) {
      for (const at of [0, n >> 1, n - 1]) {
        for (const type of types) {
          const logits = new type(n).map((_, i) => (i === at ? special : i % 5));
          for (const name of names) {
            samePattern(both(name, logits, { targets: [n - 1] }), `${name} ${type.name} ${n}, ${special} at ${at}`);
            compared++;
          }
        }
      }
    }
  }
  assert.equal(compared, 70 * 3 * 3 * 2 * 4);
});

test('a NaN is NaN whatever its bits, and among infinities', () => {
  for (const bits of [0x7fc00001, 0x7f800001, 0xffc00000, 0x7fffffff, 0xff800123]) {
    const logits = new Float32Array(37);
    new Uint32Array(logits.buffer)[11] = bits;
    assert.ok(both('softmax', logits)[0].every(Number.isNaN), bits.toString(16));
    logits.fill(-Infinity, 12);
    assert.ok(both('softmax', logits)[0].every(Number.isNaN), bits.toString(16));
  }
});

test('nothing but −Infinity, nothing but NaN, one logit and none', () => {
  for (const type of types) {
    for (const name of names) {
      for (const special of [-Infinity, NaN, Infinity]) {
        for (const n of [1, 2, 16, 33]) {
          samePattern(both(name, new type(n).fill(special), { targets: [0] }), `${name} ${n} × ${special}`);
        }
      }
    }
    for (const logit of [-1e38, -1000, -0, 0, 3, 1e38]) {
      assert.deepEqual(both('softmax', type.of(logit)), [[1], [1]]);
      assert.deepEqual(both('log-softmax', type.of(logit)), [[0], [0]]);
      assert.deepEqual(
        both('log-sum-exp', type.of(logit))[0],
        [...type.of(logit)].map((x) => x + 0),
      );
    }
    assert.deepEqual(both('softmax', new type(0)), [[], []]);
    assert.deepEqual(both('log-softmax', new type(0)), [[], []]);
    assert.deepEqual(both('log-sum-exp', new type(0)), [[-Infinity], [-Infinity]]);
  }
});

test('the greatest and least numbers there are do not overflow on the way', () => {
  for (const [type, max] of [
    [Float32Array, 3.4028234663852886e38],
    [Float64Array, Number.MAX_VALUE],
  ] as const) {
    for (const logits of [type.of(max, -max, max, 0), type.of(-max, -max), type.of(max), type.of(5e-324, 1e-45, -0)]) {
      const [wasm, typescript] = both('softmax', logits);
      assert.deepEqual(wasm, typescript);
    }
  }
});

test('rows are run one by one: each as it would be alone, a failing one without harm to the next', () => {
  const random = randomFrom(7);
  const rowLength = 37;
  for (const type of types) {
    const logits = new type(5 * rowLength).map(() => 20 * random());
    logits[2 * rowLength + 3] = NaN;
    const targets = [0, 36, 5, 6, 7];
    for (const name of names) {
      const [together] = both(name, logits, { rowLength, targets });
      const alone = targets.flatMap((target, row) => {
        return both(name, logits.slice(row * rowLength, (row + 1) * rowLength), { targets: [target] })[0];
      });
      assert.deepEqual(together, alone);
      assert.equal(together.filter(Number.isNaN).length, rowKernels[name].result === 'scalar' ? 1 : rowLength);
    }
  }
});

test('the logits stay as they were, out receives the values, and neither need start where memory does', () => {
  for (const backend of backends) {
    for (const type of types) {
      const memory = new type(40).map((_, i) => i);
      const before = memory.slice();
      const out = new type(50).fill(99);
      const result = backend.runRows('softmax', memory.subarray(3, 36), { out: out.subarray(5, 38) });
      assert.ok(result.ok);
      assert.equal(result.values.buffer, out.buffer);
      assert.deepEqual(memory, before);
      assert.deepEqual([...out.subarray(0, 5), ...out.subarray(38)], Array<number>(17).fill(99));
      assert.ok(!out.subarray(5, 38).includes(99));
      assert.deepEqual([...result.values], both('softmax', memory.slice(3, 36))[backends.indexOf(backend)]);
    }
  }
});

const wrong: readonly (readonly [string, RowKernelName, number, RowOptions<Float64Array>, string])[] = [
  [
    'row-length',
    'softmax',
    10,
    { rowLength: 3 },
    'The row length is 3; it must be a divisor of the number of logits, 10.',
  ],
  [
    'row-length',
    'softmax',
    10,
    { rowLength: 0 },
    'The row length is 0; it must be a divisor of the number of logits, 10.',
  ],
  [
    'missing-targets',
    'cross-entropy',
    2,
    {},
    'A cross-entropy needs targets: the index of the true class in each row.',
  ],
  [
    'targets-length',
    'cross-entropy',
    4,
    { rowLength: 2, targets: [1] },
    'There are 1 targets for 2 rows; there must be one a row.',
  ],
  [
    'target-not-integer',
    'cross-entropy',
    2,
    { targets: [0.5] },
    'Target 0 is 0.5; it must be an integer, counted from 0.',
  ],
  [
    'target-out-of-range',
    'cross-entropy',
    4,
    { rowLength: 2, targets: [0, 2] },
    'Target 1 is 2; it must be from 0 to 1.',
  ],
  ['target-out-of-range', 'cross-entropy', 0, { targets: [0] }, 'Target 0 is 0; the row is empty.'],
  ['out-length', 'softmax', 2, { out: new Float64Array(3) }, 'out has length 3; the result has length 2.'],
  ['out-length', 'log-sum-exp', 2, { out: new Float64Array(2) }, 'out has length 2; the result has length 1.'],
];

for (const [code, name, n, options, message] of wrong) {
  test(`${message} (${code})`, () => {
    for (const backend of backends) {
      assert.deepEqual(backend.runRows(name, new Float64Array(n), options), { ok: false, code, message });
    }
  });
}

test('an out over the logits, and a kernel that does not run over rows, are errors', () => {
  const memory = new Float32Array(8);
  for (const backend of backends) {
    const over = backend.runRows('softmax', memory.subarray(0, 5), { out: memory.subarray(3, 8) });
    assert.equal(!over.ok && over.code, 'out-overlaps');
    assert.ok(backend.runRows('softmax', memory.subarray(0, 4), { out: memory.subarray(4) }).ok);
    const unknown = backend.runRows('toString' as RowKernelName, memory);
    assert.equal(!unknown.ok && unknown.code, 'unknown-kernel');
  }
});

test('10 million logits run, and after them memory is small again and results are the same', () => {
  const [wasm] = backends;
  const n = 10_000_000;
  const logits = new Float32Array(n);
  for (let i = 0; i < n; i++) logits[i] = i % 10;
  const small = both('softmax', Float32Array.of(1, 2, 3))[0];
  const result = wasm!.runRows('softmax', logits);
  assert.ok(result.ok);
  const total = result.values.reduce((sum, p) => sum + p, 0);
  assert.ok(Math.abs(total - 1) < 2 ** -20, String(total));
  const logTotal = wasm!.runRows('log-sum-exp', logits);
  // Σ over ten residues of n/10 · e^i
  assert.ok(logTotal.ok && Math.abs(logTotal.values[0]! - (Math.log(n / 10) + 9.4586297444267107)) < 1e-5);
  assert.deepEqual(both('softmax', Float32Array.of(1, 2, 3))[0], small);
});

test('bytes that are no module are an error that says why', async () => {
  const result = await loadWasmBackend(Uint8Array.of(0, 1, 2, 3));
  assert.ok(!result.ok);
  assert.equal(result.code, 'wasm-not-compiled');
  assert.match(result.message, /The WebAssembly kernels do not compile here: .*magic/);
});
