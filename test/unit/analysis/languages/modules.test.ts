// Helpers that a file imports from others of its project.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { pythonCandidates } from '../../../../src/analysis/languages/python/moduleCandidates.ts';
import type { ProjectModule, SourceDocument } from '../../../../src/analysis/index.ts';
import { analyze, file } from '../support/analyzer.ts';

const helper = 'import numpy as np\ndef stable(x):\n    return x - np.max(x)\ndef e(x):\n    return np.exp(x)\n';

function document(text: string, ...modules: readonly ProjectModule[]): SourceDocument {
  return { ...file(text), modules };
}

async function answer(text: string, ...modules: readonly ProjectModule[]) {
  const analysis = await analyze(document(text, ...modules));
  assert.ok(analysis.ok);
  return analysis;
}

const uses = (imported: string, call: string) =>
  `import numpy as np\n${imported}\ndef f(x):\n    z = ${call}(x)\n    return np.exp(z) / np.sum(np.exp(z))\n`;

suite('imported files', () => {
  const ways: readonly (readonly [imported: string, call: string, name: string])[] = [
    ['from pkg.utils import stable', 'stable', 'pkg.utils'],
    ['from pkg.utils import stable as s', 's', 'pkg.utils'],
    ['from .utils import stable', 'stable', '.utils'],
    ['from . import utils', 'utils.stable', '.utils'],
    ['import pkg.utils as u', 'u.stable', 'pkg.utils'],
    ['import pkg.utils', 'pkg.utils.stable', 'pkg.utils'],
    ['from pkg import utils', 'utils.stable', 'pkg.utils'],
    ['from utils import *', 'stable', 'utils'],
  ];
  for (const [imported, call, name] of ways) {
    test(`are followed by "${imported}"`, async () => {
      assert.equal((await answer(uses(imported, call))).findings.length, 1);
      const { findings, needs } = await answer(uses(imported, call), { name, text: helper });
      assert.deepEqual(findings, []);
      assert.ok(!needs?.some(({ module }) => module === name));
    });
  }

  test('are asked for with the names that are wanted of them, once something of them is used', async () => {
    const { needs } = await answer(
      'import numpy as np\nfrom ..pkg.utils import a, b as c\nimport other\nimport unused\nx = np.exp(other.f(a))\n',
    );
    assert.deepEqual(needs, [
      { module: 'pkg.utils', level: 2, names: ['a', 'b'] },
      { module: 'other', level: 0, names: [] },
    ]);
  });

  test('import others in their turn', async () => {
    const text = uses('from .a import stable', 'stable');
    const a = { name: '.a', text: 'from .b import stable\n' };
    const { needs } = await answer(text, a);
    assert.deepEqual(needs, [{ module: 'b', level: 1, names: ['stable'] }]);
    assert.deepEqual((await answer(text, a, { name: '.b', text: helper })).findings, []);
  });

  test('of a package import others beside them', async () => {
    const text = uses('from pkg import stable', 'stable');
    const pkg = { name: 'pkg', text: 'from .b import stable\n', isPackage: true };
    const { needs } = await answer(text, pkg);
    assert.deepEqual(needs, [{ module: 'pkg.b', level: 0, names: ['stable'] }]);
    assert.deepEqual((await answer(text, pkg, { name: 'pkg.b', text: helper })).findings, []);
    const own = await answer(uses('from . import stable', 'stable'), {
      name: '.',
      text: 'from .b import stable\n',
      isPackage: true,
    });
    assert.deepEqual(own.needs, [{ module: 'b', level: 1, names: ['stable'] }]);
  });

  test('may import each other', async () => {
    const a = { name: 'a', text: 'from b import g\ndef f(x):\n    return g(x)\n' };
    const b = { name: 'b', text: 'from a import f\ndef g(x):\n    return f(x)\n' };
    assert.equal((await answer(uses('from a import f', 'f'), a, b)).findings.length, 1);
  });

  test('have no findings and no edits of their own', async () => {
    const text = 'import numpy as np\nfrom h import e\ndef f(x):\n    return e(x) / np.sum(e(x))\n';
    const { findings } = await answer(text, { name: 'h', text: helper });
    for (const { span, reasons, rewrites } of findings) {
      const places = [span, ...reasons.map((reason) => reason.span), ...rewrites.flatMap(({ edits }) => edits)];
      assert.ok(places.every(({ cell }) => cell === 0));
    }
  });

  const losses = {
    name: 'losses',
    text: `import torch
import torch.nn.functional as F
def loss(p, y):
    return 0.5 * F.cross_entropy(p, y).mean()
def sharpened(x, temperature):
    return torch.softmax(x / temperature, -1)
`,
  };
  for (const [ends, rules] of [
    ['last_heat', ['zero-temperature']],
    ['least_heat', []],
  ] as const) {
    test(`may hold the settings that a schedule ends with: ${ends}`, async () => {
      const settings = { name: 'settings', text: 'defaults = dict(first=1.0, last_heat=0.0, moves=20)\n' };
      const text = `import torch
from settings import defaults
def f(x, options, move):
    part = min(1.0, move / options.moves)
    heat = options.first + part * (options.${ends} - options.first)
    return torch.softmax(x / heat, dim=-1), defaults
`;
      const { findings } = await answer(text, settings);
      assert.deepEqual(
        findings.map(({ rule }) => rule),
        rules,
      );
    });
  }

  const told: readonly (readonly [title: string, code: string, findings: readonly string[]])[] = [
    ['a loss is given a softmax', 'p = torch.softmax(x, -1)\n    return loss(p, y)', ['double-softmax loss(p, y)']],
    ['a loss is given logits', 'p = torch.softmax(x, -1)\n    return loss(x, y), p', []],
    ['a temperature is 0', 'p = torch.softmax(x, -1)\n    return p, sharpened(x, 0.0)', ['zero-temperature 0.0']],
    ['a temperature is not 0', 'p = torch.softmax(x, -1)\n    return p, sharpened(x, 0.5)', []],
  ];
  for (const [title, code, expected] of told) {
    test(`are told of where they are called: ${title}`, async () => {
      const text = `import torch\nfrom losses import loss, sharpened\ndef f(x, y):\n    ${code}\n`;
      const { findings } = await answer(text, losses);
      const found = findings.map(({ rule, span }) => `${rule} ${text.slice(span.start, span.end)}`);
      assert.deepEqual(found, expected);
    });
  }

  test('may say which array module is taken', async () => {
    const text = 'from backend import xp\ndef f(x):\n    return xp.log(1 + xp.exp(x))\n';
    const choice = 'try:\n    import cupy as xp\nexcept ImportError:\n    import numpy as xp\n';
    const { findings } = await answer(text, { name: 'backend', text: choice });
    assert.deepEqual(
      findings.map(({ rule }) => rule),
      ['naive-softplus'],
    );
    const unlike = choice.replace('cupy', 'torch');
    assert.deepEqual((await answer(text, { name: 'backend', text: unlike })).findings, []);
  });

  test('are looked for beside the file, then in the folders around it', () => {
    const need = { module: 'pkg.utils', level: 0, names: ['softmax'] };
    assert.deepEqual(pythonCandidates(need, 'src/models/net.py'), [
      { name: 'pkg.utils', path: 'src/models/pkg/utils.py' },
      { name: 'pkg.utils', path: 'src/models/pkg/utils/__init__.py', isPackage: true },
      { name: 'pkg.utils.softmax', path: 'src/models/pkg/utils/softmax.py' },
      { name: 'pkg.utils', path: 'src/pkg/utils.py' },
      { name: 'pkg.utils', path: 'src/pkg/utils/__init__.py', isPackage: true },
      { name: 'pkg.utils.softmax', path: 'src/pkg/utils/softmax.py' },
      { name: 'pkg.utils', path: 'pkg/utils.py' },
      { name: 'pkg.utils', path: 'pkg/utils/__init__.py', isPackage: true },
      { name: 'pkg.utils.softmax', path: 'pkg/utils/softmax.py' },
    ]);
    assert.deepEqual(pythonCandidates({ module: '', level: 2, names: ['utils'] }, 'src/models/net.py'), [
      { name: '..', path: 'src/__init__.py', isPackage: true },
      { name: '..utils', path: 'src/utils.py' },
    ]);
    assert.deepEqual(pythonCandidates({ module: 'a', level: 3, names: [] }, 'net.py'), []);
  });
});
