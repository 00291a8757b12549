import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { SourceDocument } from '../../../../src/analysis/index.ts';
import { analyzed, softmaxWith } from './support.ts';

const directive = '# softmax-stability: ignore';

const multiline = (first: string, middle: string, last: string) =>
  `import numpy as np\np = np.exp(  ${first}\n    x  ${middle}\n)  ${last}\nq = p / p.sum()\n`;

suite('a comment silences findings', () => {
  for (const [what, text] of [
    ['on the line, naming the rule', softmaxWith({ after: `  ${directive}[naive-softmax]` })],
    ['on the line, for all rules', softmaxWith({ after: `  ${directive}` })],
    ['with several rules', softmaxWith({ after: `  ${directive}[other-rule, naive-softmax]` })],
    ['without blanks', softmaxWith({ after: '  #softmax-stability:ignore[naive-softmax]' })],
    ['with a reason behind it', softmaxWith({ after: `  ${directive}[naive-softmax]: x is small` })],
    ['behind another comment', softmaxWith({ after: `  # noqa: E501  ${directive}[naive-softmax]` })],
    ['on the line above', softmaxWith({ before: `${directive}[naive-softmax]\n` })],
    ['above, over blank lines and other comments', softmaxWith({ before: `${directive}\n\n# why\n  # so\n` })],
    ['on the first line of a finding of several', multiline(directive, '', '')],
    ['on the last line of a finding of several', multiline('', '', directive)],
    ['for the file, before everything', `# softmax-stability: ignore-file[naive-softmax]\n${softmaxWith()}`],
    ['for the file, behind everything', `${softmaxWith()}# softmax-stability: ignore-file\n`],
    ['with line ends of Windows', softmaxWith({ before: `${directive}\n` }).replaceAll('\n', '\r\n')],
    ['with lone carriage returns', softmaxWith({ before: `${directive}\n` }).replaceAll('\n', '\r')],
  ] as const) {
    test(what, async () => {
      assert.deepEqual((await analyzed(text)).findings, []);
    });
  }
});

suite('a comment silences nothing', () => {
  for (const [what, text] of [
    ['that names another rule', softmaxWith({ after: `  ${directive}[other-rule]` })],
    ['that names a longer rule', softmaxWith({ after: `  ${directive}[naive-softmax-too]` })],
    ['with an empty list', softmaxWith({ after: `  ${directive}[]` })],
    ['that only looks like one, in a string', softmaxWith({ after: `; s = "${directive}"` })],
    ['in a string of several lines above', softmaxWith({ before: `s = """\n${directive}-file\n"""\n` })],
    ['on a line between the first and the last', multiline('', directive, '')],
    ['two code lines above', softmaxWith({ before: `${directive}\ny = 1\n` })],
    ['at the end of the line above', softmaxWith({ before: `y = 1  ${directive}\n` })],
    ['on the line below', softmaxWith({ after: `\n${directive}` })],
    ['of another word', softmaxWith({ after: `  ${directive}d[naive-softmax]` })],
    ['of another program', softmaxWith({ after: '  # my-softmax-stability: ignore' })],
  ] as const) {
    test(what, async () => {
      assert.equal((await analyzed(text)).findings.length, 1);
    });
  }
});

suite('in a notebook', () => {
  const notebook = (...texts: readonly string[]): SourceDocument => ({
    language: 'python',
    kind: 'notebook',
    cells: texts.map((text, index) => ({ index: 2 * index, text })),
  });

  test('a line comment holds in its cell only, a file comment in all', async () => {
    const cell = softmaxWith();
    assert.equal((await analyzed(notebook(`y = 1\n${directive}`, cell))).findings.length, 1);
    assert.equal((await analyzed(notebook(`y = 1\n# softmax-stability: ignore-file`, cell))).findings.length, 0);
  });

  test('a comment below a magic is one', async () => {
    assert.equal((await analyzed(notebook(`%%time\n${softmaxWith({ after: `  ${directive}` })}`))).findings.length, 0);
  });
});

suite('unused ignores', () => {
  const unused = async (text: string, options = {}) =>
    (await analyzed(text, { reportUnusedIgnores: true, ...options })).problems.map(({ code, span, message }) => [
      code,
      text.slice(span.start, span.end),
      message,
    ]);

  test('are not reported unless asked for', async () => {
    assert.deepEqual((await analyzed(`x = 1  ${directive}\n`)).problems, []);
  });

  test('are reported with their place', async () => {
    assert.deepEqual(await unused(`x = 1  ${directive} because\n`), [
      ['unused-ignore', 'softmax-stability: ignore', 'this comment silences nothing'],
    ]);
  });

  test('are reported rule by rule, and for rules that do not exist', async () => {
    const text = softmaxWith({ after: `  ${directive}[naive-softmax, naive-softmx]` });
    assert.deepEqual(await unused(text), [
      ['unused-ignore', 'softmax-stability: ignore[naive-softmax, naive-softmx]', 'there is no rule "naive-softmx"'],
    ]);
    assert.deepEqual(await unused(`y = 1  ${directive}[naive-softmax]\n`), [
      ['unused-ignore', 'softmax-stability: ignore[naive-softmax]', 'nothing of naive-softmax is silenced here'],
    ]);
    assert.deepEqual(await unused(`y = 1  ${directive}[]\n`), [
      ['unused-ignore', 'softmax-stability: ignore[]', 'this comment names no rule'],
    ]);
  });

  test('are none where the comment silences something, also beside a file comment', async () => {
    const text = `# softmax-stability: ignore-file\n${softmaxWith({ after: `  ${directive}[naive-softmax]` })}`;
    assert.deepEqual(await unused(text), []);
  });

  test('are none of a rule that is off: it was not asked', async () => {
    const text = softmaxWith({ after: `  ${directive}[naive-softmax]` });
    assert.deepEqual(await unused(text, { rules: { 'naive-softmax': 'off' } }), []);
  });
});
