import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { dependencies } from '../../../../src/analysis/incremental/dependencies.ts';
import { Statements } from '../../../../src/analysis/incremental/statements.ts';
import { partition } from '../../../../src/analysis/languages/python/partition.ts';
import { parsed } from '../support/parsed.ts';

/** Of each piece of the text: which pieces its findings may depend on. */
async function of(...statements: readonly string[]): Promise<readonly string[]> {
  const source = await parsed(statements.join('\n'), 'python');
  const read = new Statements(partition).of([source]);
  source.dispose();
  return dependencies(read).map((own) => own.join(''));
}

const def = (name: string, body: string) => `def ${name}(x):\n    return ${body}`;

suite('the pieces of a document', () => {
  test('depend on none where none has the name of another', async () => {
    assert.deepEqual(await of('import numpy as np', def('f', 'np.exp(x)'), def('g', 'np.log(x)')), ['0', '1', '2']);
  });

  test('depend on what they call and on what calls them, but not on what is called beside them', async () => {
    assert.deepEqual(await of(def('f', 'x'), def('g', 'f(x)'), def('h', 'x')), ['01', '01', '2']);
    assert.deepEqual(await of(def('f', 'x'), def('g', 'f(x)'), def('h', 'f(2)')), ['012', '01', '02']);
    assert.deepEqual(await of(def('f', 'g(x)'), def('g', 'h(x)'), def('h', 'x')), ['012', '012', '012']);
  });

  test('depend on what is made with a function, and on what is made with that', async () => {
    assert.deepEqual(await of(def('f', 'x'), 'a = f(1)', 'b = a', def('g', 'b + x')), ['0123', '0123', '0123', '0123']);
    assert.deepEqual(await of(def('f', 'x'), 'a = 1', 'b = a', def('g', 'b + x')), ['0', '1', '2', '3']);
  });

  test('depend on other definitions of their name only if they have a word for it', async () => {
    assert.deepEqual(await of(def('f', 'x'), def('f', '2'), def('g', 'f(x)')), ['012', '012', '012']);
  });

  test('are methods apart that have no word for each other', async () => {
    const texts = (b: string) => ['class A:', '    p = 1', '    def a(self): return 1', `    ${b}`, '    q = 3'];
    assert.deepEqual(await of(...texts('def b(self): return 2')), ['0', '1', '2', '3']);
    assert.deepEqual(await of(...texts('def b(self): return self.a()')), ['0', '12', '12', '3']);
    assert.deepEqual(await of(...texts('def b(self, a): return a')), ['0', '1', '2', '3']);
  });

  test('depend on what assigns an attribute, which does not depend on what reads it', async () => {
    const a = [
      'class A:',
      '    def set(self): self.p = 1',
      '    def b(self): return 2',
      '    def c(self): return self.p',
    ];
    assert.deepEqual(await of(...a, def('f', 'x')), ['0', '1', '2', '13', '4']);
    assert.deepEqual(await of(...a, def('f', 'x.b')), ['0', '1', '24', '13', '24'], 'x may be guessed to be of A');
    assert.deepEqual(await of(...a, def('f', 'x.get()')), ['0', '1', '2', '13', '4']);
    assert.deepEqual(await of(...a, 'class B(A):', '    def b(self): return x.b()'), ['0', '1', '25', '13', '4', '25']);
  });

  test('depend on what makes an object, and on all that can be asked of it', async () => {
    const texts = ['class A:', '    def __init__(self, p): self.p = p', '    def b(self): return 2'];
    assert.deepEqual(await of(...texts, def('f', 'A(x)'), def('g', 'x')), ['0', '123', '123', '123', '4']);
    assert.deepEqual(await of(...texts, 'a = A(1)', def('g', 'a.b()')), ['0', '1234', '1234', '1234', '1234']);
  });

  test('depend on what the body of a class makes with a function', async () => {
    const texts = [def('f', 'x'), 'class A:', '    p = f(1)', '    def b(self): return self.p', def('g', 'x')];
    assert.deepEqual(await of(...texts), ['01', '01', '012', '3']);
  });

  test('leave out comments, and strings that nothing is done with', async () => {
    const text = `"""A module."""
class A(B):
    # first
    """A class."""
    # second
    p = 'read'
    # third
    'not read'
    q = 2  # fourth
    def b(self):
        """A method."""
        return 1
    # fifth
'not read' """either"""
__all__ = ['A']
f'{A}'
`;
    const source = await parsed(text, 'python');
    const pieces = new Statements(partition).of([source]).map(({ start, end }) => text.slice(start, end));
    source.dispose();
    assert.deepEqual(pieces, [
      'class A(B)',
      "p = 'read'",
      'q = 2',
      'def b(self):\n        """A method."""\n        return 1',
      "__all__ = ['A']",
      "f'{A}'",
    ]);
  });

  test('tell a definition from one that binds names outside of it', async () => {
    const texts: Readonly<Record<string, boolean>> = {
      'def f(): return 1': true,
      '@g\ndef f(): return 1': true,
      'class A: pass': false,
      'def f():\n    global a\n    a = 1': false,
      'def f():\n    from m import *': false,
      'a = 1': false,
      'if a:\n    def f(): return 1': false,
    };
    for (const [text, expected] of Object.entries(texts)) {
      const source = await parsed(text, 'python');
      const [piece] = partition.piecesOf(source.root.named[0]!);
      assert.equal(piece!.isDefinition, expected, text);
      source.dispose();
    }
  });
});
