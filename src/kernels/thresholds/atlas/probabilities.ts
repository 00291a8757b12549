import * as closedForm from '../closed-form.ts';
import { firstFrom0, gradientOf, notFinite, valuesOf, type AtlasEntry } from './entry.ts';

/** Where probabilities become 0 or 1, in the softmax of two logits and in the sigmoid. */
export const probabilities = {
  probabilityZero: {
    title: 'the probability of the lesser of two logits is 0, its naive loss infinite',
    kernels: ['softmax', 'log-softmax', 'cross-entropy'],
    of: 'gap',
    side: 'above',
    dependsOnCount: false,
    closedForm: closedForm.probabilityZeroGap,
    first: (format) =>
      firstFrom0('above', format, (gap) => notFinite(valuesOf('cross-entropy', 'naive', [-gap, 0], format)[0]!)),
  },
  probabilityOne: {
    title: 'the probability of the greater of two logits is 1, its gradient 0',
    kernels: ['softmax', 'cross-entropy'],
    of: 'gap',
    side: 'above',
    dependsOnCount: false,
    closedForm: closedForm.probabilityOneGap,
    first: (format) => firstFrom0('above', format, (gap) => valuesOf('softmax', 'stable', [0, -gap], format)[0] === 1),
  },
  sigmoidZero: {
    title: 'the naive sigmoid is 0, or NaN: exp(-x) overflows',
    kernels: ['sigmoid', 'log-sigmoid', 'binary-cross-entropy-with-logits'],
    of: 'logits',
    side: 'below',
    dependsOnCount: false,
    closedForm: (format) => Math.max(-closedForm.expOverflow(format), closedForm.expZero(format)),
    first: (format) => firstFrom0('below', format, (x) => notFinite(valuesOf('log-sigmoid', 'naive', [x], format)[0]!)),
  },
  sigmoidOne: {
    title: 'the sigmoid is 1, the naive loss of its other class infinite',
    kernels: ['sigmoid', 'log-sigmoid', 'binary-cross-entropy-with-logits'],
    of: 'logits',
    side: 'above',
    dependsOnCount: false,
    closedForm: closedForm.probabilityOneGap,
    first: (format) =>
      firstFrom0('above', format, (x) => {
        return notFinite(valuesOf('binary-cross-entropy-with-logits', 'naive', [x], format, { targets: [0] })[0]!);
      }),
  },
  softplusZero: {
    title: 'the naive softplus is 0',
    kernels: ['softplus'],
    of: 'logits',
    side: 'below',
    dependsOnCount: false,
    closedForm: (format) => -closedForm.probabilityOneGap(format),
    first: (format) => firstFrom0('below', format, (x) => valuesOf('softplus', 'naive', [x], format)[0] === 0),
  },
  gradientDies: {
    title: 'the gradient of the likelier of two classes is 0: learning stops',
    kernels: ['cross-entropy'],
    of: 'gap',
    side: 'above',
    dependsOnCount: false,
    closedForm: closedForm.probabilityOneGap,
    // softmax − onehot, as frameworks have it from probabilities.
    first: (format) =>
      firstFrom0('above', format, (gap) => valuesOf('softmax', 'stable', [0, -gap], format)[0]! - 1 === 0),
  },
  torchGradientNaN: {
    title: "PyTorch's gradient of the naive loss is NaN in every logit: some class has probability 0",
    kernels: ['cross-entropy'],
    of: 'gap',
    side: 'above',
    dependsOnCount: false,
    closedForm: closedForm.probabilityZeroGap,
    first: (format) =>
      firstFrom0('above', format, (gap) => gradientOf('cross-entropy', 'naive', [0, -gap], format).every(Number.isNaN)),
  },
} as const satisfies Record<string, AtlasEntry>;
