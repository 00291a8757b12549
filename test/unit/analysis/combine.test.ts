// Rewrites that were each written alone, made together.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import {
  combineRewrites,
  type Edit,
  type GivenName,
  type ImportEdit,
  type Rewrite,
} from '../../../src/analysis/index.ts';
import { edited } from './support/analyzer.ts';

function insertion(start: number, text: string, cell = 0): Edit {
  return { cell, start, end: start, text };
}

function rewrite(
  edits: readonly Edit[],
  names: readonly GivenName[] = [],
  imports: readonly ImportEdit[] = [],
): Rewrite {
  return { form: 'inline', title: '', safe: true, assumptions: [], edits, names, imports };
}

/** A function of two lines, `f(a)` and `g(b)`, of which each is given its maximum. */
const text = 'def h():\n  f(a)\n  g(b)\n\ndef k():\n  f(c)\n';

function lineBefore(code: string, name: string, more: readonly Edit[] = []): Rewrite {
  const start = text.indexOf(code);
  const [first, last] =
    start < text.indexOf('def k') ? [0, text.indexOf('\n\n')] : [text.indexOf('def k'), text.length];
  const names: GivenName[] = [{ name, edit: 0, before: start - first, after: last - start, numbered: '_' }];
  const argument = start + code.indexOf('(') + 1;
  const edits = [
    insertion(start, `${name} = max(${code[argument - start]!})\n  `),
    { cell: 0, start: argument, end: argument + 1, text: `${code[argument - start]!} - ${name}` },
  ];
  return rewrite([...edits, ...more], names);
}

function combined(...rewrites: readonly Rewrite[]): string {
  return edited(text, combineRewrites(rewrites, () => text).edits);
}

