// A function that is lowered once more after an edit in it, by what else is known of its document, has the values that it
// has where the whole of the edited document is lowered.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Edit, SourceDocument } from '../../../../src/analysis/index.ts';
import type { LoweredDocument } from '../../../../src/analysis/languages/frontEnd.ts';
import type { SyntaxNode } from '../../../../src/analysis/languages/syntax.ts';
import type { Occurrence } from '../../../../src/analysis/terms/occurrence.ts';
import { applyEdits } from '../../../../src/analysis/verify/apply.ts';
import { isNear } from '../../../../src/analysis/verify/rest.ts';
import { file } from '../support/analyzer.ts';
import { fixturesIn, pythonFolders } from '../support/fixtures.ts';
import { lowered } from '../support/lowered.ts';
import { nodesIn, parsed } from '../support/parsed.ts';

interface Comparison {
  /** Whether nothing was lowered but functions of the scope. */
  readonly isPart: boolean;
  readonly again: readonly string[];
  readonly whole: readonly string[];
}

/** An edit of a text in a scope, by both ways. */
async function compare(
  before: LoweredDocument,
  store: Parameters<typeof lowered>[1],
  text: string,
  edit: Omit<Edit, 'cell'>,
  scope: string,
): Promise<Comparison> {
  const edits = [{ cell: 0, ...edit }];
  const after: SourceDocument = applyEdits(file(text), edits);
  const part = before.edited(after, edits, { scopes: [scope] })!;
  const whole = await lowered(after.cells[0]!.text, store, 'python', { scopes: [scope] });
  const near = (places: readonly Occurrence[]) => places.filter((place) => isNear(place, [scope])).map(shown);
  try {
    return {
      isPart: part.computed.every((place) => isNear(place, [scope])),
      again: [...near(part.computed), ...near(part.leaving)],
      whole: [...near(whole.document.computed), ...near(whole.document.leaving)],
    };
  } finally {
    part.dispose();
    whole.document.dispose();
  }
}

function shown({ term, form, span, scope }: Occurrence): string {
  return `${term.id} ${form} ${span.start} ${span.end} ${scope}`;
}

/** The scope of the nearest place around a span. */
function scopeAt({ computed }: LoweredDocument, { start, end }: SyntaxNode): string | undefined {
  const around = computed.filter(({ span }) => span.start <= start && end <= span.end);
  return around.sort((a, b) => a.span.end - a.span.start - (b.span.end - b.span.start))[0]?.scope;
}

/** The scopes of a text in which something was edited, and whether only they were lowered. */
async function compareAll(text: string, insertion: string): Promise<readonly boolean[]> {
  const { document, store } = await lowered(text, undefined, 'python', 'relevant');
  const tree = await parsed(text, 'python');
  const found: boolean[] = [];
  try {
    for (const call of nodesIn(tree.root).filter(({ type }) => type === 'call')) {
      const scope = scopeAt(document, call);
      if (scope === undefined || scope === 'module') continue;
      const edit = { start: call.end, end: call.end, text: insertion };
      const { isPart, again, whole } = await compare(document, store, text, edit, scope);
      assert.deepEqual(again, whole, `${scope}, ${call.text}`);
      found.push(isPart);
    }
  } finally {
    tree.dispose();
    document.dispose();
  }
  return found;
}

const head = 'import numpy as np\n';

/** Edits that can change something outside of the function that they are in. */
const seenOutside: Readonly<Record<string, string>> = {
  'a function that a value of the module is computed by': `def f(x):
    return np.exp(x) if y is None else y
y = f(1)
`,
  'a method by which an object of the module was made': `class A:
    def __init__(self, x):
        self.e = np.exp(x)
    def f(self):
        return self.e / np.sum(a.e)
a = A(x)
`,
};

/** Edits that are seen by way of other functions only. */
const seenInside: Readonly<Record<string, string>> = {
  recursion: 'def f(x):\n    return np.exp(x) if x < 0 else f(np.abs(x))\n',
  'an attribute that the method itself assigns': `class A:
    def f(self, x):
        self.e = np.exp(x)
        return self.e / np.sum(self.e)
    def g(self, x):
        return np.log(self.f(x)) + self.e
`,
  'an attribute that another method assigns by it': `class A:
    def __init__(self, x):
        self.e = self.f(x)
    def f(self, x):
        return np.exp(x)
    def g(self):
        return self.e / np.sum(self.e)
`,
  'a class in a function that extends one of the module': `class A:
    def f(self, x):
        return np.exp(self.g(x))
    def g(self, x):
        class B(A):
            def g(self, x):
                return np.abs(x)
        return np.sum(x)
`,
  'a helper that is defined behind it': 'def f(x):\n    return np.sum(g(x))\ndef g(x):\n    return np.exp(x)\n',
  'a lambda in a list': 'all = [lambda x: np.exp(x), (lambda x: np.log(np.sum(x)), 2)]\n',
  'numbers that are drawn': 'a = np.random.rand(3)\ndef f(x):\n    return np.exp(np.random.rand(3)) + a\n',
};

suite('a function lowered again after an edit', () => {
  test('has the values that it has by itself, in every fixture', async () => {
    const parts: boolean[] = [];
    for (const { text } of pythonFolders.flatMap(fixturesIn)) parts.push(...(await compareAll(text, ' * 2')));
    assert.ok(parts.filter(Boolean).length > 0.8 * parts.length);
  });
  for (const [what, text] of Object.entries(seenOutside)) {
    test(`has them with ${what}`, async () => {
      const parts = await compareAll(head + text, ' * 2');
      assert.ok(parts.includes(false));
    });
  }
  for (const [what, text] of Object.entries(seenInside)) {
    test(`has them with ${what}`, async () => {
      const parts = await compareAll(head + text, ' * 2');
      assert.ok(parts.length > 0 && parts.every(Boolean));
    });
  }
  test('leaves the reading before as it was', async () => {
    const text = `${head}def g(x):\n    return np.log(x)\ndef f(x):\n    return g(np.exp(x))\n`;
    const { document } = await lowered(text, undefined, 'python', 'relevant');
    const given = () => {
      const { term } = document.computed.find(({ term: { kind } }) => kind === 'map')!;
      return term.kind === 'map' ? document.argumentsOf(term.operand).length : 0;
    };
    const places = document.computed.map(shown);
    assert.equal(given(), 1);
    const start = text.length - 1;
    const edits = [{ cell: 0, start, end: start, text: ' + g(x)' }];
    document.edited(applyEdits(file(text), edits), edits, { scopes: ['module/f#0'] })!.dispose();
    assert.equal(given(), 1);
    assert.deepEqual(document.computed.map(shown), places);
    document.dispose();
  });
});
