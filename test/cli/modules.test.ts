// Findings that only show together with other files of the project.
import assert from 'node:assert/strict';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test, type TestContext } from 'node:test';
import { temporaryFolder, type Files } from '../unit/cli/support/folder.ts';
import type { JsonReport } from '../unit/cli/support/runIn.ts';
import { outcomeOf, reportOf, runCli, startCli } from './support/spawnCli.ts';

/** Stable by itself; the logarithm of what it returns is not. */
const softmax = `import numpy as np
def probabilities(x):
    e = np.exp(x - np.max(x, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1, keepdims=True)
`;

function loss(imported: string, call = 'probabilities'): string {
  return `import numpy as np\n${imported}\ndef loss(x):\n    return np.log(${call}(x))\n`;
}

const project = { 'pyproject.toml': '' };

async function rulesIn(t: TestContext, files: Files, args: readonly string[] = ['.']): Promise<readonly string[]> {
  return rules((await reportOf(temporaryFolder(t, files), args)).report);
}

function rules({ findings, errors }: JsonReport): readonly string[] {
  assert.deepEqual(errors, []);
  return findings.map(({ file, rule }) => `${file} ${rule}`);
}

const found = (file: string) => [`${file} log-of-softmax`];

suite('files that import others', () => {
  const places: readonly (readonly [what: string, importer: string, text: string, helper: string])[] = [
    ['beside it', 'a.py', loss('from helpers import probabilities'), 'helpers.py'],
    ['by a relative import', 'pkg/a.py', loss('from .helpers import probabilities'), 'pkg/helpers.py'],
    ['two dots up', 'pkg/sub/a.py', loss('from ..helpers import probabilities'), 'pkg/helpers.py'],
    ['from the root', 'tools/x/a.py', loss('from pkg.helpers import probabilities'), 'pkg/helpers.py'],
    ['as a module', 'a.py', loss('import pkg.helpers as h', 'h.probabilities'), 'pkg/helpers.py'],
    ['in the file of a package', 'a.py', loss('from pkg import probabilities'), 'pkg/__init__.py'],
  ];
  for (const [what, importer, text, helper] of places) {
    test(`are analysed with the one ${what}`, async (t) => {
      assert.deepEqual(await rulesIn(t, { ...project, [importer]: text, [helper]: softmax }), found(importer));
      assert.deepEqual(await rulesIn(t, { ...project, [importer]: text }), [], 'a missing file is just not there');
    });
  }

  test('are analysed with what a package hands on', async (t) => {
    const files = {
      ...project,
      'a.py': loss('from pkg import probabilities'),
      'pkg/__init__.py': 'from .inner import probabilities\n',
      'pkg/inner.py': softmax,
    };
    assert.deepEqual(await rulesIn(t, files), found('a.py'));
  });

  test('are analysed with a file that imports them in its turn', async (t) => {
    const files = {
      ...project,
      'a.py': loss('from b import through') + 'from b import through\ny = np.log(through(np.array([0.0, 2000.0])))\n',
      'b.py': 'from a import loss\nfrom c import probabilities\ndef through(x):\n    return probabilities(x)\n',
      'c.py': `from b import through\n${softmax}`,
    };
    const report = await rulesIn(t, files);
    assert.ok(report.includes('a.py log-of-softmax'), report.join());
  });

  test('see nothing outside of the root of the project', async (t) => {
    const files = { 'helpers.py': softmax, 'inner/a.py': loss('from helpers import probabilities') };
    assert.deepEqual(await rulesIn(t, files, ['.']), found('inner/a.py'), 'the folder that is checked is the root');
    for (const mark of ['pyproject.toml', 'softmax-stability.json', '.git/HEAD']) {
      const marked = { ...files, [`inner/${mark}`]: mark.endsWith('.json') ? '{}' : '' };
      assert.deepEqual(await rulesIn(t, marked), [], mark);
    }
    const up = {
      'helpers.py': softmax,
      'inner/pyproject.toml': '',
      'inner/a.py': loss('from ..helpers import probabilities'),
    };
    assert.deepEqual(await rulesIn(t, up), []);
  });

  test('see no file that is ignored, or that a link leads out to', async (t) => {
    const files = { ...project, 'a.py': loss('from helpers import probabilities'), 'helpers.py': softmax };
    assert.deepEqual(await rulesIn(t, { ...files, '.gitignore': 'helpers.py\n', '.git/HEAD': '' }), []);
    const folder = temporaryFolder(t, { ...project, 'a.py': files['a.py'], 'real/helpers.py': softmax });
    const elsewhere = temporaryFolder(t, { 'helpers.py': softmax });
    symlinkSync(join(elsewhere, 'helpers.py'), join(folder, 'helpers.py'));
    assert.deepEqual(rules((await reportOf(folder, ['a.py'])).report), []);
    const linked = temporaryFolder(t, { ...project, 'a.py': files['a.py'], 'real/helpers.py': softmax });
    symlinkSync(join(linked, 'real/helpers.py'), join(linked, 'helpers.py'));
    assert.deepEqual(rules((await reportOf(linked, ['a.py'])).report), found('a.py'));
  });

  test('see what the other file says now', async (t) => {
    const files = { ...project, 'a.py': loss('from helpers import probabilities'), 'helpers.py': softmax };
    const folder = temporaryFolder(t, files);
    assert.deepEqual(rules((await reportOf(folder, ['.'])).report), found('a.py'));
    writeFileSync(join(folder, 'helpers.py'), 'def probabilities(x):\n    return x\n');
    assert.deepEqual(rules((await reportOf(folder, ['.'])).report), []);
  });

  test('are silent where the other file has made the values safe', async (t) => {
    const text = `import numpy as np
from helpers import shifted
def f(x):
    e = np.exp(shifted(x))
    return e / np.sum(e)
`;
    const helper = 'import numpy as np\ndef shifted(x):\n    return x - np.max(x)\n';
    assert.deepEqual(await rulesIn(t, { ...project, 'a.py': text, 'helpers.py': helper }), []);
    assert.deepEqual(await rulesIn(t, { ...project, 'a.py': text }), ['a.py naive-softmax']);
  });

  test('may be the text of the standard input', async (t) => {
    const folder = temporaryFolder(t, { ...project, 'pkg/helpers.py': softmax });
    const child = await startCli(['check', '--format', 'json', '--stdin-filename', 'pkg/a.py'], {
      cwd: folder,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    child.stdin!.end(loss('from .helpers import probabilities'));
    const { stdout } = await outcomeOf(child);
    assert.deepEqual(rules(JSON.parse(stdout) as JsonReport), found('pkg/a.py'));
  });

  test('are rewritten alone', async (t) => {
    const naive =
      'import numpy as np\nfrom helpers import scaled\ndef f(x):\n    e = np.exp(scaled(x))\n    return e / np.sum(e)\n';
    const helper = 'def scaled(x):\n    return x * 2\n';
    const folder = temporaryFolder(t, { ...project, 'a.py': naive, 'helpers.py': helper });
    const { stderr } = await runCli(folder, ['check', '--fix', 'a.py']);
    assert.match(readFileSync(join(folder, 'a.py'), 'utf8'), /np\.max\(/, stderr);
    assert.equal(readFileSync(join(folder, 'helpers.py'), 'utf8'), helper);
  });
});

/** Stable by itself; the logarithm of what it returns is not. */
const scriptSoftmax = (exporting: string) => `${exporting}function probabilities(x) {
  const e = x.map((v) => Math.exp(v - Math.max(...x)));
  const sum = e.reduce((a, b) => a + b, 0);
  return e.map((v) => v / sum);
}
`;

const scriptLoss = (imported: string) => `${imported}\nconst loss = (x) => probabilities(x).map((p) => Math.log(p));\n`;

suite('scripts that import others', () => {
  const named = "import { probabilities } from '../lib/maths.js';";
  const bare = "import { probabilities } from '../lib/maths';";
  const places: readonly (readonly [what: string, importer: string, imported: string, helper: string])[] = [
    ['the file that is written', 'src/a.js', named, 'lib/maths.js'],
    ['the file that it is made from', 'src/a.ts', named, 'lib/maths.ts'],
    ['a file in TypeScript', 'src/a.mjs', bare, 'lib/maths.ts'],
    ['a file in JavaScript', 'src/a.tsx', bare, 'lib/maths.jsx'],
    ['the index of a folder', 'src/a.ts', bare, 'lib/maths/index.ts'],
    ['the index of the folder around', 'src/a.js', "import { probabilities } from '..';", 'index.js'],
  ];
  for (const [what, importer, imported, helper] of places) {
    test(`are analysed with ${what}`, async (t) => {
      const files = { ...project, [importer]: scriptLoss(imported) };
      assert.deepEqual(await rulesIn(t, { ...files, [helper]: scriptSoftmax('export ') }), found(importer));
      assert.deepEqual(await rulesIn(t, files), [], 'a missing file is just not there');
    });
  }

  test('are analysed with what they require', async (t) => {
    const files = {
      ...project,
      'a.cjs': scriptLoss("const { probabilities } = require('./lib');"),
      'lib/index.js': "module.exports = { ...require('./maths') };\n",
      'lib/maths.js': `${scriptSoftmax('')}exports.probabilities = probabilities;\n`,
    };
    assert.deepEqual(await rulesIn(t, files), found('a.cjs'));
  });

  test('are analysed with the file that stands behind another name, and with what that imports', async (t) => {
    const files = {
      ...project,
      'tsconfig.json': '{ // paths\n"compilerOptions": { "paths": { "@lib/*": ["./packages/lib/*"] } }, }',
      'src/a.ts': scriptLoss("import { probabilities } from '@lib/index';"),
      'packages/lib/index.ts': "export { probabilities } from './inner/maths';\n",
      'packages/lib/inner/maths.ts': scriptSoftmax('export '),
    };
    assert.deepEqual(await rulesIn(t, files), found('src/a.ts'));
    const without = { ...files, 'tsconfig.json': '{}' };
    assert.deepEqual(await rulesIn(t, without), [], 'a package of that name is not known');
  });

  test('are analysed with a file that imports them in its turn', async (t) => {
    const files = {
      ...project,
      'a.js': scriptLoss("import { probabilities } from './b.js';") + 'export { loss };\n',
      'b.js': "export { loss } from './a.js';\nexport * from './c.js';\n",
      'c.js': `export * from './b.js';\n${scriptSoftmax('export ')}`,
    };
    assert.deepEqual(await rulesIn(t, files), found('a.js'));
  });

  test('see what the other file says now', async (t) => {
    const files = {
      ...project,
      'a.js': scriptLoss(named.replace('../lib', '.')),
      'maths.js': scriptSoftmax('export '),
    };
    const folder = temporaryFolder(t, files);
    assert.deepEqual(rules((await reportOf(folder, ['.'])).report), found('a.js'));
    writeFileSync(join(folder, 'maths.js'), 'export const probabilities = (x) => x;\n');
    assert.deepEqual(rules((await reportOf(folder, ['.'])).report), []);
  });

  test('see nothing outside of the root of the project, and nothing that is ignored', async (t) => {
    const files = { ...project, 'src/a.js': scriptLoss(named), 'lib/maths.js': scriptSoftmax('export ') };
    assert.deepEqual(await rulesIn(t, { ...files, '.gitignore': 'lib/\n', '.git/HEAD': '' }), []);
    assert.deepEqual(await rulesIn(t, { ...files, 'src/pyproject.toml': '' }), []);
  });
});
