// Loops that count, and loops over elements: what they leave in a name is a reduction or the whole array.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { returned } from '../../support/lowered.ts';

const bodies: Readonly<Record<string, readonly [body: string, expected: string]>> = {
  'a sum by index': ['let s = 0; for (let i = 0; i < x.length; i++) s += Math.exp(x[i]); return s;', 'sum[0](exp(x))'],
  'a sum from the end': ['let s = 0; for (let i = x.length - 1; i >= 0; i--) s += x[i]; return s;', 'sum[0](x)'],
  'a sum up to the last': ['let s = 0; for (let i = 0; i <= x.length - 1; ++i) s += x[i]; return s;', 'sum[0](x)'],
  'a sum with a counter of the function': [
    'var s = 0, i, n = x.length; for (i = 0; i < n; i += 1) { s += x[i]; } return s;',
    'sum[0](x)',
  ],
  'a sum of the first': ['let s = 0; for (let i = 0; i < n; i++) s += x[i]; return s;', 'sum[0](pick upto(x, n))'],
  'a maximum from the first': [
    'let m = x[0]; for (let i = 1; i < x.length; i++) { if (x[i] > m) m = x[i]; } return m;',
    'max[0](x)',
  ],
  'a maximum with its index': [
    'let m = -Infinity, k = -1; for (let i = 0; i < x.length; i++) if (x[i] > m) { m = x[i]; k = i; } return m;',
    'max[0](x)',
  ],
  'a maximum from the least number': [
    'let m = -Number.MAX_VALUE; for (const v of x) m = v > m ? v : m; return m;',
    'max[0](x)',
  ],
  'a maximum from a number': ['let m = 0; for (const v of x) m = Math.max(m, v); return m;', 'maximum(0, max[0](x))'],
  'a maximum over pairs': [
    'let m = -Infinity; for (const [i, v] of x.entries()) m = Math.max(m, v + i - i); return m;',
    'max[0](subtract(add(x, ?(?(x))), ?(?(x))))',
  ],
  'a row of a flat array': [
    'let m = -Infinity; for (let j = 0; j < n; j++) m = Math.max(m, x[o * n + j]); return m;',
    'max[0](pick index(x, add(multiply(o, n), ?(n))))',
  ],
  'a new array': [
    'const n = x.length; const e = new Array(n); for (let i = 0; i < n; i++) e[i] = Math.exp(x[i]); return e;',
    'exp(x)',
  ],
  'an array in single precision': [
    'const e = new Float32Array(x.length); for (let i = 0; i < x.length; i++) e[i] = Math.exp(x[i]); return e;',
    'float32(exp(x))',
  ],
  'an array in two loops': [
    'const e = [...x]; for (let i = 0; i < e.length; i++) e[i] = Math.exp(e[i]);' +
      ' for (let i = 0; i < e.length; i++) e[i] *= 2; return e;',
    'multiply(exp(x), 2)',
  ],
  'an array and its sum in one loop': [
    'const e = []; let s = 0; for (let i = 0; i < x.length; i++) { e[i] = Math.exp(x[i]); s += e[i]; } return s;',
    'sum[0](exp(x))',
  ],
  'elements in two branches': [
    'const y = []; for (let i = 0; i < x.length; i++) { if (x[i] > 0) y[i] = 1; else y[i] = x[i]; } return y;',
    'where(?(x, 0), 1, within -Infinity 0(x))',
  ],
  'a list': ['const e = []; for (const v of x) e.push(Math.exp(v)); return e;', 'exp(x)'],
  'a list of some': [
    'const e = []; for (const v of x) if (v > 0) e.push(v); return e;',
    'pick some(within 5e-324 Infinity(each(x)))',
  ],
  'a sum of what each round computes': [
    'let s = 0; for (let i = 0; i < n; i++) s += Math.exp(o.cost(i)); return s;',
    'sum[0](exp(pick some(?(o, each(?(n))))))',
  ],
  'a sum of the same in every round': [
    'let s = 0; for (let i = 0; i < n; i++) s += o; return s;',
    'sum[0](pick some(each([o])))',
  ],
  'a list of sums of rows': [
    'const sum = (row) => { let s = 0; for (const v of row) s += v; return s; }; return x.map((row) => sum(row));',
    'pick some(sum[0](each(x)))',
  ],
  'a sum in a callback': ['let s = 0; x.forEach((v) => { s += Math.exp(v); }); return s;', 'sum[0](exp(x))'],
};

/** Loops that are none of these: a name is what it was before, or what some round made of it. */
const others: Readonly<Record<string, string>> = {
  'a loop that ends early': 'let s = 0; for (const v of x) { if (v < 0) break; s += v; } return s;',
  'elements that depend on others': 'for (let i = 1; i < x.length; i++) x[i] = x[i] + x[i - 1]; return x;',
  'elements at two places': 'for (let i = 0; i < x.length; i++) { x[i] = 1; x[i + 1] = 2; } return x;',
  'every other element': 'let s = 0; for (let i = 0; i < x.length; i += 2) s += x[i]; return s;',
  'a counter that the body moves': 'let s = 0; for (let i = 0; i < x.length; i++) { s += x[i]; i++; } return s;',
};

suite('loops of scripts', () => {
  for (const [what, [body, expected]] of Object.entries(bodies)) {
    test(`${what} is ${expected}`, async () => {
      assert.equal(await returned(`function f(x, n, o) { ${body} }`, 'f', 'javascript'), expected);
    });
  }
  for (const [what, body] of Object.entries(others)) {
    test(`${what} is no reduction`, async () => {
      assert.match(await returned(`function f(x) { ${body} }`, 'f', 'javascript'), /^join\(/);
    });
  }
});
