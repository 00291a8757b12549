// Edits of lines at random places, for versions of a document.
const values = ['0', '2.5', 'torch.softmax(NAME, 1)', 'np.exp(NAME)', 'NAME', 'nn.Softmax(dim=1)', '[1, 2]', 'NAME(1)'];
const imports = [
  'import numpy as np',
  'import torch',
  'import torch.nn.functional as F',
  'from scipy.special import softmax, log_softmax',
  'import math as np',
  'from numpy import exp',
];

/** The number of the next line that nothing is before. */
function nextTop(lines: readonly string[], at: number): number {
  const next = lines.findIndex((line, index) => index >= at && /^[^\s#)\]}]/.test(line));
  return next < 0 ? lines.length : next;
}

function indentAfter(lines: readonly string[], at: number): string {
  return /^ */.exec(lines[at + 1] ?? '')![0];
}

function picked(lines: readonly string[], pattern: RegExp, at: number): string {
  const found = lines.flatMap((line) => line.match(pattern) ?? []);
  return found[at % Math.max(1, found.length)] ?? 'x';
}

/** What an edit does at a random line, given another random number. */
export const changes: Readonly<Record<string, (lines: string[], at: number, other: number) => void>> = {
  comments: (lines, at) => lines.splice(at, 0, '# a comment'),
  ignores: (lines, at) => (lines[at] = `${lines[at]}  # softmax-stability: ignore`),
  'says the format': (lines, at) => lines.splice(at, 0, '# softmax-stability: format=float16'),
  'says the usual format': (lines, at) => {
    const indent = /^ */.exec(lines[at]!)![0];
    lines.splice(at, 0, `${indent}torch.set_default_dtype(torch.float16)`);
  },
  deletes: (lines, at) => lines.splice(at, 1),
  repeats: (lines, at, other) => lines.splice(other % lines.length, 0, lines[at] ?? ''),
  breaks: (lines, at) => (lines[at] = `${lines[at]} (`),
  'ends lines otherwise': (lines, at) => (lines[at] = `${lines[at]}\r`),
  'renames a function': (lines, at) => (lines[at] = lines[at]!.replace(/def (\w+)/, 'def other_$1')),
  'changes a number': (lines, at) => (lines[at] = lines[at]!.replace(/\d+/, (digits) => `${digits}1`)),
  'calls what is not known': (lines, at) => lines.splice(at, 0, 'unknown()(1).forward(2)'),
  'puts a class into a function': (lines, at, other) => {
    const indent = /^ */.exec(lines[at]!)![0];
    const method = [...lines.join('\n').matchAll(/def (\w+)\(self/g)].map(([, name]) => name)[other % 3] ?? 'go';
    const base = [...lines.join('\n').matchAll(/^class (\w+)/gm)].map(([, name]) => `(${name})`)[other % 5] ?? '';
    const body = [`class Inner${base}:`, `    def ${method}(self, x):`, `        return x / x.sum()`];
    lines.splice(at, 0, ...body.map((line) => `${indent}${line}`));
  },
  'says what something is for': (lines, at) => lines.splice(at + 1, 0, `${indentAfter(lines, at)}"""It is ${at}."""`),
  'says it in a string that is read': (lines, at) => (lines[at] = lines[at]!.replace(/= (\w+)$/, '= """$1"""')),
  'ignores all': (lines) => lines.unshift('# softmax-stability: ignore-file'),
  'binds a name outside of functions': (lines, at, other) => {
    const name = picked(lines, /\b[a-z]\w*\b/gi, at);
    lines.splice(nextTop(lines, other), 0, `${name} = ${values[at % values.length]!.replaceAll('NAME', name)}`);
  },
  'imports something': (lines, at) => lines.splice(nextTop(lines, at), 0, imports[at % imports.length]!),
  'calls a function when it is run': (lines, at, other) => {
    const name = picked(lines, /(?<=def )\w+/g, at);
    const call = `    y = ${name}(${values[other % values.length]!.replaceAll('NAME', 'y')})`;
    lines.splice(nextTop(lines, other), 0, 'if __name__ == "__main__":', call);
  },
  'takes a parameter more': (lines, at) => {
    lines[at] = lines[at]!.replace(/(def \w+\([^()]+)\)/, `$1, ${picked(lines, /\b[a-z]\w*\b/g, at)}=0)`);
  },
  'gives an attribute a value': (lines, at, other) => {
    const value = values[other % values.length]!.replaceAll('NAME', 'x');
    lines.splice(at + 1, 0, `${indentAfter(lines, at)}self.${picked(lines, /(?<=self\.)\w+/g, other)} = ${value}`);
  },
  'gives a class an attribute': (lines, at, other) => {
    const start = lines.findIndex((line, index) => index >= at && /^class /.test(line));
    const name = picked(lines, /(?<=\.)\w+/g, other);
    if (start >= 0) lines.splice(start + 1, 0, `    ${name} = ${values[at % values.length]!.replaceAll('NAME', 'x')}`);
  },
  'defines a function': (lines, at, other) => {
    const name = picked(lines, /\b[a-z]\w*(?=\()/gi, other);
    lines.splice(
      nextTop(lines, at),
      0,
      `def ${name}(x):`,
      `    return ${values[at % values.length]!.replaceAll('NAME', 'x')}`,
    );
  },
  'takes a statement away': (lines, at) => {
    const start = nextTop(lines, at);
    lines.splice(start, nextTop(lines, start + 1) - start);
  },
  'takes a maximum': (lines, at) => (lines[at] = lines[at]!.replace(/exp\((\w+)\)/, 'exp($1 - $1.max())')),
};
