// The gradient of terms, against differences of exact values and against PyTorch's own.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { suite, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gradient } from '../../../../src/analysis/terms/differentiate/gradient.ts';
import { sizeOf, type NdArray } from '../../../../src/analysis/terms/evaluate/array.ts';
import { evaluateExactly } from '../../../../src/analysis/terms/evaluate/exactly.ts';
import { inputsOf } from '../../../../src/analysis/terms/evaluate/inputs.ts';
import { allAxes } from '../../../../src/analysis/terms/axis.ts';
import { TermStore } from '../../../../src/analysis/terms/store.ts';
import type { Term } from '../../../../src/analysis/terms/term.ts';
import { substitute } from '../../../../src/analysis/terms/walk.ts';
import { random } from '../../../../src/analysis/verify/random.ts';
import { termOf } from '../support/lowered.ts';
import { pythonWith } from '../support/python.ts';

const draw = random(7);

function drawn(shape: readonly number[], each: () => number = () => draw.normal()): NdArray {
  return { shape, data: Float64Array.from({ length: sizeOf(shape) }, each) };
}

/** The same numbers, as many as are asked for, as weights of a value's elements. */
const weights = Float64Array.from({ length: 400 }, () => draw.normal());
const weighing = ({ data }: NdArray) => weights.slice(0, data.length);

const elementwise = [
  ...['np.exp(x)', 'np.log(np.abs(x))', 'np.log1p(x * x)', 'np.expm1(x)', '-x', 'np.abs(x)', 'np.sign(x)'],
  ...['np.sqrt(np.exp(x))', 'np.square(x)', 'np.tanh(x)', 'torch.sigmoid(x)', 'F.softplus(x)', 'F.logsigmoid(x)'],
  ...[
    'F.relu(x)',
    'x ** 3',
    'x ** -2',
    'np.exp(x) ** x',
    'x * x',
    'x / (x * x + 1)',
    '1 / x',
    'np.logaddexp(x, 1 - x)',
  ],
  ...['np.logaddexp(0, x)', 'np.maximum(x, 0.25 * x)', 'np.minimum(x, 0.25)', 'np.where(x > 0, x, np.exp(x))'],
];
const reducing = [
  ...['x.sum()', 'x.mean()', 'np.exp(x) / np.exp(x).sum()', 'np.log(np.exp(x).sum())', 'x - x.max()'],
  ...['x.min() * x', 'np.prod(x)', 'x.var()', 'x.std()', 'np.linalg.norm(x)', 'torch.logsumexp(x, -1)'],
  ...['torch.softmax(x, 0)', 'torch.softmax(x, -1) ** 2', 'torch.log_softmax(x, -1)', 'x[1] * x', 'x[:, None] * x'],
  'np.exp(x - x.max(axis=-1, keepdims=True)) / np.exp(x - x.max(axis=-1, keepdims=True)).sum(axis=-1, keepdims=True)',
  'F.binary_cross_entropy_with_logits(x, torch.sigmoid(2 * x))',
];
const ofMatrices = [
  ...['x.T * 2', 'x.sum(axis=0) * x', 'x.max(axis=1, keepdims=True) - x', 'x.ravel()[2] * x'],
  ...['x[np.arange(4), np.argmax(y)]', 'torch.gather(x, 1, y)', 'x.mean(axis=(0, 1))', 'x.sum(0)[:, None] / 3'],
  ...['torch.cumsum(x, 1) ** 2', 'x.cumsum(0) * x', 'torch.logcumsumexp(x, 0)', 'torch.logcumsumexp(x, -1) * x'],
  ...['np.exp(x).prod(axis=1)', 'x.std(axis=0) * x', 'x.reshape(-1, 1) * 2', 'torch.softmax(x, 0) * x'],
];

/** (f(x + h d) − f(x − h d)) / 2h, weighted and summed, for the direction d that is an input of the term. */
function difference(store: TermStore, root: Term, x: Term, weight: Term): { term: Term; direction: Term } {
  const direction = store.variable('parameter', 'direction', 'test');
  const step = store.binary('multiply', direction, store.constant(2 ** -60));
  const at = (moved: Term) => substitute(store, root, new Map([[x, moved]]));
  const rise = store.binary('subtract', at(store.binary('add', x, step)), at(store.binary('subtract', x, step)));
  const total = store.reduce('sum', store.binary('multiply', rise, weight), allAxes, false);
  return { term: store.binary('divide', total, store.constant(2 ** -59)), direction };
}

