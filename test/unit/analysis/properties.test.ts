// Findings follow the code, whatever it is called and however it is laid out: of every rule and in every language.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import type { LanguageId } from '../../../src/analysis/index.ts';
import { findingsIn } from './support/analyzer.ts';
import { assertFollowed, assertSpelt, type Change, type Choose, type Code } from './support/changes/change.ts';
import { bracketed, interleaved, reindented, requoted, spaced, withLineEnds } from './support/changes/layout.ts';
import { renamed } from './support/changes/names.ts';
import { inlined, named } from './support/changes/naming.ts';
import { reordered } from './support/changes/order.ts';
import { asMethods, wrapped, wrappings } from './support/changes/wrapping.ts';
import { fixturesIn, pythonFolders, scriptFolders } from './support/fixtures.ts';
import { parsed } from './support/parsed.ts';

const codes: ReadonlyMap<string, Code> = new Map(
  await Promise.all(
    [...pythonFolders, ...scriptFolders].flatMap(fixturesIn).map(async ({ name, text, language }) => {
      const { root } = await parsed(text, language);
      return [name, { text, language, root }] as const;
    }),
  ),
);

const runs = Number(process.env['FC_RUNS'] ?? 80);

/** A fixture and the draws of a change of it. */
const drawn = fc.tuple(fc.constantFrom(...codes.keys()), fc.infiniteStream(fc.nat(0xffff)));

function chooser(numbers: fc.Stream<number>): Choose {
  return (limit) => Number(numbers.next().value) % limit;
}

/** Checks a change of fixtures; those that it cannot be made of are passed over, and it must be made of most. */
async function everywhere(
  check: (code: Code, choose: Choose) => Promise<boolean>,
  least = 0.3,
  numRuns = runs,
): Promise<void> {
  let made = 0;
  await fc.assert(
    fc.asyncProperty(drawn, async ([name, numbers]) => {
      if (await check(codes.get(name)!, chooser(numbers))) made += 1;
    }),
    { numRuns },
  );
  assert.ok(made >= least * numRuns, `made of ${made} of ${numRuns}`);
}

/** Whether a change was made; what it changed must still be read without errors, else it is the change that is wrong. */
async function follows(code: Code, change: Change | undefined, but?: RegExp): Promise<boolean> {
  if (!change || change.text === code.text) return false;
  // What is read in spite of an error is no text to be changed.
  const before = await parsed(code.text, code.language);
  const { hasErrors } = before;
  before.dispose();
  if (hasErrors) return false;
  const tree = await parsed(change.text, code.language);
  assert.ok(!tree.hasErrors, change.text);
  tree.dispose();
  await assertFollowed(code, change, but);
  return true;
}

const plain = Array.from({ length: 60 }, (_, index) => `q${index}z`);
const foreign = Array.from({ length: 60 }, (_, index) => `é${'ßж変'[index % 3]!}${index}ñ`);
/** What people call such values, given here to any others. */
const telling =
  'softmax log exp logits probs probabilities temperature mask eps p x labels targets loss axis dim scores logsumexp sigmoid y_true epsilon weights shift m np torch F tf nn jnp self cls log_softmax nll criterion'.split(
    ' ',
  );

/**
 * exp(x) - 1 is a hint where it is written in one: an exponential with a name of its own may be meant. And x ** (1 / T) is where a
 * text is seen to matter for its power, which most texts have one of.
 */
const ofOnePiece = ['python/log1p-expm1/numpy', 'python/zero-temperature/powers', 'javascript/zero-temperature/powers'];

