// Where the import of a function goes that a rewrite calls.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { edited, findingsIn } from './support/analyzer.ts';

const numpy = 'import numpy as np\n';
const code = '\n\ndef total(x):\n    return np.log(np.sum(np.exp(x)))\n';

/** The imports of the text after its log-sum-exp is SciPy's, and what that is called. */
async function after(imports: string): Promise<readonly [imports: string, call: string]> {
  const text = `${numpy}${imports}${code}`;
  const [finding] = await findingsIn(text, 'python');
  const rewrite = finding?.rewrites.find(({ form }) => form === 'library');
  assert.ok(rewrite);
  const [top, rest] = edited(text, rewrite.edits).split('\n\ndef total(x):\n    return ');
  assert.ok(top !== undefined && top.startsWith(numpy));
  return [top.slice(numpy.length), rest!];
}

const long = 'from scipy.special import betaincinv, hankel1, loggamma, voigt_profile, wofz, zetac\n';

const cases: readonly (readonly [what: string, before: string, after: string])[] = [
  [
    'between names in order',
    'from scipy.special import expit, zeta\n',
    'from scipy.special import expit, logsumexp, zeta\n',
  ],
  ['before them', 'from scipy.special import zeta\n', 'from scipy.special import logsumexp, zeta\n'],
  ['after them', 'from scipy.special import expit as sig\n', 'from scipy.special import expit as sig, logsumexp\n'],
  [
    'after names without order',
    'from scipy.special import zeta, beta\n',
    'from scipy.special import zeta, beta, logsumexp\n',
  ],
  [
    'on a line of its own where each name is, as the file ends its lines',
    'from scipy.special import (\n    beta,\n    zeta,\n)\n',
    'from scipy.special import (\n    beta,\n    logsumexp,\n    zeta,\n)\n',
  ],
  [
    'at the end of such lines, before their last comma',
    'from scipy.special import (\n\tbeta,\n\texpit,\n)\n',
    'from scipy.special import (\n\tbeta,\n\texpit,\n\tlogsumexp,\n)\n',
  ],
  ['in brackets on one line', 'from scipy.special import (beta)\n', 'from scipy.special import (beta, logsumexp)\n'],
  [
    'on the first of several lines that fits',
    'from scipy.special import (beta, expit,\n                           zeta)\n',
    'from scipy.special import (beta, expit,\n                           logsumexp, zeta)\n',
  ],
  ['anew where the line would be too long', long, `${long}from scipy.special import logsumexp\n`],
  [
    'anew where a comment stands in the list',
    'from scipy.special import (\n    beta,  # Euler\n    zeta,\n)\n',
    'from scipy.special import (\n    beta,  # Euler\n    zeta,\n)\nfrom scipy.special import logsumexp\n',
  ],
  [
    'anew after what is imported under a condition, or from elsewhere',
    'from scipy.stats import norm\ntry:\n    from scipy.special import zeta\nexcept ImportError:\n    zeta = None\n',
    'from scipy.stats import norm\nfrom scipy.special import logsumexp\ntry:\n    from scipy.special import zeta\nexcept ImportError:\n    zeta = None\n',
  ],
];

suite('the import of a function that is called anew is added', () => {
  for (const [what, before, expected] of cases) {
    test(what, async () => {
      assert.deepEqual(await after(before), [expected, 'logsumexp(x)\n']);
    });
  }

  test('to nothing where the module is open already, or where its names are', async () => {
    const whole = 'from scipy import special as sp\n';
    assert.deepEqual(await after(whole), [whole, 'sp.logsumexp(x)\n']);
    const named = 'from scipy.special import logsumexp as lse, zeta\n';
    assert.deepEqual(await after(named), [named, 'lse(x)\n']);
  });

  test('with the line ends of the text', async () => {
    const text = `${numpy}from scipy.special import (\n    beta,\n)\n${code}`.replaceAll('\n', '\r\n');
    const [finding] = await findingsIn(text, 'python');
    const rewrite = finding!.rewrites.find(({ form }) => form === 'library')!;
    assert.match(edited(text, rewrite.edits), /\(\r\n {4}beta,\r\n {4}logsumexp,\r\n\)\r\n/);
  });

  test('by its module where the name is another one already', async () => {
    const own = 'from scipy.special import zeta\nlogsumexp = 3\n';
    assert.deepEqual(await after(own), [
      own.replace('zeta\n', 'zeta\nimport scipy.special\n'),
      'scipy.special.logsumexp(x)\n',
    ]);
  });
});
