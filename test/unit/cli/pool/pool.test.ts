import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { test, type TestContext } from 'node:test';
import type { SourceDocument } from '../../../../src/analysis/index.ts';
import { WorkerPool } from '../../../../src/cli/pool/pool.ts';

const script = fileURLToPath(new URL('./thread.mjs', import.meta.url));

function pool(t: TestContext, size = 2, timeLimit = 60_000): WorkerPool {
  const made = new WorkerPool({ script, size, timeLimit, execArgv: [] });
  t.after(() => made.dispose());
  return made;
}

/** What is answered for texts that are asked for at once. */
async function answers(made: WorkerPool, texts: readonly string[]): Promise<string[]> {
  const documents = texts.map((text): SourceDocument => ({
    language: 'python',
    kind: 'file',
    cells: [{ index: 0, text }],
  }));
  const all = await Promise.all(documents.map((document) => made.analyze(document, {})));
  return all.map((analysis) => (analysis.ok ? 'ok' : analysis.message));
}

const many = Array.from({ length: 100 }, (_, index) => `text ${index}`);

test('every document has its own answer', async (t) => {
  assert.deepEqual(await answers(pool(t), many), many);
});

for (const [word, message] of [
  ['THROW', 'the analysis broke off: boom'],
  ['EXIT', 'the analysis broke off: its thread ended with 7'],
] as const) {
  test(`a document that ends its thread (${word}) is the only one without an answer`, async (t) => {
    const texts = [...many.slice(0, 40), word, ...many.slice(40), word];
    const expected = texts.map((text) => (text === word ? message : text));
    assert.deepEqual(await answers(pool(t), texts), expected);
  });
}

test('a document that runs out of memory is the only one without an answer', async (t) => {
  const made = new WorkerPool({ script, size: 1, timeLimit: 60_000, execArgv: [], heapMegabytes: 64 });
  t.after(() => made.dispose());
  const [before, memory, after] = await answers(made, ['a', 'MEMORY', 'b']);
  assert.deepEqual([before, after], ['a', 'b']);
  assert.match(memory!, /^the analysis broke off: .*memory/);
});

test('a document that takes too long is given up', async (t) => {
  assert.deepEqual(await answers(pool(t, 1, 1000), ['a', 'HANG', 'b']), ['a', 'given up after 1 seconds', 'b']);
});

test('after a parser has broken, the next document has a new one', async (t) => {
  assert.deepEqual(await answers(pool(t, 1), ['a', 'BREAK', 'b']), ['a', 'broken', 'b']);
});

test('a thread that cannot start is the error of every document', async (t) => {
  const made = new WorkerPool({ script: `${script}.missing`, size: 2, timeLimit: 60_000 });
  t.after(() => made.dispose());
  for (const answer of await answers(made, ['a', 'b', 'c'])) assert.match(answer, /^the analysis broke off: /);
});
