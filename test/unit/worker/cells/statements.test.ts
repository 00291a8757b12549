import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BlockNode } from 'mathjs';
import fc from 'fast-check';
import { math } from '../../../../src/worker/cells/language.ts';
import { readStatements } from '../../../../src/worker/cells/statements.ts';
import { tokens } from '../../../../src/worker/cells/tokens.ts';

const pieces = [
  ...['x', 'y1', '2', '1e3', '.5', '"a;\\n"', "'b#'", '+', '-', '*', '^', '=', ':', '?', ',', '.*', "'", '!', '(', ')'],
  ...['[', ']', '{', '}', 'f(x) =', 'mod', 'not', ' ', '  ', '\n', '\n\n', ';', '# note ; "\n', 'α', '==', '3:end'],
];

/** What mathjs makes of the whole cell, or undefined where it refuses it. */
function byMathjs(cell: string): { text: string; visible: boolean }[] | undefined {
  try {
    const node = math.parse(cell);
    const blocks = node.type === 'BlockNode' ? (node as BlockNode).blocks : [{ node, visible: true }];
    return blocks
      .filter((block) => block.node.toString() !== 'undefined')
      .map((block) => ({ text: block.node.toString(), visible: block.visible }));
  } catch {
    return undefined;
  }
}

function byUs(cell: string): { text: string; visible: boolean }[] | undefined {
  try {
    return readStatements(cell).map(({ node, visible }) => ({ text: node.toString(), visible }));
  } catch {
    return undefined;
  }
}

test('a cell is cut into the statements that mathjs sees, with the same ones hidden', () => {
  const cells = fc
    .array(fc.constantFrom(...pieces), { maxLength: 14 })
    .map((parts) => parts.join(' ').replaceAll(' \n', '\n'));
  let compared = 0;
  fc.assert(
    fc.property(cells, (cell) => {
      const expected = byMathjs(cell);
      if (!expected) return;
      compared++;
      assert.deepEqual(byUs(cell), expected);
    }),
    { numRuns: 20_000 },
  );
  assert.ok(compared > 1000, `${compared} cells that mathjs reads`);
});

test('a percent sign at the end of a line is a percentage, and does not go on in the next', () => {
  assert.deepEqual(byUs('50%\n2'), [
    { text: '50 / 100', visible: true },
    { text: '2', visible: true },
  ]);
});

test('statements know their source and their place', () => {
  const cell = '  a = 1 ; # one\n\n f(x) =\n  x # two\n';
  const statements = readStatements(cell);
  assert.deepEqual(
    statements.map(({ source, visible }) => [source, visible]),
    [
      ['a = 1', false],
      ['f(x) =\n  x', true],
    ],
  );
  for (const { source, start, end } of statements) assert.equal(cell.slice(start, end), source);
});

test('tokens cover a source without comments and spaces, whatever it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (source) => {
      let at = 0;
      for (const { start, end, text } of tokens(source)) {
        assert.ok(start >= at && end > start);
        assert.match(source.slice(at, start), /^(?:[ \t\u00a0]|#[^\n]*)*$/);
        assert.equal(source.slice(start, end), text);
        at = end;
      }
    }),
  );
});

test('a cell of 100,000 numbers is read', () => {
  const [statement, ...more] = readStatements(`x = [${Array.from({ length: 100_000 }, (_, i) => i).join(', ')}]`);
  assert.equal(more.length, 0);
  assert.equal(statement?.visible, true);
});
