import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  formats,
  gradient,
  round,
  runKernel,
  torchCrossEntropy,
  torchCrossEntropyGradient,
  torchLogSoftmax,
  torchLogSumExp,
  torchSoftmax,
  type Format,
  type FormatName,
  type Variant,
} from '../../../src/kernels/index.ts';
import { errorBound } from './support/error-bounds.ts';
import { askFrameworks, frameworkVersions, type Request } from './support/frameworks.ts';
import type { GoldenKernel } from './support/golden.ts';
import { newSeed, normal, randomFrom } from './support/random.ts';

const versions = frameworkVersions();
const seed = newSeed();
const has = (...names: (keyof typeof versions)[]) => {
  const missing = names.filter((name) => versions[name] === undefined);
  return missing.length === 0 ? {} : { skip: `this machine's Python has no ${missing.join(' and no ')}` };
};

/** Random logits of a format: of several scales, some around where exp overflows or vanishes, some infinite or NaN. */
function drawLogits(format: Format, random: () => number): Float64Array {
  const n = 1 + Math.floor(random() ** 3 * 200);
  const scale = [0.01, 1, 3, 10, 40, 200][Math.floor(random() * 6)]!;
  const centre = random() < 0.3 ? [88, -88, 11, -17, -100, 709, -740][Math.floor(random() * 7)]! : 0;
  const special = random() < 0.1;
  return Float64Array.from({ length: n }, () => {
    if (special && random() < 0.2) return [Infinity, -Infinity, NaN, -0][Math.floor(random() * 4)]!;
    return round(centre + scale * normal(random), format);
  });
}

function draw(impl: Request['impl'], name: FormatName, ops: readonly string[], count: number): Request[] {
  const random = randomFrom(seed);
  return ops.flatMap((op) => {
    const [kernel, variant] = op.split(' ') as [string, Request['variant']];
    return Array.from({ length: count }, () => {
      const logits = drawLogits(formats[name], random);
      const other = logits.map(() => round(5 * normal(random), formats[name]));
      return { impl, format: name, op: kernel, variant, logits, other, target: Math.floor(random() * logits.length) };
    });
  });
}

function ours({ op, variant, logits, format, other, target }: Request): Float64Array {
  const options = { format, target: target!, other: other! };
  if (op === 'gradient') {
    const result = gradient('cross-entropy', variant as Variant, logits, options);
    assert.ok(result.ok);
    return result.gradient;
  }
  const result = runKernel(op, variant as Variant, logits, options);
  assert.ok(result.ok, result.ok ? '' : result.message);
  return result.values;
}

/** Asks, compares each answer, and returns how many there were. */
function compare(requests: readonly Request[], check: (request: Request, theirs: Float64Array) => void): number {
  const answers = askFrameworks(requests);
  assert.equal(answers.length, requests.length);
  requests.forEach((request, i) => {
    const theirs = answers[i];
    assert.ok(theirs, `${request.impl} refused ${request.op} ${request.variant}`);
    check(request, theirs);
  });
  return requests.length;
}

const describe = ({ impl, format, op, variant, logits, target }: Request) =>
  `SEED=${seed}: ${impl} ${format} ${op} ${variant} of [${logits.join(', ')}] target ${target}`;

const forms = [
  'softmax naive',
  'softmax stable',
  'log-softmax naive',
  'log-softmax stable',
  'log-sum-exp naive',
  'log-sum-exp stable',
  'sigmoid naive',
  'softplus naive',
  'log-sigmoid naive',
  'softplus stable',
  'log-sigmoid stable',
];

for (const [impl, format, ops] of [
  ['numpy', 'float16', [...forms, 'log-add-exp naive']],
  ['torch', 'bfloat16', [...forms, 'log-mean-exp naive', 'gradient naive', 'gradient stable']],
] as const) {
  test(`${impl}'s ${format} gives the bits of the twins on random logits`, has(impl), (t) => {
    const count = compare(draw(impl, format, ops, 60), (request, theirs) => {
      assert.deepEqual([...ours(request)], [...theirs], describe(request));
    });
    t.diagnostic(`SEED=${seed}: ${count} cases of ${impl} ${versions[impl]} compared bit for bit`);
  });
}

