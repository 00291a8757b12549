// What expressions, functions, objects and libraries are in terms.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { LanguageId } from '../../../../../src/analysis/index.ts';
import { returned } from '../../support/lowered.ts';

type Case = readonly [text: string, expected: string, language?: LanguageId];

const cases: Readonly<Record<string, Case>> = {
  'map with a function': ['function f(x) { return x.map(Math.exp); }', 'exp(x)'],
  'map with an index': ['function f(x) { return x.map((_, i) => Math.exp(x[i])); }', 'exp(x)'],
  'map of rows': ['function f(x) { return x.map((row) => row.map((v) => Math.exp(v))); }', 'exp(x)'],
  'map with a body': ['function f(x) { return x.map(function (v) { const w = v * 2; return w; }); }', 'multiply(x, 2)'],
  'reduce to a sum': ['function f(x) { return x.reduce((a, b) => a + b); }', 'sum[0](x)'],
  'reduce from a number': ['function f(x) { return x.reduce((a, b) => a + Math.exp(b), 0); }', 'sum[0](exp(x))'],
  'reduce to a maximum': ['function f(x) { return x.reduce((a, b) => (a > b ? a : b)); }', 'max[0](x)'],
  'reduce without a start, of more than the elements': [
    'function f(x) { return x.reduce((a, b) => a + Math.exp(b)); }',
    'add(pick index(x, 0), sum[0](exp(pick rest(x, ?(x), 1))))',
  ],
  filter: ['function f(x) { return x.filter((v) => v > 0); }', 'pick some(within 5e-324 Infinity(each(x)))'],
  'a spread maximum': ['function f(x) { return Math.max(...x); }', 'max[0](x)'],
  'a spread maximum with a number': ['function f(x) { return Math.max(0, ...x); }', 'maximum(0, max[0](x))'],
  'an applied maximum': ['function f(x) { return Math.max.apply(null, x); }', 'max[0](x)'],
  'a maximum of three': ['function f(x, y) { return Math.max(x, y, 1); }', 'maximum(maximum(x, y), 1)'],
  'a power of e': ['function f(x) { return Math.pow(Math.E, x) + Math.E ** x; }', 'add(exp(x), exp(x))'],
  'an array from a function': [
    'function f(x) { return Float32Array.from(x, (v) => v * 2); }',
    'float32(multiply(x, 2))',
  ],
  'whole numbers': ['function f(x) { return Int32Array.from(x, Math.exp); }', 'integer(exp(x))'],
  'an array from a length': [
    'function f(x, n) { return Array.from({ length: n }, (_, i) => x[i] * 2); }',
    'multiply(pick upto(x, n), 2)',
  ],
  'a part of an array': ['function f(x, n) { return x.slice(0, n); }', 'pick upto(x, n)'],
  'a copy': ['function f(x) { return Array.from(x.slice()); }', 'x'],
  'what is sorted in place': ['function f(x) { x.sort(); return x; }', '?(x)'],
  'a choice': [
    'function f(x) { return x > 30 ? x : Math.log(1 + x); }',
    'where(?(x, 30), within 30 Infinity(x), log(add(1, within -Infinity 30(x))))',
  ],
  'the larger of two, chosen': ['function f(x, y) { return x > y ? x : y; }', 'maximum(y, x)'],
  'a clamp by an if': ['function f(p) { if (p < 1e-7) p = 1e-7; return p; }', 'maximum(p, 1e-7)'],
  'a setting with a default': ['function f(x, o) { const t = o.t || 1; return x / t; }', 'divide(x, ?(o.t))'],
  destructuring: [
    'function f({ logits: z, t = 2 }) { const [a, b] = [z, t]; return a; }',
    '{ logits: z, t = 2 }.logits',
  ],
  'an object': [
    'function f(x) { const o = { p: Math.exp(x), q: 1 }; const { p, q: r } = o; return p / (r + o.q); }',
    'divide(exp(x), 2)',
  ],
  'an object of an outer scope': ['const o = { q: 2 };\nfunction f(x) { return x / o.q; }', 'divide(x, 2)'],
  'an object of an outer scope that a function changes': [
    'const o = { q: 2 };\nfunction f(x) { return x / o.q; }\nfunction g(q) { o.q = q; }',
    'divide(x, ?(2).q)',
  ],
  'an object of an outer scope that is handed over': [
    'const o = { q: 2 };\nfunction f(x) { return x / o.q; }\nbind(document.body, o, "q");',
    'divide(x, ?(2).q)',
  ],
  'an object of an outer scope that is changed after': [
    'const o = { q: 2 };\nfunction f(x) { return x / o.q; }\no.q = Number(process.argv[2]);',
    'divide(x, ?(2).q)',
  ],
  'a helper with a default': [
    'const h = (a, b = 2) => Math.exp(a) / b;\nfunction f(x) { return h(x); }',
    'divide(exp(x), 2)',
  ],
  'a helper that comes later': ['function f(x) { return g(x); }\nfunction g(v) { return Math.log(v); }', 'log(x)'],
  'a helper with an early return': [
    'function g(v) { if (v > 30) return v; return Math.log(v); }\nfunction f(x) { return g(x); }',
    'join(within 30 Infinity(x), log(within -Infinity 30(x)))',
  ],
  'a method of an object that is written out': [
    'const o = { k: 2, e(v) { return Math.exp(v) * this.k; }, l: (v) => Math.log(v), ex: Math.exp };\n' +
      'function f(x) { return o.e(x) + o.l(x) + o.ex(x); }',
    'add(add(multiply(exp(x), ?(2, ?(), ?(), ?()).k), log(x)), exp(x))',
  ],
  'a method of an object that is set later': [
    'const o = { e: (v) => Math.exp(v) };\no.e = g;\nfunction f(x) { return o.e(x); }',
    '?(?(?()), x)',
  ],
  'a static method': ['class M { static e(v) { return Math.exp(v); } }\nfunction f(x) { return M.e(x); }', 'exp(x)'],
  'an alias of a function': ['const { exp } = Math, l = Math.log;\nfunction f(x) { return l(exp(x)); }', 'log(exp(x))'],
  'a variable that changes later': ['let m = 0; m = 1;\nfunction f(x) { return x + m; }', 'add(x, m)'],
  'a variable that another function changes': [
    'let m = 0;\nexport function set(v) { m = v; }\nfunction f(x) { return x + m; }',
    'add(x, m)',
  ],
  'a variable that a stored function changes': [
    'function f(x) { let m = 0; const update = (v) => { m = v; }; x.forEach(update); return x[0] + m; }',
    'add(pick index(x, 0), m)',
  ],
  'a local function called Math': ['function f(x, Math) { return Math.exp(x); }', '?(Math, x)'],
  'TypeScript around a value': [
    'function f(x: unknown): number { return (x as number)! + 1; }',
    'add(x, 1)',
    'typescript',
  ],
  'a type assertion': ['function f(x: any) { return <number>x + 1; }', 'add(x, 1)', 'typescript'],
  'a component': ['function f({ x }: P) { return <p>{Math.exp(x)}</p>; }', '?(?(p), ?(exp({ x }.x)), ?(p))', 'tsx'],
  'methods of tensors': [
    "import * as tf from '@tensorflow/tfjs';\nfunction f(x) { return x.sub(x.max(-1, true)).exp(); }",
    'exp(subtract(x, max[-1 keep](x)))',
  ],
  'functions of tensors, required': [
    "const tf = require('@tensorflow/tfjs-node');\nfunction f(x) { return tf.logSumExp(tf.mul(2, x), 1); }",
    'logsumexp[1](multiply(2, x))',
  ],
  'functions of tensors, by name': [
    "import { exp as e, sum } from '@tensorflow/tfjs';\nfunction f(x) { return sum(e(x)); }",
    'sum[all](exp(x))',
  ],
  'functions of tensors in a script': ['function f(x) { return tf.tidy(() => tf.softmax(x)); }', 'softmax[-1](x)'],
  'a loss of tensors': ['function f(x, y) { return tf.losses.softmaxCrossEntropy(y, x); }', 'cross-entropy[-1](x, y)'],
  'methods of something else': ['function f(x) { return x.log(1); }', '?(x, 1)'],
  'methods of tensors, required': [
    "const tf = require('@tensorflow/tfjs');\nfunction f(x) { return x.sigmoid().log(); }",
    'log(sigmoid(x))',
  ],
  'methods of tensors in a script': ['function f(x) { return tf.tidy(() => x.exp()).log(); }', 'log(exp(x))'],
  'lodash with a function by its name': [
    "import _ from 'lodash';\nfunction f(x) { return _.sum(_.map(x, Math.exp)); }",
    'sum[0](exp(x))',
  ],
  'lodash with a property': [
    "import { sumBy, map } from 'lodash';\nfunction f(x) { return sumBy(x, 'v') + map(x, 'w'); }",
    'add(sum[0](pick some(each(x).v)), pick some(each(x).w))',
  ],
  'two arrays at a time': [
    "import zipWith from 'lodash/zipWith';\nfunction f(x, y) { return zipWith(x, y, (a, b) => a * b); }",
    'multiply(x, y)',
  ],
  'the item with the most': [
    "import _ from 'underscore';\nfunction f(x) { return _.max(x.map((v) => v.s)) - _.maxBy(x, (v) => v.s).s; }",
    'subtract(max[0](pick some(each(x).s)), max[0](pick some(each(x).s)))',
  ],
  'another property of it': [
    "import _ from 'lodash';\nfunction f(x) { return _.maxBy(x, (v) => v.s).t; }",
    'pick item with the max(x, pick some(each(x).s)).t',
  ],
  'Ramda, whose arrays come last': [
    "import { reduce, add, map } from 'ramda';\nfunction f(x) { return reduce(add, 0, map(Math.exp, x)); }",
    'sum[0](exp(x))',
  ],
  'Ramda, one argument after the other': [
    "import * as R from 'ramda';\nfunction f(x) { return R.map((v) => v * 2)(x); }",
    'multiply(x, 2)',
  ],
  D3: ["import { max } from 'd3-array';\nfunction f(x) { return max(x, (v) => v * v); }", 'max[0](multiply(x, x))'],
  mathjs: [
    "import { create } from 'mathjs';\nimport * as math from 'mathjs';\nfunction f(x) { return math.sum(math.exp(x)); }",
    'sum[all](exp(x))',
  ],
};

