// One version of a document after another gives what each gives alone.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { createAnalyzer, type SourceDocument } from '../../../../src/analysis/index.ts';
import { analyzer, assets, file } from '../support/analyzer.ts';
import { assertSame, findingsOnly, told } from '../support/versions.ts';
import { fixturesIn, pythonFolders, scriptFolders } from '../support/fixtures.ts';

const runs = Number(process.env['FC_RUNS'] ?? 60);
const python = pythonFolders.flatMap(fixturesIn);
const scripts = scriptFolders.flatMap(fixturesIn).filter(({ language }) => language === 'javascript');

const values = ['0', '2.5', 'torch.softmax(NAME, 1)', 'np.exp(NAME)', 'NAME', 'nn.Softmax(dim=1)', '[1, 2]', 'NAME(1)'];
const imports = [
  'import numpy as np',
  'import torch',
  'import torch.nn.functional as F',
  'from scipy.special import softmax, log_softmax',
  'import math as np',
  'from numpy import exp',
];

/** The number of the next line that nothing is before. */
function nextTop(lines: readonly string[], at: number): number {
  const next = lines.findIndex((line, index) => index >= at && /^[^\s#)\]}]/.test(line));
  return next < 0 ? lines.length : next;
}

function indentAfter(lines: readonly string[], at: number): string {
  return /^ */.exec(lines[at + 1] ?? '')![0];
}

function picked(lines: readonly string[], pattern: RegExp, at: number): string {
  const found = lines.flatMap((line) => line.match(pattern) ?? []);
  return found[at % Math.max(1, found.length)] ?? 'x';
}

/** What an edit does at a random line, given another random number. */
const changes: Readonly<Record<string, (lines: string[], at: number, other: number) => void>> = {
  comments: (lines, at) => lines.splice(at, 0, '# a comment'),
  ignores: (lines, at) => (lines[at] = `${lines[at]}  # softmax-stability: ignore`),
  'says the format': (lines, at) => lines.splice(at, 0, '# softmax-stability: format=float16'),
  'says the usual format': (lines, at) => {
    const indent = /^ */.exec(lines[at]!)![0];
    lines.splice(at, 0, `${indent}torch.set_default_dtype(torch.float16)`);
  },
  deletes: (lines, at) => lines.splice(at, 1),
  repeats: (lines, at, other) => lines.splice(other % lines.length, 0, lines[at] ?? ''),
  breaks: (lines, at) => (lines[at] = `${lines[at]} (`),
  'ends lines otherwise': (lines, at) => (lines[at] = `${lines[at]}\r`),
  'renames a function': (lines, at) => (lines[at] = lines[at]!.replace(/def (\w+)/, 'def other_$1')),
  'changes a number': (lines, at) => (lines[at] = lines[at]!.replace(/\d+/, (digits) => `${digits}1`)),
  'calls what is not known': (lines, at) => lines.splice(at, 0, 'unknown()(1).forward(2)'),
  'puts a class into a function': (lines, at, other) => {
    const indent = /^ */.exec(lines[at]!)![0];
    const method = [...lines.join('\n').matchAll(/def (\w+)\(self/g)].map(([, name]) => name)[other % 3] ?? 'go';
    const base = [...lines.join('\n').matchAll(/^class (\w+)/gm)].map(([, name]) => `(${name})`)[other % 5] ?? '';
    const body = [`class Inner${base}:`, `    def ${method}(self, x):`, `        return x / x.sum()`];
    lines.splice(at, 0, ...body.map((line) => `${indent}${line}`));
  },
  'says what something is for': (lines, at) => lines.splice(at + 1, 0, `${indentAfter(lines, at)}"""It is ${at}."""`),
  'says it in a string that is read': (lines, at) => (lines[at] = lines[at]!.replace(/= (\w+)$/, '= """$1"""')),
  'ignores all': (lines) => lines.unshift('# softmax-stability: ignore-file'),
  'binds a name outside of functions': (lines, at, other) => {
    const name = picked(lines, /\b[a-z]\w*\b/gi, at);
    lines.splice(nextTop(lines, other), 0, `${name} = ${values[at % values.length]!.replaceAll('NAME', name)}`);
  },
  'imports something': (lines, at) => lines.splice(nextTop(lines, at), 0, imports[at % imports.length]!),
  'calls a function when it is run': (lines, at, other) => {
    const name = picked(lines, /(?<=def )\w+/g, at);
    const call = `    y = ${name}(${values[other % values.length]!.replaceAll('NAME', 'y')})`;
    lines.splice(nextTop(lines, other), 0, 'if __name__ == "__main__":', call);
  },
  'takes a parameter more': (lines, at) => {
    lines[at] = lines[at]!.replace(/(def \w+\([^()]+)\)/, `$1, ${picked(lines, /\b[a-z]\w*\b/g, at)}=0)`);
  },
  'gives an attribute a value': (lines, at, other) => {
    const value = values[other % values.length]!.replaceAll('NAME', 'x');
    lines.splice(at + 1, 0, `${indentAfter(lines, at)}self.${picked(lines, /(?<=self\.)\w+/g, other)} = ${value}`);
  },
  'gives a class an attribute': (lines, at, other) => {
    const start = lines.findIndex((line, index) => index >= at && /^class /.test(line));
    const name = picked(lines, /(?<=\.)\w+/g, other);
    if (start >= 0) lines.splice(start + 1, 0, `    ${name} = ${values[at % values.length]!.replaceAll('NAME', 'x')}`);
  },
  'defines a function': (lines, at, other) => {
    const name = picked(lines, /\b[a-z]\w*(?=\()/gi, other);
    lines.splice(
      nextTop(lines, at),
      0,
      `def ${name}(x):`,
      `    return ${values[at % values.length]!.replaceAll('NAME', 'x')}`,
    );
  },
  'takes a statement away': (lines, at) => {
    const start = nextTop(lines, at);
    lines.splice(start, nextTop(lines, start + 1) - start);
  },
  'takes a maximum': (lines, at) => (lines[at] = lines[at]!.replace(/exp\((\w+)\)/, 'exp($1 - $1.max())')),
};

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

  test('look at a method of a class in a function for what that function defines, and not for what others do', async () => {
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
    assert.deepEqual(counts, [1, 1]);
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
