import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failure, run, shown } from './run.ts';

test('exp, log and their like work element by element', async () => {
  assert.equal(await shown('x = [0, 1000];', 'exp(x) / sum(exp(x))'), '[0, NaN]');
  assert.equal(await shown('log([1, 0])'), '[0, -Infinity]');
  assert.equal(await shown('sqrt([4, 9; 16, 25])'), '[[2, 3], [4, 5]]');
  for (const name of ['exp', 'expm1', 'log', 'log1p', 'log2', 'log10', 'sqrt', 'square', 'tanh', 'abs', 'floor'])
    assert.equal(await shown(`${name}([0.5])[1] == ${name}(0.5)`), 'true', name);
});

test('what has no real value is NaN and not complex', async () => {
  assert.equal(await shown('sqrt(-1)'), 'NaN');
  assert.equal(await shown('log([-1])'), '[NaN]');
});

test('numbers compare as they are, without a tolerance', async () => {
  for (const cell of ['1e-20 == 0', '1 + 1e-15 == 1', '1e-320 <= 0', '1 > 1 + 1e-15', 'not (1e-20 != 0)'])
    assert.equal(await shown(cell), 'false', cell);
  assert.equal(await shown('[1e-20, 0] == 0'), '[false, true]');
  assert.equal(await shown('[1, 2] < [2, 1]'), '[true, false]');
  assert.equal(await shown('0 < 1e-20 < 1'), 'true');
  assert.equal(await shown('"a" == "a"'), 'true');
});

test('values are shown with all their digits', async () => {
  assert.equal(await shown('1/3'), '0.3333333333333333');
  assert.equal(await shown('[-0 * 1, 1e300, NaN]'), '[-0, 1e+300, NaN]');
  assert.equal(await shown('{a: 1, b: {c: [1, "x"]}}'), '{a: 1, b: {c: [1, "x"]}}');
});

test('vectors, matrices and the usual functions are there', async () => {
  for (const [cell, value] of [
    ['max([1, 3, 2]) - min(1, 2)', '2'],
    ['mean(1:4)', '2.5'],
    ['[1, 2; 3, 4] * [1; 1]', '[[3], [7]]'],
    ['[1, 2, 3][2:end]', '[2, 3]'],
    ['0:0.25:1', '[0, 0.25, 0.5, 0.75, 1]'],
    ['x = [1, 2]; x[2] = 5; x', '[1, 5]'],
    ['map([1, 2], square)', '[1, 4]'],
    ['filter([1, 2, 3], f(v) = v > 1)', '[2, 3]'],
    ['n = 3; n > 2 ? "big" : "small"', '"big"'],
    ['f(n) = n < 2 ? 1 : n * f(n - 1); f(5)', '120'],
    ['sum([1, 2; 3, 4], 1)', '[4, 6]'],
    ['norm([3, 4]) + dot([1, 2], [3, 4])', '16'],
    ['sort([3, 1, 2])', '[1, 2, 3]'],
    ['5! / 2^3', '15'],
    ['round(2.567, 1)', '2.6'],
  ] as const)
    assert.equal(await shown(cell), value, cell);
});

test('what would change mathjs, or evaluate text, does not exist', async () => {
  const names = ['import', 'config', 'createUnit', 'evaluate', 'parse', 'compile', 'parser', 'simplify', 'derivative'];
  const more = ['resolve', 'reviver', 'replacer', 'typed', 'unit', 'bignumber', 'chain', 'print', 'help', 'random'];
  for (const name of [...names, ...more]) {
    const { error } = await run(`${name}("1")`);
    assert.match(error?.message ?? 'it ran', /There is no function|taken by the language/, name);
    assert.ok((await run(name)).error, name);
  }
});

test('no expression reaches a prototype, a constructor or a method of JavaScript', async () => {
  for (const cell of [
    'constructor',
    '__proto__',
    'toString',
    'sum.constructor',
    '"a".constructor',
    '[1].constructor',
    '{}.constructor',
    '{}["constructor"]',
    '{}["__proto__"]',
    'o = {}; o.__proto__ = {a: 1}',
    'o = {}; o["constructor"] = 1',
    'f(x) = x; f.constructor("return 1")',
    'f(x) = x; f.call(1)',
    'softmax.constructor("return process")()',
    '[1, 2].toArray()',
    '[1, 2].map(square)',
    '[1, 2]["_data"]',
    '"a".replace("a", "b")',
    'o = {f: sin}; o.f(1)',
    'k = "constructor"; {}[k]',
    'map([1], {}.constructor)',
    'config.matrix = "Array"',
    'hasOwnProperty("a")',
    'index(1).constructor',
    'matrix([1]).constructor.constructor("return 1")()',
  ]) {
    const { error } = await run(cell);
    assert.ok(error, `${cell} ran`);
  }
});

test('a misspelt variable is no unit', async () => {
  for (const name of ['m', 's', 'cm', 'A', 'bytes'])
    assert.match((await failure(name)).message, /There is no variable/);
});

test('a notebook may give a function’s name another meaning, which then holds', async () => {
  assert.equal(await shown('softmax(x) = "mine"', 'softmax([1])'), '"mine"');
  assert.equal(await shown('e = 3', 'e + 1'), '4');
});