async function checkAgainstDifferences(expression: string, shape: readonly number[]): Promise<void> {
  const store = new TermStore();
  const root = await termOf(expression, store);
  // Beside another root, so that what is picked of x is not an input of its own.
  const { values } = inputsOf([root, store.constant(0)]);
  const leaves = values.filter((term) => term.kind === 'variable' && term.name === 'x');
  const inputs = new Map(values.map((term) => [term, drawn(shape)]));
  const [x] = leaves;
  assert.ok(x);
  let weighed: NdArray | undefined;
  const found = gradient(
    root,
    inputs,
    (value) => {
      weighed = { shape: value.shape, data: weighing(value) };
      return weighed.data;
    },
    leaves,
  ).get(x)!;
  assert.deepEqual(found.shape, shape);
  const weight = store.variable('parameter', 'weight', 'test');
  const { term, direction } = difference(store, root, x, weight);
  for (const [index, value] of found.data.entries()) {
    const along = { shape, data: Float64Array.from(found.data, (_, i) => (i === index ? 1 : 0)) };
    const at = new Map([...inputs, [direction, along], [weight, weighed!]]);
    const expected = evaluateExactly(term, at, 300).data[0]!;
    const scale = Math.max(1, ...found.data.map(Math.abs));
    assert.ok(Math.abs(value - expected) <= 1e-13 * scale, `${index}: ${value} is not ${expected}`);
  }
}

suite('gradient', () => {
  for (const expression of [...elementwise, ...reducing]) {
    test(`of ${expression} is what differences of exact values tend to`, async () => {
      await checkAgainstDifferences(expression, [4]);
    });
  }
  for (const expression of [...elementwise.slice(0, 3), ...ofMatrices]) {
    test(`of ${expression} of a matrix is what differences of exact values tend to`, async () => {
      await checkAgainstDifferences(expression, [4, 3]);
    });
  }

  test('is NaN through a branch that is not taken, as frameworks have it, where that overflows', async () => {
    const root = await termOf('np.where(x > 0, 1 / (1 + np.exp(-x)), np.exp(x) / (1 + np.exp(x)))');
    const [x] = inputsOf([root]).values;
    const inputs = new Map([[x!, { shape: [1], data: Float64Array.of(800) }]]);
    assert.ok(Number.isNaN(gradient(root, inputs, weighing, [x!]).get(x!)!.data[0]));
  });
});

const torchExpressions = [
  ...['torch.exp(x) / torch.exp(x).sum(-1, keepdim=True)', 'torch.log(torch.exp(x).sum(-1))', 'torch.softmax(x, -1)'],
  ...[
    'torch.log_softmax(x, 0)',
    'torch.logsumexp(x, -1)',
    'x - x.amax(-1, keepdim=True)',
    'torch.log(torch.sigmoid(x))',
  ],
  ...['F.softplus(x)', 'F.logsigmoid(x)', 'torch.logaddexp(x, -x)', '(x ** 2).mean()', 'torch.relu(x) / x.abs()'],
  ...['-torch.log(torch.exp(x[0]) / torch.exp(x).sum())', 'torch.where(x > 0, x, torch.expm1(x))', 'torch.tanh(x) * x'],
  ...['torch.log1p(torch.exp(-x.abs())) + torch.clamp(x, min=0)', 'x.prod()', 'torch.sqrt(torch.exp(x))'],
];

test('gradients are those that PyTorch takes, also where these are NaN', async (t) => {
  const python = pythonWith('torch');
  if (!python) {
    t.skip('no Python with torch on this machine');
    return;
  }
  const nested = ({ shape, data }: NdArray): unknown =>
    shape.length === 1
      ? [...data]
      : Array.from({ length: shape[0]! }, (_, row) => [...data.slice(row * shape[1]!, (row + 1) * shape[1]!)]);
  const arrays = [drawn([5]), drawn([3, 4]), drawn([6], () => 800 * draw.normal())];
  const script = fileURLToPath(new URL('../support/differentiate.py', import.meta.url));
  const input = JSON.stringify({
    expressions: torchExpressions,
    inputs: arrays.map((array) => ({ values: nested(array), weights: [...weights] })),
  });
  const run = spawnSync(python, [script], { input, encoding: 'utf8' });
  assert.equal(run.status, 0, run.stderr);
  const golden = JSON.parse(run.stdout) as (string[] | string)[][];
  let compared = 0;
  let undefinedOnes = 0;
  for (const [row, expression] of torchExpressions.entries()) {
    const root = await termOf(expression);
    const [x] = inputsOf([root]).values;
    for (const [column, array] of arrays.entries()) {
      const expected = golden[row]![column]!;
      if (typeof expected === 'string') continue;
      const found = gradient(root, new Map([[x!, array]]), weighing, [x!]).get(x!)!.data;
      const numbers = expected.map((text) => Number(text.replace('inf', 'Infinity')));
      const scale = Math.max(...numbers.map(Math.abs).filter(Number.isFinite), 1e-300);
      for (const [index, value] of numbers.entries()) {
        const same = Object.is(found[index], value) || Math.abs(found[index]! - value) <= 1e-13 * scale;
        assert.ok(same, `${expression} on ${column}, at ${index}: ${found[index]} is not ${value}`);
        if (Number.isFinite(value)) compared++;
        else undefinedOnes++;
      }
    }
  }
  assert.ok(compared > 200, `${compared} were compared`);
  assert.ok(undefinedOnes > 5, `${undefinedOnes} were not finite`);
});