suite('rewrites made together', () => {
  test('the second of one function gives its value another name, wherever it reads it', () => {
    assert.equal(
      combined(lineBefore('f(a)', 'm'), lineBefore('g(b)', 'm')),
      'def h():\n  m = max(a)\n  f(a - m)\n  m_2 = max(b)\n  g(b - m_2)\n\ndef k():\n  f(c)\n',
    );
  });

  test('functions that do not see each other keep theirs', () => {
    assert.equal(
      combined(lineBefore('f(a)', 'm'), lineBefore('f(c)', 'm')),
      'def h():\n  m = max(a)\n  f(a - m)\n  g(b)\n\ndef k():\n  m = max(c)\n  f(c - m)\n',
    );
  });

  test('a name that the function has, or another edit, is not taken', () => {
    const rewrites = [lineBefore('f(a)', 'm'), lineBefore('g(b)', 'm')];
    const [first] = combineRewrites(rewrites, () => text.replace('  f(a)\n', 'm_2;  \n')).edits.slice(2);
    assert.equal(first!.text, 'm_3 = max(b)\n  ');
  });

  test('properties and parts of modules keep their name', () => {
    const start = text.indexOf('g(b)');
    const more = [{ cell: 0, start: start + 4, end: start + 4, text: ' + np.m(1) + x.m' }];
    assert.match(
      combined(lineBefore('f(a)', 'm'), lineBefore('g(b)', 'm', more)),
      /g\(b - m_2\) \+ np\.m\(1\) \+ x\.m\n/,
    );
  });

  test('one line that both of them have stands once, and its name is not changed', () => {
    const same = lineBefore('f(a)', 'm');
    const other = { ...same, edits: [same.edits[0]!, insertion(text.indexOf('g(b)') + 4, ' + m')] };
    assert.equal(combined(same, other), 'def h():\n  m = max(a)\n  f(a - m)\n  g(b) + m\n\ndef k():\n  f(c)\n');
  });

  test('what is imported of one module is imported in one line', () => {
    const line = 'from p import ';
    const imports = ['d', 'b', 'c', 'b'].map((name) =>
      rewrite([insertion(0, `${line}${name}`)], [], [{ edit: 0, names: line.length }]),
    );
    const other = rewrite([insertion(0, 'from q import a')], [], [{ edit: 0, names: 14 }]);
    const { edits, made } = combineRewrites([imports[0]!, other, ...imports.slice(1)], () => text);
    assert.equal(made, 5);
    assert.deepEqual(
      edits.map((edit) => edit.text),
      ['from p import b, c, d', 'from q import a'],
    );
  });

  test('a line that reads the same in both, but speaks of another value, gives another name', () => {
    const start = text.indexOf('f(a)');
    const of = (name: string): Rewrite => {
      const given = [`m = max(${name})\n  `, 'k = finite(m)\n  '].map((line) => insertion(start, line));
      const reader = insertion(text.indexOf(`(${name})`) + 3, ` + ${name}(k)`);
      const names = ['k', 'm'].map((each, index): GivenName => ({
        ...{ name: each, edit: 1 - index, before: start, after: text.indexOf('\n\n') - start, numbered: '_' },
      }));
      return rewrite([...given, reader], names);
    };
    const { edits } = combineRewrites([of('a'), of('b')], () => text);
    assert.deepEqual(
      edits.map((edit) => edit.text.trim()),
      ['m = max(a)', 'k = finite(m)', '+ a(k)', 'm_2 = max(b)', 'k_2 = finite(m_2)', '+ b(k_2)'],
    );
  });

  test('lines at one place all stand there, those with imports too', () => {
    const [a, b] = [lineBefore('f(a)', 'm'), lineBefore('f(a)', 'm')];
    const second = {
      ...b,
      edits: [insertion(text.indexOf('f(a)'), 'm = min(a)\n  '), insertion(text.length, 'p(m)\n')],
    };
    const imports = ['import p\n', 'import q\n'].map((line) => rewrite([insertion(0, line)], [], [{ edit: 0 }]));
    const { edits, made } = combineRewrites([a, second, ...imports], () => text);
    assert.equal(made, 4);
    assert.ok(
      edited(text, edits).startsWith('import p\nimport q\ndef h():\n  m = max(a)\n  m_2 = min(a)\n  f(a - m)\n'),
    );
  });

  test('what reads a name is not made with what takes its value away', () => {
    const code =
      'def h(v):\n  c = mean(v)\n  e = exp(v - c)\n  p = e / sum(e)\n  return log(p)\n\ndef k(c):\n  return log(c)\n';
    const [line, exponent, log] = ['  c = mean(v)\n', 'v - c', 'log(p)'].map((part) => code.indexOf(part));
    const replaced = (start: number, old: string, by: string): Edit => ({
      cell: 0,
      start,
      end: start + old.length,
      text: by,
    });
    const away = rewrite([replaced(line!, '  c = mean(v)\n', ''), replaced(exponent!, 'v - c', 'v - max(v)')]);
    const reading = rewrite([replaced(log!, 'log(p)', 'log_softmax(v - c)')]);
    const plain = rewrite([replaced(log!, 'log(p)', 'log_softmax(v)')]);
    const ofOther = rewrite([replaced(code.indexOf('log(c)'), 'log(c)', 'log(c + c - c)')]);
    const elsewhere = rewrite([replaced(code.indexOf('log(c)'), 'log(', 'log1p(c, ')]);
    const madeOf = (...rewrites: readonly Rewrite[]) => combineRewrites(rewrites, () => code).made;
    assert.equal(madeOf(away, reading), 1);
    assert.equal(madeOf(reading, away), 1);
    const renewed = rewrite([replaced(line!, 'c = mean(v)'.padStart(13), '  c = mean(v, 0)')]);
    assert.equal(madeOf(renewed, reading), 2);
    assert.equal(madeOf(away, plain), 2);
    assert.equal(madeOf(away, ofOther, plain), 3);
    assert.equal(madeOf(away, elsewhere), 2, 'the c of another function');
  });

  test('what changes the same text is left for later, and so are other insertions at one place', () => {
    const start = text.indexOf('f(a)');
    const change = rewrite([{ cell: 0, start, end: start + 4, text: 'y' }]);
    assert.deepEqual(combineRewrites([lineBefore('f(a)', 'm'), change], () => text).made, 1);
    const opens = ['{ ', '( '].map((code) => rewrite([insertion(start, code)]));
    const { edits, made } = combineRewrites(opens, () => text);
    assert.deepEqual([edits, made], [[insertion(start, '{ ')], 1]);
  });

  test('what another one changes, with more, is left to that one, wherever it stands', () => {
    const start = text.indexOf('f(a)') + 2;
    const part = rewrite([{ cell: 0, start, end: start + 1, text: 'a - max(a)' }]);
    const line = insertion(start - 2, 's = a - max(a)\n  ');
    const last = text.indexOf('g(b)');
    const whole = rewrite([
      line,
      { cell: 0, start, end: start + 1, text: 's' },
      { cell: 0, start: last, end: last + 4, text: 's' },
    ]);
    const apart = rewrite([{ cell: 0, start: text.indexOf('f(c)') + 2, end: text.indexOf('f(c)') + 3, text: 'd' }]);
    for (const order of [
      [part, whole, apart],
      [whole, apart, part],
    ]) {
      const { edits, made } = combineRewrites(order, () => text);
      assert.deepEqual([new Set(edits), made], [new Set([...whole.edits, ...apart.edits]), 2]);
    }
    // Of two that change the same, the first.
    const same = rewrite([{ cell: 0, start, end: start + 1, text: 'b' }]);
    assert.deepEqual(combineRewrites([same, part], () => text).edits, same.edits);
    // Where the whole cannot be made, the part is.
    const taken = rewrite([{ cell: 0, start: last, end: last + 5, text: 'h' }]);
    assert.deepEqual(
      new Set(combineRewrites([taken, whole, part], () => text).edits),
      new Set([...taken.edits, ...part.edits]),
    );
  });

  test('outside of functions the cells of a notebook share their names', () => {
    const cells = ['f(a)\n', 'm_2 = g(b)\n'];
    const rewrites = cells.map((_, cell) =>
      rewrite([insertion(0, 'm = 1\n', cell), insertion(5, ' + m', cell)], [{ name: 'm', edit: 0, numbered: '_' }]),
    );
    const { edits } = combineRewrites(rewrites, (cell) => cells[cell]);
    assert.deepEqual(
      edits.map(({ text: code }) => code),
      ['m = 1\n', ' + m', 'm_3 = 1\n', ' + m_3'],
    );
  });
});