const library: Readonly<Record<string, (logits: Float64Array, target: number) => ArrayLike<number>>> = {
  softmax: (logits) => torchSoftmax(logits, formats.bfloat16),
  'log-softmax': (logits) => torchLogSoftmax(logits, formats.bfloat16),
  'log-sum-exp': (logits) => [torchLogSumExp(logits, formats.bfloat16)],
  'cross-entropy': (logits, target) => [torchCrossEntropy(logits, target, formats.bfloat16)],
  gradient: (logits, target) => torchCrossEntropyGradient(logits, target, formats.bfloat16),
};

test("PyTorch's own bfloat16 functions give our bits on random logits", has('torch'), (t) => {
  const ops = Object.keys(library).map((name) => `${name} library`);
  const count = compare(draw('torch', 'bfloat16', ops, 60), (request, theirs) => {
    const found = library[request.op]!(request.logits, request.target!);
    assert.deepEqual(Array.from(found), [...theirs], describe(request));
  });
  t.diagnostic(`SEED=${seed}: ${count} cases of torch ${versions.torch} compared bit for bit`);
});

const pattern = (values: Float64Array) => Array.from(values, (v) => (Number.isFinite(v) ? 'finite' : String(v)));

for (const impl of ['numpy', 'torch'] as const) {
  for (const format of ['float32', 'float64'] as const) {
    test(`${impl}'s ${format} is NaN and infinite where the twins are, and else within the bound`, has(impl), (t) => {
      const ops = [...forms, ...(impl === 'torch' ? ['gradient naive', 'gradient stable'] : [])];
      let values = 0;
      const count = compare(draw(impl, format, ops, 40), (request, theirs) => {
        const found = ours(request);
        // PyTorch 1.13's float64 exp overflows 1.7e-6 early.
        if (request.logits.some((x) => Math.abs(Math.abs(x) - 709.782711) < 1e-5)) return;
        assert.deepEqual(pattern(found), pattern(theirs), describe(request));
        const within = tolerance(request);
        found.forEach((value, i) => {
          if (!Number.isFinite(value) || !within) return;
          values++;
          const error = Math.abs(value - theirs[i]!);
          assert.ok(error <= within(value), `${describe(request)} [${i}]: ${value}, ${theirs[i]}`);
        });
      });
      t.diagnostic(`SEED=${seed}: ${count} cases, ${values} values of ${impl} ${versions[impl]} compared`);
      assert.ok(values > 1000);
    });
  }
}

/** Six times the bound of one twin: a framework's exp errs by 4 ulp where the bound has 1, and both sides err. */
function tolerance({ op, variant, logits, format, target }: Request): ((value: number) => number) | undefined {
  if (!['softmax', 'log-softmax', 'log-sum-exp'].includes(op)) return undefined;
  const golden = { kernel: op as GoldenKernel, variant: variant as Variant, logits, format, target };
  const bound = errorBound(
    { ...golden, id: '', framework: 'numpy', out: undefined, exact: undefined, emulated: true },
    formats[format],
  );
  return (value) => 6 * bound(value);
}

const scipy = ['softmax library', 'log-softmax library', 'log-sum-exp library', 'sigmoid library'];

test("SciPy's functions agree with the stable twins wherever those are finite", has('numpy', 'scipy'), (t) => {
  let values = 0;
  compare(draw('numpy', 'float64', [...scipy, 'log-add-exp library'], 40), (request, theirs) => {
    const found = ours({ ...request, variant: 'stable' });
    found.forEach((value, i) => {
      if (!Number.isFinite(value)) return;
      values++;
      const scale = Math.abs(value) + (request.op === 'softmax' || request.op === 'sigmoid' ? 0 : 1000);
      const error = Math.abs(value - theirs[i]!);
      // SciPy 1.10's expit is 1 / (1 + exp(−x)): 0 where ours still has the least values.
      assert.ok(error <= 1e-12 * scale + 1e-307, `${describe(request)} [${i}]: ${value}, ${theirs[i]}`);
    });
  });
  t.diagnostic(`SEED=${seed}: ${values} values of SciPy ${versions.scipy} compared`);
  assert.ok(values > 1000);
});
