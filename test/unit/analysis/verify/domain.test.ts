// What an input is drawn from, by how it is used.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { Bounds } from '../../../../src/analysis/terms/bounds/bounds.ts';
import type { NdArray } from '../../../../src/analysis/terms/evaluate/array.ts';
import { inputsOf } from '../../../../src/analysis/terms/evaluate/inputs.ts';
import { TermStore } from '../../../../src/analysis/terms/store.ts';
import type { Term } from '../../../../src/analysis/terms/term.ts';
import { domainsOf, isContinuous, type Domain } from '../../../../src/analysis/verify/domain.ts';
import { Draws } from '../../../../src/analysis/verify/draws.ts';
import { termOf } from '../support/lowered.ts';

/** Beside another root, so that what is picked is no input of its own. */
async function rootsOf(expression: string): Promise<readonly Term[]> {
  const store = new TermStore();
  return [await termOf(expression, store), store.constant(0)];
}

async function domainOf(expression: string, name: string): Promise<Domain | undefined> {
  const roots = await rootsOf(expression);
  const { values } = inputsOf(roots);
  const domains = domainsOf(roots, values);
  const input = values.find((term) => (term.kind === 'variable' ? term.name : term.kind) === name);
  return input && domains.get(input);
}

const table: readonly (readonly [expression: string, input: string, domain: Domain])[] = [
  ['x / np.sqrt(y)', 'y', 'positive'],
  ['x / np.sqrt(y[0])', 'y', 'positive'],
  ['x + np.log(y)', 'y', 'positive'],
  ['x / y ** 0.5', 'y', 'positive'],
  ['np.exp(x) / np.exp(x).sum()', 'x', 'real'],
  ['np.log(np.exp(x).sum())', 'x', 'real'],
  ['x ** 2', 'x', 'real'],
  ['np.log(y) + np.log(1 - y)', 'y', 'probability'],
  ['y * np.log(torch.sigmoid(x)) + (1 - y) * np.log(1 - torch.sigmoid(x))', 'y', 'target'],
  ['-(y * torch.log_softmax(x, 1)).sum(1)', 'y', 'target'],
  ['F.binary_cross_entropy_with_logits(x, y)', 'y', 'target'],
  ['y * x', 'y', 'real'],
  ['np.where(y, x, -1e9)', 'y', 'boolean'],
  ['x.masked_fill(y[:, None], -1e9)', 'y', 'boolean'],
  ['torch.softmax(x + y, -1)', 'y', 'mask'],
  ['np.exp(x + y - z)', 'y', 'mask'],
  ['x + y', 'y', 'real'],
  ['x[y] * 2', 'y', 'index'],
  ['F.one_hot(y) * torch.log_softmax(x, -1)', 'opaque', 'one-hot'],
];

suite('domains', () => {
  for (const [expression, input, domain] of table) {
    test(`${input} in ${expression} is ${domain}`, async () => {
      assert.equal(await domainOf(expression, input), domain);
    });
  }
});

/** What an input is drawn as, for every draw of the matrices. */
async function drawn(expression: string, name: string): Promise<readonly NdArray[]> {
  const draws = new Draws(await rootsOf(expression), new Bounds());
  return draws
    .layouts()
    .filter(({ shape, isArray }) => shape.length === 2 && isArray.every(Boolean))
    .flatMap((layout) =>
      draws.of(layout).map((draw) => {
        const entries = [...draws.inputs(layout, draw)];
        return entries.find(([term]) => (term.kind === 'variable' ? term.name : term.kind) === name)![1];
      }),
    );
}

function lines({ shape, data }: NdArray): readonly Float64Array[] {
  const length = shape.at(-1)!;
  return Array.from({ length: data.length / length }, (_, line) => data.slice(line * length, (line + 1) * length));
}

const sum = (line: Float64Array) => line.reduce((total, x) => total + x, 0);

suite('draws', () => {
  test('of a target are any weights, classes and distributions', async () => {
    const all = await drawn('-(y * torch.log_softmax(x, -1)).sum(-1)', 'y');
    const isClass = (line: Float64Array) => sum(line) === 1 && line.every((x) => x === 0 || x === 1);
    const isDistribution = (line: Float64Array) => Math.abs(sum(line) - 1) < 1e-12 && line.every((x) => x > 0 && x < 1);
    assert.equal(all.filter((array) => lines(array).every(isClass)).length, 2);
    assert.equal(all.filter((array) => lines(array).every(isDistribution)).length, 2);
    assert.equal(all.filter((array) => array.data.some((x) => x < 0)).length, 2);
  });

  test('of a mask leave something of each line along any axis', async () => {
    const all = await drawn('torch.softmax(x + y, -1)', 'y');
    const masks = all.filter(({ data }) => data.every((x) => x === 0 || x === -1e9 || x === -Infinity));
    assert.equal(masks.length, 4);
    for (const mask of masks) {
      const [rows, columns] = mask.shape as [number, number];
      assert.ok(mask.data.some((x) => x < 0));
      for (const line of lines(mask)) assert.ok(line.includes(0));
      for (let column = 0; column < columns; column++) {
        assert.ok(Array.from({ length: rows }, (_, row) => mask.data[row * columns + column]).includes(0));
      }
    }
  });

  test('of conditions are 0 and 1, of indices whole numbers, of positive weights positive, of classes one-hot', async () => {
    const every = async (expression: string, name: string, holds: (x: number) => boolean) =>
      (await drawn(expression, name)).every(({ data }) => data.every(holds));
    assert.ok(await every('np.where(y, x, -1e9)', 'y', (x) => x === 0 || x === 1));
    assert.ok(await every('x[y] * 2', 'y', (x) => Number.isInteger(x) && x >= 0 && x < 5));
    assert.ok(await every('x / np.sqrt(y)', 'y', (x) => x > 0));
    assert.ok(await every('np.log(y) + np.log(1 - y)', 'y', (x) => x > 0 && x < 1));
    const classes = await drawn('F.one_hot(y) * torch.log_softmax(x, -1)', 'opaque');
    assert.ok(classes.every((array) => lines(array).every((line) => sum(line) === 1 && line.includes(1))));
  });

  test('are differentiated where they are continuous', () => {
    assert.ok(isContinuous('real') && isContinuous('target') && isContinuous('positive') && isContinuous('mask'));
    assert.ok(!isContinuous('index') && !isContinuous('boolean') && !isContinuous('one-hot'));
  });
});
