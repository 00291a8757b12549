// Attributes and methods of the classes of one file.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { returned } from '../support/lowered.ts';

const head = 'import numpy as np\nimport tensorflow as tf\nimport torch\nimport functools\nimport jax\n';
const inClass = (body: string) => `${head}class A:\n${body.replace(/^/gm, '    ')}\n`;

suite('attributes', () => {
  test('that one method assigns are read in another, whichever comes first', async () => {
    const text = inClass(`def backward(self, y):
    return -np.log(self.p)
def forward(self, x):
    self.p = np.exp(x)
def __init__(self):
    self.p = None`);
    assert.equal(await returned(text, 'A/backward'), 'neg(log(exp(x)))');
  });

  test('that a class has for itself', async () => {
    const text = inClass('eps = 1e-8\ndef f(self, x):\n    return np.log(x + self.eps)');
    assert.equal(await returned(text, 'A/f'), 'log(add(x, 1e-8))');
  });

  test('that two methods assign otherwise are not known', async () => {
    const text = inClass(`def a(self, x):
    self.p = np.exp(x)
def b(self, x):
    self.p = np.tanh(x)
def f(self):
    return self.p`);
    assert.equal(await returned(text, 'A/f'), 'self.p');
  });

  test('that a derived class assigns are not known', async () => {
    const text = `${inClass('def a(self, x):\n    self.p = np.exp(x)\ndef f(self):\n    return self.p')}class B(A):
    def b(self, x):
        self.p = np.tanh(x)
`;
    assert.equal(await returned(text, 'A/f'), 'self.p');
  });

  test('that are what learning starts with are not known', async () => {
    const text = inClass(`def __init__(self, n):
    self.w = np.zeros(n)
    self.v = np.random.randn(n) * 0.1
def f(self, x):
    return np.exp(self.w) + np.exp(self.v)`);
    assert.equal(await returned(text, 'A/f'), 'add(exp(self.w), exp(self.v))');
  });

  test('that may be assigned again after an early return are not known', async () => {
    const text = inClass(`def a(self, x):
    self.p = np.exp(x)
    if x is None:
        return
    self.p = np.tanh(x)
def f(self):
    return self.p`);
    assert.equal(await returned(text, 'A/f'), 'self.p');
  });

  test('that depend on each other come to an end', async () => {
    const text = inClass(`def a(self):
    self.p = np.exp(self.q)
def b(self):
    self.q = np.log(self.p)
def f(self):
    return self.p`);
    assert.ok((await returned(text, 'A/f')).length > 0);
  });

  test('that a method called before leaves', async () => {
    const text = inClass(`def set(self, x):
    self.p = np.exp(x)
def f(self, x, y):
    self.p = y
    self.set(x)
    return self.p
def g(self, y):
    self.set(y)
    return self.p`);
    assert.equal(await returned(text, 'A/f'), 'exp(x)');
    assert.equal(await returned(text, 'A/g'), 'exp(y)');
  });

  test('that a method reads are those of its caller', async () => {
    const text = inClass(`def h(self):
    return np.exp(self.z)
def f(self, x):
    self.z = x - x.max()
    return self.h()
def g(self, x):
    self.z = x * 2
    return self.h()`);
    assert.equal(await returned(text, 'A/f'), 'exp(subtract(x, max[all](x)))');
    assert.equal(await returned(text, 'A/g'), 'exp(multiply(x, 2))');
  });

  test('of one object are not those of another', async () => {
    const text = `${inClass(`def __init__(self, t):
    self.t = t
def f(self, x):
    return x / self.t`)}def f(x, a, b):
    return A(a).f(x) - A(b).f(x)
`;
    assert.equal(await returned(text), 'subtract(divide(x, a), divide(x, b))');
  });

  test('of graphs that a constructor builds', async () => {
    const text = inClass(`def __init__(self, s, a):
    self.probs = tf.nn.softmax(s)
    self.picked = tf.gather(self.probs, a)
    self.loss = -tf.math.log(self.picked)
def f(self):
    return self.loss`);
    assert.match(await returned(text, 'A/f'), /^neg\(log\(pick .*\(softmax\[-1\]\(s\), a\)\)\)$/);
  });
});