suite('values of scripts', () => {
  for (const [what, [text, expected, language = 'javascript']] of Object.entries(cases)) {
    test(`${what} is ${expected}`, async () => {
      assert.equal(await returned(text, 'f', language), expected);
    });
  }
  const attributes: Readonly<Record<string, readonly [methods: string, expected: string]>> = {
    'what one method gives it': ['constructor(o) { this.t = o.a * 2; }', 'multiply(o.a, 2)'],
    'that, but for the nothing before': [
      'constructor() { this.t = null; } set(v) { this.t = v * 2; }',
      'multiply(v, 2)',
    ],
    'not known if two methods disagree': ['constructor() { this.t = 1; } set(v) { this.t = v; }', 'this.t'],
    'not known if elements are written to': ['constructor(v) { this.t = v; } set(i) { this.t[i] = 1; }', 'this.t'],
    'not known if it is there to be filled': ['constructor(n) { this.t = new Float64Array(n); }', 'this.t'],
    'not known if anything may be assigned': ['constructor(o) { this.t = 1; Object.assign(this, o); }', 'this.t'],
  };
  for (const [what, [methods, expected]] of Object.entries(attributes)) {
    test(`an attribute in another method is ${what}`, async () => {
      assert.equal(await returned(`class P { ${methods} f() { return this.t; } }`, 'P/f', 'javascript'), expected);
    });
  }
  const objects: Readonly<Record<string, readonly [text: string, expected: string]>> = {
    'no array of what it was made of': ['function f(x, i) { return new Foo(x)[i]; }', 'pick index(?(x), i)'],
    'of no defaults where it is not written out': [
      'function f(o) { const { t = 1 } = new Foo(o); return t; }',
      '?(?(o).t)',
    ],
    'what it was given after it was written': [
      'function f(t) { const c = {}; c.t = t; const { t: u = 1 } = c; return u; }',
      't',
    ],
    'not sure where it is handed over': ['const c = { t: 1 };\nrun({ c });\nfunction f() { return c.t; }', '?(1).t'],
    'not sure where its constructor may assign anything': [
      'class M { constructor(o) { this.t = 1; Object.assign(this, o); } }\nfunction f(o) { return new M(o).t; }',
      '?(o).t',
    ],
    'more than its written values where another is spread into it': [
      'function f(a) { return Object.values({ ...a, b: 1 }); }',
      '?(a, 1)',
    ],
  };
  for (const [what, [text, expected]] of Object.entries(objects)) {
    test(`an object is ${what}`, async () => {
      assert.equal(await returned(text, 'f', 'javascript'), expected);
    });
  }

  test('a method of a class is followed', async () => {
    const text = 'class P { h(x) { return Math.exp(x); } f(x) { return this.h(x) + 1; } }';
    assert.equal(await returned(text, 'P/f', 'javascript'), 'add(exp(x), 1)');
  });
});
