// Where somebody may type in a text, and what: places of each kind, spread over the text.
import type { SyntaxNode } from '../../src/analysis/languages/syntax.ts';

/** Something typed at a place, which grows. */
export interface Place {
  readonly kind: string;
  readonly line: number;
  /** What stands there after so many edits. */
  readonly typed: (count: number) => string;
  readonly offset: number;
}

/** Of each kind. */
const most = 3;

export function placesIn(root: SyntaxNode): readonly Place[] {
  const { text } = root.source;
  const functions: SyntaxNode[] = [];
  const classes: SyntaxNode[] = [];
  const queue = [...root.named];
  for (let node = queue.shift(); node; node = queue.shift()) {
    const definition = definitionOf(node);
    if (definition.type === 'function_definition') functions.push(definition);
    if (definition.type !== 'class_definition') continue;
    classes.push(definition);
    queue.push(...(definition.field('body')?.named ?? []));
  }
  functions.sort((a, b) => a.start - b.start);
  const largest = [...classes].sort((a, b) => b.end - b.start - (a.end - a.start)).slice(0, 1);
  const methods = largest.flatMap((each) => functions.filter((own) => own.start > each.start && own.end < each.end));
  const statements = (of: readonly SyntaxNode[]) =>
    of.flatMap((each) =>
      (each.field('body')?.named ?? []).filter(({ type }) => type === 'expression_statement').slice(-1),
    );
  const assigning = functions.flatMap((each) => statements([each]).filter((own) => /^self\.\w+ = /.test(own.text)));
  const simple = root.named.filter(({ type }) => type === 'expression_statement');
  const imports = root.named.filter(({ type }) => type.startsWith('import'));
  const x = (count: number) => 'x'.repeat(count);
  const all = (kind: string, offsets: readonly number[], typed: Place['typed']): readonly Place[] =>
    spread(offsets).map((offset) => ({ kind, line: text.slice(0, offset).split('\n').length, typed, offset }));
  const lineEnd = ({ end }: SyntaxNode) => (text.indexOf('\n', end) + text.length + 1) % (text.length + 1);
  const more = (kind: string, of: readonly SyntaxNode[], code: (count: number) => string) =>
    spread(of).flatMap((each) => all(kind, [lineEnd(each)], (count) => `\n${indentOf(each)}${code(count)}`));
  const docstrings = (of: readonly SyntaxNode[]) =>
    of.flatMap((each) => docstringIn(each)?.start ?? []).map((start) => start + 3);
  const tops = root.named.filter((node) => definitionOf(node).type === 'function_definition');
  return [
    ...all('a comment in a function', statements(functions).map(lineEnd), (count) => `  # ${x(count)}`),
    ...more('a statement in a function', statements(functions), (count) => `edited = ${count}`),
    ...more('a statement in a method of the largest class', statements(methods), (count) => `edited = ${count}`),
    ...all('a docstring of a function', docstrings(functions.map((each) => each.field('body')!)), x),
    ...all('a docstring of a class', docstrings(classes.map((each) => each.field('body')!)), x),
    ...all('a docstring of the module', docstrings([root]), x),
    ...all(
      'a comment between functions',
      tops.map(({ start }) => start),
      (count) => `# ${x(count)}\n`,
    ),
    ...more('a constant outside of functions', simple, (count) => `EDITED = ${count}`),
    ...more('an import', imports, (count) => `import json as edited_${x(count)}`),
    ...all('a call at the end', [text.length], (count) => `if __name__ == "__main__":\n    print(${count})\n`),
    ...all(
      'a parameter',
      functions
        .map((each) => each.field('parameters')!)
        .filter(({ text: own }) => /\w\)$/.test(own))
        .map(({ end }) => end - 1),
      (count) => `, edited_${x(count)}=None`,
    ),
    ...more('an attribute', assigning, (count) => `self.edited_${x(count)} = 0`),
  ];

  function indentOf({ start }: SyntaxNode): string {
    return /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', start - 1) + 1))![0];
  }
}

function definitionOf(node: SyntaxNode): SyntaxNode {
  return (node.type === 'decorated_definition' && node.field('definition')) || node;
}

/** The string that a body begins with, in three quotes and without a prefix. */
function docstringIn({ named }: SyntaxNode): SyntaxNode | undefined {
  const [first] = named.filter(({ type }) => type !== 'comment');
  return first?.type === 'expression_statement' && /^"""/.test(first.text) ? first : undefined;
}

function spread<T>(all: readonly T[]): readonly T[] {
  if (all.length <= most) return all;
  return Array.from({ length: most }, (_, index) => all[Math.floor(((index + 0.5) / most) * all.length)]!);
}
