// Documents in the editor whose functions other files of their project call.
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
  type,
  Uri,
  write,
} from './support/editor.ts';

const loss = `import torch.nn.functional as F


def loss(out, y):
    return F.cross_entropy(out, y)
`;

/** What trains a model that ends in a softmax, or in none, by the loss. */
const trained = (last = ', nn.Softmax(dim=1)', imported = 'from losses import loss') => `import torch.nn as nn
${imported}


def learn(x, y):
    net = nn.Sequential(nn.Linear(4, 3)${last})
    return loss(net(x), y)
`;

const losses = 'file:///project/losses.py';
const trainer = 'file:///project/train.py';
const isFound = ['double-softmax'];

suite('documents that files of their project import', () => {
  beforeEach(reset);
  afterEach(close);

  test('are analysed with what these call them with, in whatever folder', async () => {
    for (const [address, imported] of [
      [trainer, 'from losses import loss'],
      ['file:///project/jobs/night/train.py', 'from losses import loss'],
    ] as const) {
      host.files.clear();
      write(address, trained(undefined, imported));
      const a = open(losses, loss);
      start(a);
      await settled(a, isFound);
      const verified = await found(a)!.verified;
      assert.deepEqual(
        verified.map(({ rule }) => rule),
        isFound,
      );
      close();
    }
    start();
  });

  test('are left alone where these give them logits', async () => {
    write(trainer, trained(''));
    const a = open(losses, loss);
    start(a);
    await settled(a, []);
    assert.ok(host.reads.includes(trainer));
  });

  test('are analysed again when such a file is edited, with its unsaved text', async () => {
    write(trainer, trained(''));
    const [a, b] = [open(losses, loss), open(trainer, trained())];
    start(a, b);
    await settled(a, isFound);
    type(b, trained(''));
    await settled(a, []);
    type(b, trained());
    await settled(a, isFound);
  });

  test('stay as they are found while they are edited themselves', async () => {
    write(trainer, trained());
    const a = open(losses, loss);
    start(a);
    await settled(a, isFound);
    for (const more of ['# a', '# ab', '# abc']) {
      type(a, `${loss}${more}\n`);
      await pause();
      await settled(a, isFound);
    }
    assert.equal(found(a)!.version, a.version);
  });

  test('are analysed again when a file that imports them is new, changed or gone', async () => {
    const a = open(losses, loss);
    start(a);
    await settled(a, []);
    write(trainer, 'import losses\n');
    host.fileCreated.fire(Uri.parse(trainer));
    await pause();
    await settled(a, []);
    write(trainer, trained());
    host.fileChanged.fire(Uri.parse(trainer));
    await settled(a, isFound);
    host.files.clear();
    host.fileDeleted.fire(Uri.parse(trainer));
    await settled(a, []);
  });

  test('are not analysed again while a file is edited that does not import them', async () => {
    const other = open('file:///project/other.py', 'import math\n');
    write(trainer, trained());
    const a = open(losses, loss);
    start(a, other);
    await settled(a, isFound);
    await found(a)!.verified;
    await pause();
    const before = analysesSoFar();
    type(other, 'import math\nx = 1\n');
    await pause();
    assert.equal(analysesSoFar(), before + 1);
  });

  test('have each folder listed once, until something in it is new', async () => {
    write(trainer, trained(''));
    const a = open(losses, loss);
    start(a);
    await settled(a, []);
    type(a, `${loss}\n`);
    await pause();
    await settled(a, []);
    assert.deepEqual(host.listed, ['file:///project']);
    host.fileCreated.fire(Uri.parse('file:///project/new.py'));
    await pause();
    assert.deepEqual(host.listed, ['file:///project', 'file:///project']);
  });

  test('are not looked for in environments, in folders of packages, behind links, or outside of the workspace', async () => {
    write('file:///project/env/pyvenv.cfg', '');
    write('file:///project/env/train.py', trained());
    write('file:///project/node_modules/train.py', trained());
    write('file:///project/linked.py', trained(), FileType.File | FileType.SymbolicLink);
    write('file:///train.py', trained());
    const a = open(losses, loss);
    start(a);
    await settled(a, []);
    assert.deepEqual(host.reads, []);
  });

  test('are analysed alone where they are in no folder of the workspace, or long', async () => {
    host.folder = undefined;
    write(trainer, trained());
    const a = open(losses, loss);
    start(a);
    await settled(a, []);
    assert.deepEqual(host.listed, []);
    close();
    reset();
    write(trainer, trained());
    const long = open(losses, `${loss}${'# a comment of a line\n'.repeat(2000)}`);
    start(long);
    await settled(long, []);
    assert.deepEqual(host.listed, []);
  });
});
