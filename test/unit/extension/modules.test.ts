// Documents in the editor that import other files of their project, analysed by the real runner and the real analysis.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, suite, test } from 'node:test';
import {
  analysesSoFar,
  close,
  FileType,
  found,
  host,
  open,
  pause,
  reset,
  settled,
  start,
  stop,
  TextDocument,
  type,
  Uri,
  write,
} from './support/editor.ts';

const softmax = `import numpy as np
def probabilities(x):
    e = np.exp(x - np.max(x, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1, keepdims=True)
`;
const identity = 'def probabilities(x):\n    return x\n';
const loss = (imported = 'from .helpers import probabilities') =>
  `import numpy as np\n${imported}\ndef loss(x):\n    return np.log(probabilities(x))\n`;

const importer = 'file:///project/pkg/a.py';
const helpers = 'file:///project/pkg/helpers.py';

const isFound = ['log-of-softmax'];

suite('documents that import files of their project', () => {
  beforeEach(reset);
  afterEach(close);

  test('are analysed with what these say, which is read once', async () => {
    write(helpers, softmax);
    const [a, b] = [open(importer, loss()), open('file:///project/pkg/b.py', loss())];
    start(a, b);
    await settled(a, isFound);
    await settled(b, isFound);
    assert.deepEqual(
      host.reads.filter((address) => address === helpers),
      [helpers],
    );
  });

  test('have rewrites that are verified together with these', async () => {
    write(helpers, softmax);
    const a = open(importer, loss());
    start(a);
    await settled(a, isFound);
    const verified = await found(a)!.verified;
    assert.deepEqual(
      verified.map(({ rule }) => rule),
      isFound,
    );
  });

  test('see the unsaved text of an open document', async () => {
    write(helpers, identity);
    const [a, b] = [open(importer, loss()), open(helpers, softmax)];
    start(a, b);
    await settled(a, isFound);
    assert.deepEqual(host.reads, []);
  });

  test('are analysed again when such a document is edited', async () => {
    const [a, b] = [open(importer, loss()), open(helpers, identity)];
    start(a, b);
    await settled(a, []);
    type(b, softmax);
    await settled(a, isFound);
  });

  test('are analysed again only when it is saved, where documents are analysed when saved', async () => {
    host.settings = { run: 'onSave', delay: 100 };
    const [a, b] = [open(importer, loss()), open(helpers, identity)];
    start(a, b);
    await settled(a, []);
    const before = analysesSoFar();
    type(b, softmax);
    await pause();
    assert.equal(analysesSoFar(), before);
    b.isDirty = false;
    host.saved.fire(b);
    await settled(a, isFound);
  });

  test('are analysed again when a stored file is new, changed or gone', async () => {
    const a = open(importer, loss());
    start(a);
    await settled(a, []);
    write(helpers, softmax);
    host.fileCreated.fire(Uri.parse(helpers));
    await settled(a, isFound);
    write(helpers, identity);
    host.fileChanged.fire(Uri.parse(helpers));
    await settled(a, []);
    write(helpers, softmax);
    host.fileChanged.fire(Uri.parse(helpers));
    await settled(a, isFound);
    host.files.clear();
    host.fileDeleted.fire(Uri.parse(helpers));
    await settled(a, []);
  });

  test('are not analysed again for a file that they do not import, nor once they are closed', async () => {
    write(helpers, softmax);
    const a = open(importer, loss());
    start(a);
    await settled(a, isFound);
    await found(a)!.verified;
    const before = analysesSoFar();
    host.fileChanged.fire(Uri.parse('file:///project/pkg/other.py'));
    Object.assign(a, { isClosed: true });
    host.documents = [];
    host.closed.fire(a);
    host.fileChanged.fire(Uri.parse(helpers));
    await pause();
    assert.equal(analysesSoFar(), before);
  });

  test('see nothing outside of their workspace folder, and no links', async () => {
    write('file:///helpers.py', softmax);
    write('file:///project/linked.py', softmax, FileType.File | FileType.SymbolicLink);
    const a = open(importer, loss('from ...helpers import probabilities'));
    const b = open('file:///project/b.py', loss('from linked import probabilities'));
    start(a, b);
    await settled(a, []);
    await settled(b, []);
    assert.deepEqual(host.reads, []);
  });

  test('see the files beside them where there is no workspace folder', async () => {
    host.folder = undefined;
    write(helpers, softmax);
    write('file:///project/above.py', softmax);
    const [a, b] = [open(importer, loss()), open('file:///project/pkg/b.py', loss('from above import probabilities'))];
    start(a, b);
    await settled(a, isFound);
    await settled(b, []);
  });

  test('are scripts as well, each of the files that an import may mean', async () => {
    const script = `import { probabilities } from './maths';\nexport const loss = (x) => probabilities(x).map((p) => Math.log(p));\n`;
    const maths = 'file:///project/src/maths/index.ts';
    const a = new TextDocument('file:///project/src/a.js', script, 'javascript');
    start(a);
    await settled(a, []);
    const text =
      'export const probabilities = (x: number[]) => { const e = x.map((v) => Math.exp(v - Math.max(...x))); ' +
      'const s = e.reduce((p, q) => p + q, 0); return e.map((v) => v / s); };';
    write(maths, text);
    host.fileCreated.fire(Uri.parse(maths));
    await settled(a, ['log-of-softmax']);
    host.files.clear();
    host.fileDeleted.fire(Uri.parse(maths));
    await settled(a, []);
  });

  test('leave no listener and no watcher behind', () => {
    start();
    assert.equal(host.watchers, 1);
    stop();
    assert.equal(host.watchers, 0);
    for (const event of [host.opened, host.changed, host.saved, host.closed, host.fileChanged, host.fileCreated]) {
      assert.equal(event.listeners.size, 0);
    }
  });
});
