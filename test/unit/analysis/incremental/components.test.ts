import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { components } from '../../../../src/analysis/incremental/components.ts';
import { Statements } from '../../../../src/analysis/incremental/statements.ts';
import { partition } from '../../../../src/analysis/languages/python/partition.ts';
import { parsed } from '../support/parsed.ts';

async function numbers(...statements: readonly string[]): Promise<readonly number[]> {
  const source = await parsed(statements.join('\n'), 'python');
  const read = new Statements().of([source], partition);
  assert.equal(read.length, statements.length);
  source.dispose();
  return components(read);
}

const def = (name: string, body: string) => `def ${name}(x):\n    return ${body}`;

suite('the components of a document', () => {
  test('are of one function each where none has the name of another', async () => {
    assert.deepEqual(await numbers('import numpy as np', def('f', 'np.exp(x)'), def('g', 'np.log(x)')), [0, 1, 2]);
  });

  test('join a function with what it calls, and with what calls that', async () => {
    assert.deepEqual(await numbers(def('f', 'x'), def('g', 'f(x)'), def('h', 'x'), def('i', 'f(2)')), [0, 0, 1, 0]);
  });

  test('join through what is made with a function, and through what is made with that', async () => {
    const texts = [def('f', 'x'), 'a = f(1)', 'b = a', def('g', 'b + x')];
    assert.deepEqual(await numbers(...texts), [0, 0, 0, 0]);
    assert.deepEqual(await numbers(def('f', 'x'), 'a = 1', 'b = a', def('g', 'b + x')), [0, 1, 2, 3]);
    assert.deepEqual(await numbers('b = a.c', 'a.c = f(1)', def('f', 'x'), def('g', 'b')), [0, 0, 0, 0]);
  });

  test('join a class with what is made of it, and with classes that extend it', async () => {
    const extending = 'class B(A):\n    pass';
    assert.deepEqual(await numbers('class A:\n    p = 1', extending, def('f', 'A()'), def('g', 'x')), [0, 0, 0, 1]);
  });

  test('join definitions of one name', async () => {
    assert.deepEqual(await numbers(def('f', 'x'), '@decorated\ndef f(x):\n    return 2'), [0, 0]);
  });

  test('tell a definition from one that binds names outside of it', async () => {
    const texts: Readonly<Record<string, boolean>> = {
      'def f(): return 1': true,
      '@g\ndef f(): return 1': true,
      'class A: pass': true,
      'def f():\n    global a\n    a = 1': false,
      'def f():\n    from m import *': false,
      'a = 1': false,
      'if a:\n    def f(): return 1': false,
    };
    for (const [text, expected] of Object.entries(texts)) {
      const source = await parsed(text, 'python');
      assert.equal(partition.isDefinition(source.root.named[0]!), expected, text);
      source.dispose();
    }
  });
});
