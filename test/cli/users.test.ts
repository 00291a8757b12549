// Findings that only show together with files that import the one they are in.
import assert from 'node:assert/strict';
import { suite, test, type TestContext } from 'node:test';
import { temporaryFolder, type Files } from '../unit/cli/support/folder.ts';
import { reportOf } from './support/spawnCli.ts';

const project = { 'pyproject.toml': '' };

async function found(t: TestContext, files: Files): Promise<readonly string[]> {
  const { report } = await reportOf(temporaryFolder(t, { ...project, ...files }), ['.']);
  assert.deepEqual(report.errors, []);
  return report.findings.map(({ file, rule, start }) => `${file}:${start.line} ${rule}`);
}

const loss = `import torch.nn.functional as F


def loss(out, y):
    return F.cross_entropy(out, y)
`;

/** A model, which ends in a softmax or not, and what trains it by the loss. */
const trained = (last: string, imported = 'from losses import loss') => `import torch.nn as nn
${imported}


def learn(x, y):
    net = nn.Sequential(nn.Linear(4, 3)${last})
    return loss(net(x), y)
`;

const trainer = `class Trainer:
    def __init__(self, model, criterion):
        self.model = model
        self.criterion = criterion

    def step(self, x, y):
        loss = self.criterion(self.model(x), y)
        loss.backward()
`;

const made = (last: string) => `import torch.nn as nn
from engine import Trainer


def main(x, y):
    trainer = Trainer(nn.Sequential(nn.Linear(4, 3)${last}), nn.CrossEntropyLoss())
    trainer.step(x, y)
`;

const warper = `export class Warper {
  constructor(warmth) {
    this.warmth = warmth;
  }
  apply(scores) {
    return scores.map((v) => v / this.warmth);
  }
}
export function softmax(x) {
  const m = Math.max(...x);
  const e = x.map((v) => Math.exp(v - m));
  const s = e.reduce((a, b) => a + b, 0);
  return e.map((v) => v / s);
}
`;

const warped = (warmth: string) => `import { Warper, softmax } from './warper.js';
const warper = new Warper(${warmth});
export const probabilities = (scores) => softmax(warper.apply(scores));
`;

const softmax = ', nn.Softmax(dim=1)';

suite('files that others import', () => {
  test('are analysed with what those call them with', async (t) => {
    assert.ok(
      (await found(t, { 'losses.py': loss, 'train.py': trained(softmax) })).includes('losses.py:5 double-softmax'),
    );
    assert.deepEqual(await found(t, { 'losses.py': loss, 'train.py': trained('') }), []);
  });

  test('are so wherever in the project those are, through packages as well', async (t) => {
    const inPackage = { 'pkg/losses.py': loss, 'pkg/__init__.py': 'from .losses import loss\n' };
    for (const [file, imported] of [
      ['pkg/train.py', 'from .losses import loss'],
      ['scripts/run.py', 'from pkg.losses import loss'],
      ['scripts/run.py', 'from pkg import loss'],
    ] as const) {
      const files = await found(t, { ...inPackage, [file]: trained(softmax, imported) });
      assert.ok(files.includes('pkg/losses.py:5 double-softmax'), `${file} ${imported}`);
    }
  });

  test('are not with their tests', async (t) => {
    const files = await found(t, { 'losses.py': loss, 'tests/test_losses.py': trained(softmax) });
    assert.ok(!files.includes('losses.py:5 double-softmax'));
  });

  test('are although their own words say nothing, where they train what they are given', async (t) => {
    const place = 'engine.py:7 double-softmax';
    assert.ok((await found(t, { 'engine.py': trainer, 'main.py': made(softmax) })).includes(place));
    assert.ok(!(await found(t, { 'engine.py': trainer, 'main.py': made('') })).includes(place));
  });

  test('are told of a temperature of 0 where the softmax is taken elsewhere', async (t) => {
    const place = 'warper.js:6 zero-temperature';
    assert.ok((await found(t, { 'warper.js': warper, 'main.js': warped('0') })).includes(place));
    assert.ok(!(await found(t, { 'warper.js': warper, 'main.js': warped('0.5') })).includes(place));
  });

  test('are told of a setting that is 0 in a configuration', async (t) => {
    const sample = `import torch
from settings import Settings


def sample(scores, settings):
    return torch.softmax(scores / settings.warmth, dim=-1)


def checked(scores, settings):
    if settings.coolness == 0:
        return scores.argmax(-1)
    return torch.softmax(scores / settings.coolness, dim=-1)
`;
    const settings = (warmth: string) => `from sample import sample, checked


class Settings:
    warmth: float = ${warmth}
    coolness: float = 0.0
`;
    const place = 'sample.py:6 zero-temperature';
    assert.deepEqual(await found(t, { 'sample.py': sample, 'settings.py': settings('0.0') }), [place]);
    assert.deepEqual(await found(t, { 'sample.py': sample, 'settings.py': settings('0.7') }), []);
  });
});