suite('methods', () => {
  test('of the same object are followed', async () => {
    const text = inClass('def f(self, x):\n    return self.g(x)\ndef g(self, x):\n    return np.exp(x)');
    assert.equal(await returned(text, 'A/f'), 'exp(x)');
  });

  for (const [decorator, first] of [
    ['staticmethod', ''],
    ['classmethod', 'cls, '],
  ] as const) {
    test(`that are ${decorator}s are followed from objects and from the class`, async () => {
      const text = `${inClass(`@${decorator}
def g(${first}x):
    return np.exp(x)
def f(self, x):
    return self.g(x) + A.g(x)`)}def f(x):\n    return A.g(x)\n`;
      assert.equal(await returned(text, 'A/f'), 'add(exp(x), exp(x))');
      assert.equal(await returned(text), 'exp(x)');
    });
  }

  test('that are properties are followed', async () => {
    const text = inClass(`def __init__(self, x):
    self.x = x
@property
def p(self):
    return np.exp(self.x)
@p.setter
def p(self, v):
    self.q = v
def f(self):
    e = self.p
    return e / e.sum()`);
    assert.equal(await returned(text, 'A/f'), 'divide(exp(x), sum[all](exp(x)))');
  });

  test('that are inherited are followed, and those that are overridden are not', async () => {
    const text = `${head}class A:
    def g(self, x):
        return np.exp(x)
    def h(self, x):
        return np.exp(x)
    def f(self, x):
        return self.h(x)
class B(A):
    def h(self, x):
        return np.tanh(x)
    def f(self, x):
        return self.g(x) + self.h(x)
def f(x):
    return B().f(x)
`;
    assert.equal(await returned(text, 'B/f'), 'add(exp(x), tanh(x))');
    assert.equal(await returned(text), 'add(exp(x), tanh(x))');
    // B has an f of its own, so that of A runs for no B.
    assert.equal(await returned(text, 'A/f'), 'exp(x)');
    assert.match(await returned(text.replace('return self.g', 'return super().f(x) + self.g'), 'A/f'), /^\?/);
    const other = `${text}class C(A):\n    def h(self, x):\n        return np.sqrt(x)\n`;
    assert.match(await returned(other, 'A/f'), /^\?/);
  });

  for (const call of ['super().g(x)', 'super(B, self).g(x)', 'A.g(self, x)']) {
    test(`that ${call} runs are those of the class above, with the object's attributes`, async () => {
      const text = `${head}class A(Other):
    def __init__(self):
        self.f = np.exp
    def g(self, x):
        return self.f(x)
class B(A):
    def __init__(self):
        super().__init__()
        self.k = 2
    def g(self, x):
        return ${call} * self.k
def f(x):
    return B().g(x)
`;
      assert.equal(await returned(text), 'multiply(exp(x), 2)');
    });
  }

  for (const [annotation, expected] of [
    ['A', 'exp(x)'],
    ["'A'", 'exp(x)'],
    ['Other', '?(a, x)'],
  ]) {
    test(`of a parameter that is said to be ${annotation} are those of that class`, async () => {
      const text = `${head}class A:
    def g(self, x):
        return np.exp(x)
def f(a: ${annotation}, x):
    return a.g(x)
`;
      assert.equal(await returned(text), expected);
    });
  }
});

suite('functions', () => {
  for (const decorator of [
    'jax.jit',
    'torch.no_grad()',
    'tf.function',
    'functools.partial(jax.jit, static_argnums=1)',
  ]) {
    test(`decorated by ${decorator} are followed`, async () => {
      const text = `${head}@${decorator}\ndef g(x):\n    return np.exp(x)\ndef f(x):\n    return g(x)\n`;
      assert.equal(await returned(text), 'exp(x)');
    });
  }

  for (const decorator of ['jax.vmap', 'jax.grad', 'mine', 'np.vectorize']) {
    test(`decorated by ${decorator} are not`, async () => {
      const text = `${head}@${decorator}\ndef g(x):\n    return np.exp(x)\ndef f(x):\n    return g(x)\n`;
      assert.match(await returned(text), /^\?/);
    });
  }

  test('that return tuples are unpacked, in branches too', async () => {
    const text = `${head}def g(x, c):
    if c:
        return np.exp(x), x
    return np.tanh(x), x
def f(x, c):
    a, b = g(x, c)
    return a + b
`;
    assert.equal(await returned(text), 'add(join(exp(x), tanh(x)), x)');
  });

  for (const [given, expected] of [
    ['True', 'exp(x)'],
    ['False', 'tanh(x)'],
    ['c', 'join(tanh(x), exp(x))'],
  ]) {
    test(`of which one branch is left where ${given} is given for what they test are followed into that one`, async () => {
      const text = `${head}def g(x, mode=None, sharp=False):
    if mode is not None:
        return x
    if not sharp:
        return np.tanh(x)
    return np.exp(x) if mode is None or mode == 'a' else x
def f(x, c):
    return g(x, sharp=${given})
`;
      assert.equal(await returned(text), expected);
    });
  }

  test('that are compiled by a call are followed', async () => {
    const text = `${head}def g(x):\n    return np.exp(x)\nfast = jax.jit(g)\ndef f(x):\n    return fast(x)\n`;
    assert.equal(await returned(text), 'exp(x)');
  });

  test('of an object that is not known are those of the only class that has them, but for names that many objects have', async () => {
    const text = (name: string) =>
      `${head}class A:\n    def ${name}(self, x):\n        return np.exp(x)\ndef f(model, x):\n    return model.${name}(x)\n`;
    assert.equal(await returned(text('predict_proba')), 'exp(x)');
    assert.notEqual(await returned(text('predict')), 'exp(x)');
  });

  test('take what their defaults say', async () => {
    const text = `${head}def g(x, t=2):\n    return np.exp(x / t)\ndef f(x):\n    return g(x)\n`;
    assert.equal(await returned(text), 'exp(divide(x, 2))');
  });
});
