// Code that changes arrays in place, calls what changes them and draws random numbers, put together at random: run by Python, every
// safe rewrite of it leaves the values and what is done beside them as they were.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { suite, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { random } from '../../../src/analysis/verify/random.ts';
import { edited, findingsIn } from './support/analyzer.ts';
import { pythonWith } from './support/python.ts';

/** How many programs of each library; more find more: PROGRAMS=2000 takes some minutes. */
const programs = Number(process.env['PROGRAMS'] ?? 60);
const seed = Number(process.env['SEED'] ?? Date.now() % 1e6);
const script = fileURLToPath(new URL('./support/effects.py', import.meta.url));

const helpers = `
state = [1.0]
def scale(t):
    t *= 2
    return t
def bump(t):
    t += 1
def halves(t):
    return t * 0.5
def same(t):
    return t
def deeper(t):
    u = t
    return scale(u)
def rows_of(t):
    for row in t:
        yield row * 2
class Box:
    def __init__(self, t):
        self.t = t
    def grow(self):
        self.t *= 2
`;

interface Library {
  readonly name: string;
  readonly head: string;
  readonly exp: string;
  readonly log: string;
  readonly sum: string;
  /** What a name can be given, s in the place of a name. */
  readonly views: readonly string[];
  /** What can happen in between. */
  readonly events: readonly string[];
}

const views = [
  's',
  's * 2',
  's - w',
  's[:]',
  's[0:]',
  'halves(s)',
  'same(s)',
  's.T',
  's[-1]',
  's * state[0]',
  'deeper(s)',
];
const events = [
  ...[
    's += 1',
    's *= 2',
    'scale(s)',
    'bump(s)',
    's[0] = 0.25',
    's[...] = 1',
    'r = deeper(s)',
    's = s + 1',
    'Box(s).grow()',
  ],
  ...[
    'log.append(float(s.sum()))',
    'r = s[0]\nr *= 3',
    'for row in s:\n    row *= 2',
    'r = s\nr -= 0.25',
    'list(map(bump, s))',
  ],
  ...[
    'r = s.T\nr[0] = 1.0',
    'r = [s]\nr[0] *= 2',
    'r = {"k": s}\nr["k"] *= 2',
    'r, q = s, w\nr *= 2',
    'r = next(rows_of(s))',
  ],
  ...['def inner():\n    bump(s)\ninner()', '[scale(row) for row in s]', 'r = s.reshape(-1)\nr += 1', 'state[0] = 3.0'],
];

const libraries: readonly Library[] = [
  {
    ...{ name: 'NumPy', head: 'import numpy as np\n', exp: 'np.exp', log: 'np.log', sum: 'axis=1, keepdims=True' },
    views: [...views, 's.copy()', 'np.asarray(s)', 'np.array(s)', 'np.ravel(s)', 's + np.random.rand()'],
    events: [
      ...events,
      ...[
        'np.add(s, 1, out=s)',
        'np.multiply(s, 2, s)',
        's.sort()',
        's.fill(0.5)',
        'np.copyto(s, 0.5)',
        's.put(0, 5.0)',
      ],
      ...['np.random.shuffle(s)', 'np.add.at(s, 0, 1)', 'r = np.squeeze(s)\nr += 1', 'r = np.random.rand(3)'],
    ],
  },
  {
    ...{ name: 'PyTorch', head: 'import torch\nimport torch.nn.functional as F\n', exp: 'torch.exp', log: 'torch.log' },
    sum: 'dim=1, keepdim=True',
    views: [...views, 's.clone()', 's.detach()', 's.contiguous()', 's.view(-1)', 's.unsqueeze(0)', 'F.dropout(s, 0.5)'],
    events: [
      ...events,
      ...['s.mul_(2)', 's.copy_(s * 2)', 's.zero_()', 's.data.mul_(2)', 'torch.mul(s, 2, out=s)', 'torch.relu_(s)'],
      ...['r = F.relu(s, inplace=True)', 'torch.nn.init.constant_(s, 0.5)', 'for r in s.unbind(0):\n    r.mul_(2)'],
      ...['r = s.numpy()\nr += 1', 'with torch.no_grad():\n    s += 1', 's.normal_()', 'r = torch.rand(3)'],
    ],
  },
];

function program(
  name: string,
  { exp, log, sum, views: given, events: possible }: Library,
  uniform: () => number,
): string {
  const one = <T>(from: readonly T[]): T => from[Math.floor(uniform() * from.length)]!;
  const names = ['x'];
  const lines: string[] = [];
  const on = (code: string) => code.replace(/(?<![\w.])s(?!\w)/g, one([...names, 'x', 'w']));
  const event = (probability: number) => {
    if (uniform() < probability) lines.push(on(one(possible)));
  };
  for (let count = Math.floor(uniform() * 3); count > 0; count--) {
    const name = one(['z', 'u', 'v']);
    lines.push(`${name} = ${one(given).replace(/(?<![\w.])s(?!\w)/g, one(names))}`);
    names.push(name);
  }
  event(0.3);
  const logits = one([...names, 'same(x)', `${one(names)} / 2`, 'x - w']);
  lines.push(`e = ${exp}(${logits})`);
  event(0.3);
  lines.push(one([`p = e / e.sum(${sum})`, 'p = e / e.sum()', `p = ${exp}(${logits}) / e.sum(${sum})`, 'p = e.sum()']));
  event(0.8);
  event(0.4);
  lines.push(`return ${one([`${log}(p)`, `-${log}(p).mean()`, `${log}(p)[0]`, 'p', `-(p * ${log}(p)).sum()`])}`);
  const body = lines.join('\n').replace(/^/gm, '    ');
  return `def ${name}(x, w, log):\n${body}\n`;
}

suite(`safe rewrites of code with effects, run by Python (SEED=${seed})`, () => {
  for (const library of libraries) {
    test(`of ${library.name} change neither a value nor an effect`, async (t) => {
      const python = pythonWith(library.name === 'NumPy' ? 'numpy' : 'numpy, torch');
      if (!python) {
        t.skip(`no Python with ${library.name} on this machine`);
        return;
      }
      const numbers = random(seed);
      const uniform = () => numbers.uniform();
      const cases: [name: string, before: string, after: string][] = [];
      for (let made = 0; made < programs; made += 20) {
        const functions = Array.from({ length: 20 }, (_, i) => program(`f${made + i}`, library, uniform));
        const text = library.head + helpers + functions.join('');
        for (const { span, rewrites } of await findingsIn(text)) {
          const name = [...text.slice(0, span.start).matchAll(/^def (f\d+)/gm)].at(-1)![1]!;
          for (const { safe, edits } of rewrites) if (safe) cases.push([name, text, edited(text, edits)]);
        }
      }
      assert.ok(cases.length > programs / 5, `${cases.length} rewrites are safe`);
      const run = spawnSync(python, [script], { input: JSON.stringify(cases), encoding: 'utf8', maxBuffer: 1 << 28 });
      assert.equal(run.status, 0, run.stderr);
      const differing = new Set(JSON.parse(run.stdout) as string[]);
      const wrong = cases
        .filter(([name]) => differing.has(name))
        .map(([name, , after]) => after.split(`def ${name}(`)[1]);
      assert.deepEqual(
        wrong.map((code) => code?.split('\ndef ')[0]),
        [],
      );
    });
  }
});
