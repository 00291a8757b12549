// What findings say of the harm, and how severe they are, by what the library of a place does.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Severity } from '../../../../src/analysis/index.ts';
import { findingsIn } from '../support/analyzer.ts';

interface Row {
  readonly title: string;
  /** Statements of a function of x and t, the last an expression that is returned. */
  readonly code: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly says: RegExp;
  readonly saysNot?: RegExp;
}

const imports = `import math
import mlx.core as mx
import numpy as np
import tensorflow as tf
import theano.tensor as T
import torch
from tensorflow import keras
own = keras.models.Sequential([keras.layers.Dense(1, activation="sigmoid")])
foreign = keras.models.Sequential([keras.layers.Dense(1, activation=tf.nn.sigmoid)])
`;

const table: readonly Row[] = [
  {
    title: 'an exponential of NumPy raises no error, although the logarithm is of plain numbers',
    code: 'math.log1p(np.exp(-t * x))',
    rule: 'naive-softplus',
    severity: 'warning',
    says: /overflows float64 when -t \* x > 709\.78; then this softplus is inf/,
    saysNot: /raises/,
  },
  {
    title: 'an exponential of a plain number raises, although the logarithm is of arrays',
    code: 'np.log1p(math.exp(-t * x))',
    rule: 'naive-softplus',
    severity: 'warning',
    says: /raises an overflow error/,
  },
  {
    title: 'also where its array is of NumPy',
    code: 'e = np.array([math.exp(-t * v) for v in x])\ne / e.sum()',
    rule: 'naive-softmax',
    severity: 'warning',
    says: /raises an overflow error when -t \* v > 709\.78, where this softmax is a number; it is 0\/0 = NaN where all are/,
  },
  {
    title: 'the logarithm of a plain number that is 0 raises an error',
    code: 'e = [math.exp(v - max(x)) for v in x]\n-sum(v / sum(e) * math.log(v / sum(e)) for v in e)',
    rule: 'entropy-of-probabilities',
    severity: 'warning',
    says: /raises an error in float64 where a logit is 745\.13 below the largest$/,
    saysNot: /NaN/,
  },
  {
    title: 'no gradient is spoken of where none is taken',
    code: 'e = np.exp(x - np.max(x))\n-np.log((e / e.sum())[t])',
    rule: 'nll-of-probabilities',
    severity: 'warning',
    says: /is -inf in float64 where a logit is 745\.13 below the largest$/,
    saysNot: /gradient/,
  },
  {
    title: 'a gradient is spoken of where one is taken',
    code: '-torch.log(torch.softmax(x, dim=-1)[torch.arange(4), t]).mean()',
    rule: 'nll-of-probabilities',
    severity: 'warning',
    says: /is -inf in float32 where a logit is 103\.97 below the largest; then the gradient is NaN$/,
  },
  {
    title: 'the logarithm of a softmax of NumPy has no gradient',
    code: 'e = np.exp(x - np.max(x))\nnp.log(e / e.sum())',
    rule: 'log-of-softmax',
    severity: 'warning',
    says: /is -inf in float64 when a logit is 745\.13 below the largest$/,
  },
  {
    title: "Keras's loss of TensorFlow's sigmoid sees the probabilities alone",
    code: 'keras.losses.binary_crossentropy(t, tf.nn.sigmoid(x))',
    rule: 'bce-of-probabilities',
    severity: 'warning',
    says: /cut off there, and the gradient is 0$/,
  },
  {
    title: 'and of a layer whose activation is not by Keras',
    code: 'keras.losses.binary_crossentropy(t, foreign(x))',
    rule: 'bce-of-probabilities',
    severity: 'warning',
    says: /cut off there, and the gradient is 0$/,
  },
  {
    title: 'a loss that is written out has no logits, whosoever the activation is',
    code: 'p = own(x)\n-tf.reduce_sum(t * tf.math.log(p) + (1 - t) * tf.math.log(1 - p))',
    rule: 'bce-of-probabilities',
    severity: 'warning',
    says: /p is then 1 or 0$/,
  },
  {
    title: 'Theano compiles the logarithm of its softmax to one that is finite',
    code: 'p = T.nnet.softmax(x)\n-T.mean(T.log(p[T.arange(t.shape[0]), t]))',
    rule: 'nll-of-probabilities',
    severity: 'hint',
    says: /Theano's optimizer replaces it/,
  },
  {
    title: 'an epsilon that is added to 1 first is lost there in single precision',
    code: 'p = torch.sigmoid(x)\n-(t * torch.log(p + 1e-10) + (1 - t) * torch.log(1 + 1e-10 - p)).mean()',
    rule: 'epsilon-in-log',
    severity: 'error',
    says: /^1 \+ 1e-10 is 1 in float32, which keeps nothing from 0: log\(1 \+ 1e-10 - p\) is -inf for a logit above 16\.64$/,
  },
  {
    title: 'and kept in double precision, at the price of the least logarithms',
    code: 'p = 1 / (1 + np.exp(-np.clip(x, -90, 90)))\nnp.log(1 + 1e-10 - p)',
    rule: 'epsilon-in-log',
    severity: 'hint',
    says: /keeps it from falling where it is needed: it is 0\.69 too large for a logit above 23\.03, and never below -23\.03$/,
    saysNot: /gradient/,
  },
  {
    title: 'an epsilon that is added to what is missing to 1 is kept',
    code: 'p = torch.sigmoid(x)\n-(t * torch.log(p + 1e-10) + (1 - t) * torch.log(1 - p + 1e-10)).mean()',
    rule: 'epsilon-in-log',
    severity: 'warning',
    says: /the epsilon in log\(p \+ 1e-10\) takes the gradient away/,
  },
  {
    title: 'a clip takes the gradient in a library that differentiates',
    code: '-mx.log(mx.clip(mx.softmax(x, axis=-1), 1e-8, 1)).mean()',
    rule: 'clipped-probability-in-log',
    severity: 'warning',
    says: /the clip in log\(.*\) makes the gradient exactly 0 where a logit is 18\.42 below the largest$/,
  },
  {
    title: 'and ends the logarithm where nothing does',
    code: 'e = np.exp(x - np.max(x))\np = e / e.sum()\n-np.log(np.clip(p, 1e-8, 1)).mean()',
    rule: 'clipped-probability-in-log',
    severity: 'hint',
    says: /keeps it at -18\.42 where a logit is 18\.42 below the largest, however far$/,
    saysNot: /gradient/,
  },
  {
    title: 'what every round of a loop ends with is known at its head',
    code: 'p = torch.sigmoid(x)\nfor _ in range(9):\n    loss = -(t * np.log(p) + (1 - t) * np.log(1 - p))\n    p = torch.sigmoid(x + loss)\nloss',
    rule: 'bce-of-probabilities',
    severity: 'warning',
    says: /is inf, or 0 · -inf = NaN, when p is 0 or 1 \(float64: for a logit below -709\.78 or above 36\.74\)$/,
  },
  {
    title: 'that nothing but its use shows a probability is said',
    code: '-(t * np.log(x)).sum(axis=1).mean() - np.eye(3)[t]',
    rule: 'nll-of-probabilities',
    severity: 'hint',
    says: /only its use in a cross-entropy says that it is a probability$/,
  },
  {
    title: 'a limit that is not known ends it somewhere',
    code: 'e = np.exp(x - np.max(x))\np = e / e.sum()\n-np.log(np.maximum(p, t)).mean()',
    rule: 'clipped-probability-in-log',
    severity: 'hint',
    says: /^beyond the clip in log\(.*\) it does not fall any further$/,
  },
  {
    title: 'in an entropy a clip does next to nothing, neither to it nor to its gradient',
    code: 'p = torch.softmax(x, dim=-1)\n-(p * torch.log(p.clamp(min=1e-20))).sum(-1)',
    rule: 'clipped-probability-in-log',
    severity: 'hint',
    says: /makes each p · log\(p\) of this entropy wrong by up to 3\.68e-21$/,
    saysNot: /gradient/,
  },
  {
    title: 'nor does an epsilon',
    code: 'e = np.exp(x - np.max(x))\np = e / e.sum()\n-(p * np.log(p + 1e-12)).sum()',
    rule: 'epsilon-in-log',
    severity: 'hint',
    says: /makes each p · log\(p\) of this entropy wrong by up to 1e-12$/,
    saysNot: /gradient/,
  },
  {
    title: 'an epsilon below the least number of the format is 0',
    code: '-torch.log(torch.softmax(x.half(), dim=-1) + 1e-8).mean()',
    rule: 'epsilon-in-log',
    severity: 'error',
    says: /1e-8 is 0 in float16 and keeps nothing from 0/,
  },
  {
    title: 'nor where a block is run without gradients',
    code: 'with torch.no_grad():\n    loss = -torch.log(torch.softmax(x, dim=-1)[t])\nloss',
    rule: 'nll-of-probabilities',
    severity: 'warning',
    says: /is -inf in float32 where a logit is 103\.97 below the largest$/,
  },
  {
    title: 'after it there are gradients again',
    code: 'with torch.no_grad():\n    y = x * 2\n-torch.log(torch.softmax(x, dim=-1)[t])',
    rule: 'nll-of-probabilities',
    severity: 'warning',
    says: /then the gradient is NaN$/,
  },
  {
    title: 'a logarithm that is only compared does little harm where it is -inf',
    code: 'keep = torch.log(torch.softmax(x, dim=-1)) > t\nx.masked_fill(~keep, float("-inf"))',
    rule: 'log-of-softmax',
    severity: 'hint',
    says: /it is only compared here, where that does little harm$/,
    saysNot: /gradient/,
  },
  {
    title: 'nor does one whose largest element is looked for',
    code: '(torch.log(torch.softmax(x, dim=-1)) + t).argmax(-1)',
    rule: 'log-of-softmax',
    severity: 'hint',
    says: /it is only compared here/,
  },
  {
    title: 'but one that is given on after it was compared',
    code: 'y = torch.log(torch.softmax(x, dim=-1))\ntorch.where(y > t, y, t)',
    rule: 'log-of-softmax',
    severity: 'warning',
    says: /then the gradient is NaN$/,
  },
  {
    title: 'an index that is drawn from the probabilities themselves hardly ever meets a 0',
    code: 'p = torch.softmax(x, dim=-1)\n-torch.log(p[torch.multinomial(p, 1).item()])',
    rule: 'nll-of-probabilities',
    severity: 'hint',
    says: /the index is drawn from these probabilities, so that this hardly ever happens$/,
  },
  {
    title: 'one that is drawn from their logits, next to an epsilon',
    code: 'a = torch.distributions.Categorical(logits=x).sample()\n-torch.log(torch.softmax(x, dim=-1)[a] + 1e-12)',
    rule: 'epsilon-in-log',
    severity: 'hint',
    says: /so that this hardly ever happens$/,
  },
  {
    title: 'and one beside a clip',
    code: 'e = np.exp(x - np.max(x))\np = e / e.sum()\n-np.log(np.maximum(p[np.random.choice(4, p=p)], 1e-9))',
    rule: 'clipped-probability-in-log',
    severity: 'hint',
    says: /so that this hardly ever happens$/,
  },
  {
    title: 'one that is drawn from others may meet it',
    code: 'p = torch.softmax(x, dim=-1)\n-torch.log(p[torch.multinomial(torch.softmax(t, dim=-1), 1).item()])',
    rule: 'nll-of-probabilities',
    severity: 'warning',
    says: /then the gradient is NaN$/,
  },
  {
    title: "Theano's loss of probabilities cuts nothing off",
    code: 'T.nnet.binary_crossentropy(T.nnet.sigmoid(x), t)',
    rule: 'bce-of-probabilities',
    severity: 'hint',
    says: /the loss is then inf, or 0 · -inf = NaN; Theano's optimizer/,
    saysNot: /cut off/,
  },
  {
    title: 'Theano compiles no epsilon away',
    code: 'T.log(T.nnet.softmax(x) + 1e-8)',
    rule: 'epsilon-in-log',
    severity: 'warning',
    says: /the epsilon/,
    saysNot: /optimizer/,
  },
];

suite('what a finding says of its harm', () => {
  for (const { title, code, rule, severity, says, saysNot } of table) {
    test(title, async () => {
      const statements = code.split('\n');
      const last = statements.pop()!;
      const body = [...statements, `return ${last}`].map((line) => `    ${line}\n`).join('');
      const findings = await findingsIn(`${imports}def f(x, t):\n${body}`);
      assert.deepEqual(
        findings.map((finding) => [finding.rule, finding.severity]),
        [[rule, severity]],
      );
      assert.match(findings[0]!.message, says);
      if (saysNot) assert.doesNotMatch(findings[0]!.message, saysNot);
    });
  }
});