suite('findings are the same', () => {
  test('when parameters, variables, functions and classes are renamed', async () => {
    const names = (choose: Choose) => {
      const pool = [plain, foreign, telling][choose(3)]!;
      const from = choose(pool.length);
      return [...pool.slice(from), ...pool.slice(0, from), ...plain];
    };
    await everywhere((code, choose) => follows(code, renamed(code, names(choose))));
  });

  test('when local names are what the library calls its functions', async () => {
    const text = 'import numpy as q\ndef f(exp):\n    softmax = q.exp(exp)\n    return softmax / softmax.sum()\n';
    const [finding, ...others] = await findingsIn(text);
    assert.equal(text.slice(finding!.span.start, finding!.span.end), 'q.exp(exp)');
    assert.equal(others.length, 0);
  });

  test('with comments and blank lines between statements', async () => {
    await everywhere((code, choose) => follows(code, interleaved(code, choose)));
  });

  test('with other line ends', async () => {
    await everywhere((code, choose) => follows(code, withLineEnds(code, choose)));
  });

  test('with other indents', async () => {
    await everywhere((code, choose) => follows(code, reindented(code, choose)));
  });

  test('with other blanks, comments and line ends between tokens', async () => {
    await everywhere((code, choose) => follows(code, spaced(code, choose)));
  });

  test('with brackets that say nothing', async () => {
    // Whether brackets are underlined with what they are around is left open.
    await everywhere((code, choose) => follows(code, bracketed(code, choose), /[()]/g));
  });

  test('with strings in other quotes', async () => {
    await everywhere((code) => follows(code, requoted(code)), 0.02);
  });

  test('with imports, functions and assignments that do not depend on each other in another order', async () => {
    await everywhere((code, choose) => follows(code, reordered(code, choose)));
  });

  test('within a condition, a function, a block', async () => {
    const how = (code: Code, choose: Choose) => wrappings(code)[choose(wrappings(code).length)]!;
    await everywhere((code, choose) => follows(code, wrapped(code, how(code, choose))));
  });

  test('where functions are static methods', async () => {
    await everywhere((code) => follows(code, asMethods(code)));
  });

  test('when a part of an expression is given a name', async () => {
    await everywhere(async (code, choose) => {
      const change = ofOnePiece.some((name) => code === codes.get(name)) ? undefined : named(code, choose);
      if (change) await assertSpelt(code, change);
      return change !== undefined;
    });
  });

  test('when a name that is used once is written out', async () => {
    await everywhere(async (code, choose) => {
      const change = inlined(code, choose);
      if (change) await assertSpelt(code, change);
      return change !== undefined;
    });
  });
});

/** Each of these had other findings than its plain twin. */
const once: Readonly<Record<string, readonly [language: LanguageId, text: string, underlined: readonly string[]]>> = {
  'counters and arrays with letters of other scripts': [
    'javascript',
    'function f(é) {\n  const ж = [];\n  let 和 = 0;\n  for (let ñ = 0; ñ < é.length; ñ++) {\n    ж[ñ] = Math.exp(é[ñ]);\n    和 += ж[ñ];\n  }\n  for (let ñ = 0; ñ < é.length; ñ++) ж[ñ] /= 和;\n  return ж;\n}\n',
    ['Math.exp(é[ñ])'],
  ],
  'a callback in brackets': [
    'javascript',
    'const f = (x) => {\n  const e = x.map(((v) => Math.exp(v)));\n  const s = e.reduce(((a, b) => a + b), 0);\n  return e.map((v) => v / s);\n};\n',
    ['Math.exp(v)'],
  ],
  'a condition of a loop in brackets': [
    'javascript',
    'function f(x) {\n  const e = [];\n  let s = 0;\n  for (let i = 0; ((i) < (x.length)); i++) {\n    e[i] = Math.exp(x[i]);\n    s += e[i];\n  }\n  return e.map((v) => v / s);\n}\n',
    ['Math.exp(x[i])'],
  ],
  'backslashes where lines go on': [
    'python',
    'from scipy \\\n    .special import expit\nimport numpy as np\n\n\ndef f(x):\n    p = expit( \\\n        x)\n    return \\\n        -np.log( \\\n            p)\n',
    ['np.log( \\\n            p)'],
  ],
  'blanks around the dots of an import': [
    'python',
    'import jax . numpy as jnp\n\n\ndef f(x):\n    e = jnp.exp(x)\n    return e / e.sum()\n',
    ['jnp.exp(x)'],
  ],
  'limits in brackets': [
    'python',
    'import math\n\n\ndef f(x):\n    if (x) < -(500):\n        return 0.0\n    return 1 / (1 + math.exp(-x))\n\n\ndef g(x):\n    if abs((x)) > (100):\n        return 0.0\n    return 1 / (1 + math.exp(-x))\n',
    [],
  ],
  'a comment within a comparison': [
    'python',
    'import math\n\n\ndef f(x):\n    if (x  # the logit\n        < -500):\n        return 0.0\n    return 1 / (1 + math.exp(-x))\n',
    [],
  ],
  'a derivative given in brackets': [
    'python',
    'import jax\nimport jax.numpy as jnp\n\n\n@jax.custom_jvp\ndef softplus(x):\n    return jnp.logaddexp(x, 0)\n\n\nsoftplus.defjvps((lambda t, ans, x: (1 - 1 / (1 + jnp.exp(x))) * t))\n',
    [],
  ],
};

suite('what is underlined', () => {
  for (const [what, [language, text, underlined]] of Object.entries(once)) {
    test(`does not depend on ${what}`, async () => {
      const findings = await findingsIn(text, language);
      assert.deepEqual(
        findings.map(({ span }) => text.slice(span.start, span.end)),
        underlined,
      );
    });
  }
});
