// Texts that are analysed with those that import them, for what their words say they do with what they are given.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import type { LanguageId } from '../../../../src/analysis/index.ts';
import { namesGiven } from '../../../../src/analysis/languages/given.ts';
import type { Change, Choose, Code } from '../support/changes/change.ts';
import { bracketed, interleaved, reindented, spaced, withLineEnds } from '../support/changes/layout.ts';
import { renamed } from '../support/changes/names.ts';
import { parsed } from '../support/parsed.ts';

interface Text {
  readonly language: LanguageId;
  readonly text: string;
  /** Whether the text has words of its own for what a rule looks for. */
  readonly matters: boolean;
  readonly given: readonly string[];
}

const texts: Readonly<Record<string, Text>> = {
  'a step of training': {
    language: 'python',
    text: 'def step(net, loss, x, y):\n    value = loss(net(x), y)\n    value.backward()\n    return value\n\n\nclass Log:\n    pass\n',
    matters: false,
    given: ['step', 'Log'],
  },
  'a step of MXNet': {
    language: 'python',
    text: 'from mxnet import autograd\n\n\ndef step(net, x):\n    with autograd.record():\n        return net(x)\n',
    matters: false,
    given: ['step'],
  },
  'a temperature of an object': {
    language: 'python',
    text: 'import torch\n\n\nclass Sampler:\n    def probabilities(self, scores):\n        return torch.softmax(scores / self.heat, -1)\n',
    matters: true,
    given: ['Sampler'],
  },
  'a temperature that is divided by in place': {
    language: 'python',
    text: 'import torch\n\n\ndef probabilities(scores, options):\n    scores /= options.heat\n    return torch.softmax(scores, -1)\n',
    matters: true,
    given: ['probabilities'],
  },
  'what is given back divided': {
    language: 'python',
    text: 'def warmed(scores, t1):\n    return scores / t1\n',
    matters: true,
    given: ['warmed'],
  },
  'a step of TensorFlow.js': {
    language: 'javascript',
    text: 'export function step(optimizer, f) {\n  return optimizer.minimize(() => f());\n}\n',
    matters: false,
    given: ['step'],
  },
  'a temperature of an object of a class': {
    language: 'typescript',
    text: 'export class Warper {\n  heat = 1;\n  apply(x: number[]) {\n    const y = x.map((v) => v / this.heat);\n    return y;\n  }\n}\n',
    matters: true,
    given: ['Warper'],
  },
  'a callback that divides': {
    language: 'javascript',
    text: 'export const warmed = (scores, heat) => scores.map((v) => v / heat);\n',
    matters: true,
    given: ['warmed'],
  },
  'a division by a length, by what is called, and by a number': {
    language: 'python',
    text: 'import numpy as np\n\n\ndef f(x):\n    y = x / len(x)\n    y = y / np.sum(y)\n    y = y / x.sum()\n    z = y / 2\n    return z\n',
    matters: true,
    given: [],
  },
  'comments alone': {
    language: 'python',
    text: '# loss.backward()\n\n\ndef f(x):\n    """x / self.heat"""\n    # return x / t\n    return x\n',
    matters: true,
    given: [],
  },
};

type Layout = (code: Code, choose: Choose) => Change;

const layouts: Readonly<Record<string, Layout>> = {
  'brackets that say nothing': bracketed,
  'comments and blank lines': interleaved,
  'other indents': reindented,
  'other blanks between tokens': spaced,
  'other line ends': withLineEnds,
  'other names': (code) =>
    renamed(
      code,
      Array.from({ length: 30 }, (_, index) => `q${index}`),
    ),
};

suite('texts that are given by those that import them what they train or divide by', () => {
  for (const [what, { language, text, matters, given }] of Object.entries(texts)) {
    test(what, () => {
      assert.deepEqual(namesGiven(text, language, matters), given);
    });

    for (const [how, layout] of Object.entries(layouts)) {
      test(`${what}, with ${how}`, async () => {
        const { root } = await parsed(text, language);
        fc.assert(
          fc.property(fc.infiniteStream(fc.nat(0xffff)), (numbers) => {
            const change = layout({ text, language, root }, (limit) => Number(numbers.next().value) % limit);
            assert.equal(namesGiven(change.text, language, matters).length, given.length, change.text);
          }),
          { numRuns: 30 },
        );
      });
    }
  }
});
