import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failure, payloads, run, runIn, shown } from './run.ts';
import { Scope } from '../../../../src/worker/cells/scope.ts';

test('a syntax error points at its place, by offset, line and column, and nothing of the cell runs', async () => {
  const scope = new Scope();
  const { outputs, error } = await runIn(scope, 'x = 1\nsoftmax([1])\n2 +* 3\n');
  assert.deepEqual(error, { name: 'SyntaxError', message: 'Value expected.', start: 22, end: 23, line: 3, column: 4 });
  assert.deepEqual([outputs, [...scope.keys()]], [[], []]);
});

test('places count CRLF as one line end and two characters', async () => {
  const { error } = await run('1\r\n2\r\n3 +* 4');
  assert.deepEqual([error?.start, error?.line, error?.column], [9, 3, 4]);
});

const syntax: [cell: string, at: string, message: RegExp][] = [
  ['1 +', '+', /missing after "\+"/],
  ['a = 1\nb = (2 *', '*', /missing|Unexpected end/],
  ['[1, 2', '2', /End of matrix \] expected/],
  ['"open', '"open', /End of string " expected/],
  ['x = 1 )', ')', /Unexpected operator \)/],
  ['1 + ; 2', '+', /missing after "\+"/],
  ['2 § 3', '§', /Syntax error in part "§ 3"/],
  ['[1, 2; 3]', ']', /Column dimensions mismatch/],
];

for (const [cell, at, message] of syntax) {
  test(`what cannot be read is pointed at: ${JSON.stringify(cell)}`, async () => {
    const error = await failure(cell);
    assert.equal(error.name, 'SyntaxError');
    assert.match(error.message, message);
    assert.equal(error.at, at);
  });
}

const evaluation: [cell: string, at: string, message: RegExp][] = [
  ['1 + foo * 2', 'foo', /There is no variable "foo"\. There is: pi, tau/],
  ['a = 1\n\nb = a + c', 'c', /There is no variable "c"/],
  ['softmx([1])', 'softmx', /There is no function "softmx"\. Did you mean softmax\?/],
  ['log_softmax([1])', 'log_softmax', /Did you mean logSoftmax\?/],
  ['1 + logsumexp([1])', 'logsumexp', /Did you mean logSumExp\?.* There is: softmax, logSoftmax/],
  [
    '1 + softmax([1], "flaot16")[1]',
    'softmax([1], "flaot16")',
    /no format "flaot16" to compute in\. Did you mean "float16"\? There is: float64, float32/,
  ],
  ['softmax([1], "int8")', 'softmax([1], "int8")', /no format "int8" to compute in\. There is: float64/],
  ['softmax([1], "float4_e2m1fn")', 'softmax([1], "float4_e2m1fn")', /no format "float4_e2m1fn" to compute in/],
  ['softmax([1], 16)', 'softmax([1], 16)', /format of softmax is a name in quotes.*the number 16/],
  ['softmax([1, 2; 3, 4])', 'softmax([1, 2; 3, 4])', /takes a vector, and this is a 2 × 2 matrix\. Take one row/],
  ['softmax([])', 'softmax([])', /at least one logit/],
  ['softmax(3)', 'softmax(3)', /takes a vector of logits.* the number 3/],
  ['softmax()', 'softmax()', /was given nothing/],
  ['softmax([1, "a"])', 'softmax([1, "a"])', /Logit 2 of softmax is the string "a"/],
  ['softmax([true])', 'softmax([true])', /Logit 1 of softmax is the boolean true/],
  ['softmax([1], "float16", 3)', 'softmax([1], "float16", 3)', /takes \(logits, format\); it was given 3/],
  ['crossEntropy([1, 2], 0)', 'crossEntropy([1, 2], 0)', /from 1 to 2 .* given 0/],
  ['crossEntropy([1, 2], 1.5)', 'crossEntropy([1, 2], 1.5)', /given 1\.5/],
  ['crossEntropy([1, 2])', 'crossEntropy([1, 2])', /given nothing/],
  ['2 * exp(1, 2)', 'exp(1, 2)', /exp takes no more than 1 argument/],
  ['1 + sqrt({})', 'sqrt({})', /Argument 1 of sqrt may not be of type Object/],
  ['[1, 2] + [1, 2, 3]', '[1, 2] + [1, 2, 3]', /shape mismatch|Dimension/],
  ['f(n) = f(n + 1); f(1)', 'f(1)', /calls itself too deeply/],
];

for (const [cell, at, message] of evaluation) {
  test(`what cannot be evaluated is pointed at: ${JSON.stringify(cell)}`, async () => {
    const error = await failure(cell);
    assert.match(error.message, message);
    assert.equal(error.at, at);
  });
}

test('an error in a function of another cell points at the statement that called it', async () => {
  assert.equal((await failure('f(x) = softmax(x, "f16")', '1 + 1\nf([1]) + 1')).at, 'f([1]) + 1');
});

test('what ran before an error is shown and stays', async () => {
  const scope = new Scope();
  const { outputs, error } = await runIn(scope, 'x = 1\nsoftmax([1, 2])\ny');
  assert.deepEqual([outputs.length, error?.line, scope.get('x')], [1, 3, 1]);
});

test('a statement goes on where its line ends in an operator or inside brackets', async () => {
  assert.equal(await shown('x = 1 +\n\n  # a remark\n  2'), '3');
  assert.equal(await shown('[1,\n 2;\n 3, 4]'), '[[1, 2], [3, 4]]');
  assert.equal(await shown('f(x) =\n x + 1\nf(\n1\n)'), '2');
});

test('quotes are strings or transpose what they follow', async () => {
  assert.equal(await shown("'a;b # c'"), '"a;b # c"');
  assert.equal(await shown("A = [1, 2; 3, 4]; A'"), '[[1, 3], [2, 4]]');
  assert.equal(await shown('"a\\"; b"'), '"a\\"; b"');
  assert.equal((await payloads("[1]'; 2 # it's")).length, 1);
});
