import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { explainFinding } from '../../../../src/analysis/index.ts';
import { analyzed, softmaxWith } from './support.ts';

suite('the severity of a rule', () => {
  for (const level of ['hint', 'warning', 'error'] as const) {
    test(`is ${level} where the options say so`, async () => {
      const { findings } = await analyzed(softmaxWith(), { rules: { 'naive-softmax': level } });
      assert.deepEqual(
        findings.map(({ severity }) => severity),
        [level],
      );
    });
  }

  test('stays the usual one where the options speak of other rules', async () => {
    const { findings } = await analyzed(softmaxWith(), { rules: { 'another-rule': 'off' } });
    assert.equal(findings[0]?.severity, 'warning');
  });

  test('is nothing at all where it is off', async () => {
    assert.deepEqual((await analyzed(softmaxWith(), { rules: { 'naive-softmax': 'off' } })).findings, []);
  });
});

suite('the format', () => {
  const format = async (text: string, options = {}) =>
    (await analyzed(text, options)).findings.map((each) => each.format);

  test('is the usual one of the library unless somebody says otherwise', async () => {
    assert.deepEqual(await format(softmaxWith()), [{ name: 'float64', declared: false, source: 'assumed' }]);
  });

  test('is the one of the options', async () => {
    const { findings } = await analyzed(softmaxWith(), { format: 'float16' });
    assert.deepEqual(findings[0]?.format, { name: 'float16', declared: false, source: 'configured' });
    assert.match(findings[0].message, /overflows float16 when x > 11\.09/);
    assert.match(explainFinding(findings[0]), /float16 is what a comment or a setting says/);
  });

  test('is the one of a comment, whatever the options say', async () => {
    const text = softmaxWith({ after: '  # softmax-stability: format=bfloat16' });
    assert.deepEqual(await format(text, { format: 'float16' }), [
      { name: 'bfloat16', declared: false, source: 'configured' },
    ]);
  });

  test('stays the declared one', async () => {
    const text = softmaxWith({ before: '# softmax-stability: format=float16\nx = x.astype(np.float32)\n' });
    assert.deepEqual(await format(text, { format: 'bfloat16' }), [
      { name: 'float32', declared: true, source: 'declared' },
    ]);
  });

  test('decides what is found: logits up to 50 overflow float16 only', async () => {
    const text = softmaxWith({ before: 'x = np.clip(y, -50, 50)\n' });
    assert.deepEqual(await format(text), []);
    assert.equal((await format(text, { format: 'float16' })).length, 1);
  });

  test('holds for the check of a rewrite too', async () => {
    const { findings } = await analyzed(softmaxWith({ before: 'x = np.clip(y, -50, 50)\n' }), { format: 'float16' });
    assert.equal(findings[0]?.rewrites[0]?.safe, true);
  });

  test('of a comment that names none is a problem', async () => {
    const text = softmaxWith({ after: '  # softmax-stability: format=float17' });
    const { problems, findings } = await analyzed(text);
    assert.equal(findings[0]?.format.name, 'float64');
    assert.deepEqual(
      problems.map(({ code, message }) => [code, message]),
      [['unknown-format', '"float17" is no format that can be assumed; those are float16, bfloat16, float32, float64']],
    );
  });
});
