// One version of a document after another gives what each gives alone.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { createAnalyzer, type SourceDocument } from '../../../../src/analysis/index.ts';
import { analyzer, assets, file } from '../support/analyzer.ts';
import { assertSame, findingsOnly, told } from '../support/versions.ts';
import { changes } from '../support/randomEdits.ts';
import { fixturesIn, pythonFolders, scriptFolders } from '../support/fixtures.ts';

const runs = Number(process.env['FC_RUNS'] ?? 60);
const python = pythonFolders.flatMap(fixturesIn);
const scripts = scriptFolders.flatMap(fixturesIn).filter(({ language }) => language === 'javascript');

function changed(text: string, [kind, at, other]: readonly [string, number, number]): string {
  const lines = text.split('\n');
  changes[kind]!(lines, at % lines.length, other);
  return lines.join('\n');
}

const edits = fc.array(fc.tuple(fc.constantFrom(...Object.keys(changes)), fc.nat(0xffff), fc.nat(0xffff)), {
  minLength: 1,
  maxLength: 8,
});

suite('versions of a document', () => {
  for (const [name, fixtures] of Object.entries({ Python: python, JavaScript: scripts })) {
    test(`give what each gives alone, whatever is edited: ${name}`, async () => {
      const incremental = await createAnalyzer(assets);
      let findings = 0;
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.constantFrom(...fixtures), { minLength: 1, maxLength: 4 }),
          edits,
          async (parts, steps) => {
            let text = parts.map((part) => part.text).join('\n');
            findings += await assertSame(incremental, file(text, parts[0]!.language));
            for (const step of steps) {
              text = changed(text, step);
              findings += await assertSame(incremental, file(text, parts[0]!.language));
            }
          },
        ),
        { numRuns: runs },
      );
      assert.ok(findings > runs, `${findings} findings`);
      incremental.dispose();
    });
  }

  test('give the same in notebooks whose cells come, change and go', async () => {
    const incremental = await createAnalyzer(assets);
    const texts = ['import numpy as np\n', '%time x\ndef e(x):\n    return np.exp(x)\n', 'p = e(x) / e(x).sum()\n'];
    const notebook = (...cells: readonly (readonly [number, string])[]): SourceDocument => {
      return { language: 'python', kind: 'notebook', cells: cells.map(([index, text]) => ({ index, text })) };
    };
    const [first, second, third] = texts as [string, string, string];
    const counts = [];
    for (const document of [
      notebook([0, first], [1, second], [2, third]),
      notebook([0, first], [1, `# moved\n${second}`], [2, third]),
      notebook([0, first], [1, second.replace('exp(x)', 'exp(x - x.max())')], [2, third]),
      notebook([0, first], [1, third]),
      notebook([0, first], [3, second], [5, third]),
    ]) {
      counts.push(await assertSame(incremental, document));
    }
    assert.ok(counts[0]! > 0 && counts[0] === counts[1] && counts[2] === 0 && counts[4] === counts[0]);
    incremental.dispose();
  });

  test('know whether a method may be called from elsewhere', async () => {
    const incremental = await createAnalyzer(assets);
    const text = (call: string) => `import torch
class Model:
    def scaled(self, x, t=0):
        return torch.softmax(x / t, 1)
def other(x):
    return ${call}
`;
    const counts = [];
    for (const call of ['x', 'x[0].scaled(x, x)', 'x + 1', 'x[0].scaled(x, x)']) {
      counts.push(await assertSame(incremental, file(text(call))));
    }
    assert.equal(counts[0], counts[2]);
    assert.ok(counts[0]! > counts[1]!, counts.join(' '));
    incremental.dispose();
  });

  test('know which class a method is of that is called for a parameter, where one alone has it', async () => {
    const incremental = await createAnalyzer(assets);
    const text = (name: string, body: string) => `import torch
class Model:
    def ${name}(self, x):
        return ${body}
def loss(model, x):
    return torch.log(model.shares(x)).mean()
`;
    const counts = [];
    for (const [name, body] of [
      ['shares', 'torch.softmax(x, 1)'],
      ['shares', 'torch.tanh(x)'],
      ['shares', 'torch.softmax(x, 1)'],
      ['others', 'torch.softmax(x, 1)'],
    ] as const) {
      counts.push(await assertSame(incremental, file(text(name, body))));
    }
    assert.deepEqual(counts, [1, 0, 1, 0]);
    incremental.dispose();
  });

  test('know when a name that a rewrite calls gets a meaning in the text', async () => {
    const incremental = await createAnalyzer(assets);
    const text = (before: string) => `import math
${before}
def loss(x, y):
    e = [math.exp(v) for v in x]
    p = e[y] / sum(e)
    return -math.log(p)
`;
    const withheld = [];
    for (const before of ['', 'def max(x):\n    return 0', '', 'max = min', '', 'from numpy import max']) {
      const document = file(text(before));
      await assertSame(incremental, document);
      const analysis = await incremental.analyze({ ...document, identity: 'one' });
      assert.ok(analysis.ok);
      withheld.push(analysis.findings.every(({ rewrites }) => rewrites.every(({ safe }) => !safe)));
    }
    assert.deepEqual(withheld, [false, true, false, true, false, true]);
    incremental.dispose();
  });

  test('know which of two equal statements is reached', async () => {
    const incremental = await createAnalyzer(assets);
    const same =
      'import torch\ny = torch.log(torch.softmax(x, 1))\nraise Exception\ny = torch.log(torch.softmax(x, 1))\n';
    const counts = [];
    for (const text of [same, `${same}# more\n`, same.replace('raise', 'print'), `${same}def f(x): return x\n`]) {
      counts.push(await assertSame(incremental, file(text)));
    }
    assert.deepEqual(counts, [1, 1, 2, 1]);
    incremental.dispose();
  });

  test('know whether what says the format stands in a comment or in a string', async () => {
    const incremental = await createAnalyzer(assets);
    const text = (before: string, after: string, more: string) => `import numpy as np
def message():
    return ${before}
# softmax-stability: format=float16
    ${after}
def loss(x):
    e = np.exp(x)
    return e / e.sum()${more}
`;
    const stated = [];
    for (const [before, after, more] of [
      ['0', '0', ''],
      ["'''", "'''", ''],
      ["'''", "'''", '  # more'],
      ['0', '0', '  # more'],
    ] as const) {
      const document = file(text(before, after, more));
      await assertSame(incremental, document);
      const analysis = await incremental.analyze({ ...document, identity: 'one' }, findingsOnly);
      assert.ok(analysis.ok);
      stated.push(analysis.findings.map(({ format }) => format.name));
    }
    assert.deepEqual(stated, [['float16'], ['float64'], ['float64'], ['float16']]);
    incremental.dispose();
  });

  test('pass over a method of a class in a function as the whole does', async () => {
    const incremental = await createAnalyzer(assets);
    const text = (more: string) => `import torch
def build():
    return torch.nn.Softmax(dim=1)
first = build()
second = build()
def test(x):
    class Inner:
        def go(self, x):
            return second(first(x))
    return torch.log(Inner().count(x))${more}
`;
    for (const more of ['', '  # more']) await assertSame(incremental, file(text(more)));
    incremental.dispose();
  });

  test('look at a method of a class in a function for what that function and the text define', async () => {
    const incremental = await createAnalyzer(assets);
    const text = (more: string) => `import torch
def build():
    return torch.nn.Softmax(dim=1)${more}
first = build()
second = build()
def other(x):
    def helper(x):
        return torch.log(x)
    return helper(x)
if __name__:
    def test(x):
        class Inner:
            def go(self, x):
                helper = first
                return second(helper(x))
        return torch.log(Inner().count(x))
    def own(x):
        def helper(x):
            return torch.log(x)
        class Inner:
            def go(self, x):
                helper = first
                return second(helper(x))
        return torch.log(Inner().count(x))
`;
    const counts = [];
    for (const more of ['', '  # more']) counts.push(await assertSame(incremental, file(text(more))));
    assert.deepEqual(counts, [2, 2]);
    incremental.dispose();
  });

  test('guess a class by a method whatever a class in a function has', async () => {
    const incremental = await createAnalyzer(assets);
    const text = (before: string, after: string) => `import torch
class Model:
    def shares(self, x):
        return torch.softmax(x, 1)
def test(x):
    class Other${before}:
        def shares(self, x):
            return x${after}
    return torch.log(Other().shares(x))
def loss(model, x):
    return torch.log(model.shares(x)).mean()
`;
    const counts = [];
    for (const [before, after] of [
      ['', ''],
      ['', '  # more'],
      ['(Model)', ''],
      ['(Model)', ' + 1'],
    ] as const) {
      counts.push(await assertSame(incremental, file(text(before, after))));
    }
    assert.deepEqual(counts, [1, 1, 1, 1]);
    incremental.dispose();
  });

  test('see a change of a file that they import', async () => {
    const incremental = await createAnalyzer(assets);
    const text = 'import numpy as np\nfrom utils import s\ndef f(x):\n    e = np.exp(s(x))\n    return e / e.sum()\n';
    const helper = (body: string) => [{ name: 'utils', text: `import numpy as np\ndef s(x):\n    return ${body}\n` }];
    const counts = [];
    for (const body of ['x', 'x - np.max(x)', 'x', 'x + 1']) {
      counts.push(await assertSame(incremental, { ...file(text), modules: helper(body) }));
    }
    assert.deepEqual(counts, [1, 0, 1, 1]);
    const { needs } = (await incremental.analyze({ ...file(text), identity: 'one' }, findingsOnly)) as {
      needs?: object[];
    };
    assert.equal(needs?.length, 1);
    const again = await incremental.analyze({ ...file(`${text}# more\n`), identity: 'one' }, findingsOnly);
    assert.ok(again.ok);
    assert.deepEqual(again.needs, needs);
    incremental.dispose();
  });

  test('that have nothing in common with each other do not mix', async () => {
    const incremental = await createAnalyzer(assets);
    const texts = python.slice(0, 20).map((fixture) => fixture.text);
    for (const round of [0, 1]) {
      for (const [index, text] of texts.entries()) {
        const document = file(`${text}\n# ${round}\n`);
        const after = await incremental.analyze({ ...document, identity: `${index}` }, findingsOnly);
        assert.deepEqual(told(after), told(await (await analyzer()).analyze(document, findingsOnly)));
      }
    }
    incremental.dispose();
  });
});
