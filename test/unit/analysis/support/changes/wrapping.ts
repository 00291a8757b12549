// The same code within something that runs it once.
import type { SyntaxNode } from '../../../../../src/analysis/languages/syntax.ts';
import { nodesIn } from '../parsed.ts';
import { withEdits, type Change, type Code, type Piece } from './change.ts';
import { indentOf } from './layout.ts';

/** Every line of a range moved to the right, but those that begin within a string. */
function indented({ text, root }: Code, from: number, by: string): readonly Piece[] {
  const strings = nodesIn(root).filter(({ type }) => /^(string|template_string)$/.test(type));
  return [...text.slice(from).matchAll(/^(?=[^\r\n])/gm)]
    .map(({ index }) => from + index)
    .filter((at) => !strings.some(({ start, end }) => start < at && at < end))
    .map((at) => ({ start: at, end: at, text: by }));
}

/** Where the imports at the top end; a file that imports between other statements cannot be wrapped. */
function behindImports({ text, root }: Code): number | undefined {
  const isImport = ({ type }: SyntaxNode) =>
    /^(import_statement|import_from_statement|future_import_statement)$/.test(type);
  const isTold = ({ type, text: code }: SyntaxNode) => type === 'expression_statement' && /^['"]/.test(code);
  const first = root.named.findIndex((node) => !isImport(node) && !isTold(node));
  if (first < 0 || root.named.slice(first).some(isImport)) return undefined;
  const before = root.named[first - 1];
  const end = before ? text.indexOf('\n', before.end) + 1 : 0;
  return before && end === 0 ? undefined : end;
}

const closed: Readonly<Record<string, readonly [open: string, close: string]>> = {
  block: ['{\n', '}\n'],
  condition: ['if (true) {\n', '}\n'],
  function: ['function main() {\n', '}\n'],
  called: ['(function () {\n', '})();\n'],
  arrow: ['const main = () => {\n', '};\n'],
  try: ['try {\n', '} finally {\n}\n'],
};

const begun: Readonly<Record<string, readonly [open: string, close: string]>> = {
  condition: ['if True:\n', ''],
  function: ['def main():\n', ''],
  called: ['def main():\n', 'main()\n'],
  try: ['try:\n', 'finally:\n    pass\n'],
  with: ['with open("log"):\n', ''],
};

export type Wrapping = keyof typeof closed;

export function wrappings({ language }: Pick<Code, 'language'>): readonly string[] {
  return Object.keys(language === 'python' ? begun : closed);
}

/** All that follows the imports, wrapped; undefined where that would not be the same program. */
export function wrapped(code: Code, how: string): Change | undefined {
  const { text, root, language } = code;
  const start = behindImports(code);
  const isExported = root.named.some(({ type }) => type === 'export_statement');
  if (start === undefined || isExported || text.slice(start).trim() === '') return undefined;
  const [open, close] = (language === 'python' ? begun : closed)[how]!;
  const end = text.length;
  return withEdits(text, [
    { start, end: start, text: open },
    ...indented(code, start, '    '),
    { start: end, end, text: text.endsWith('\n') ? close : `\n${close}` },
  ]);
}

/** A function that no other one calls as a static method of a class. */
export function asMethods(code: Code): Change | undefined {
  const { text, root, language } = code;
  const functions = root.named.filter(({ type }) => /^function_(definition|declaration)$/.test(type));
  const edits = functions.flatMap((node): readonly Piece[] => {
    const name = node.field('name')!.text;
    const uses = text.match(new RegExp(`(?<![\\w$.])${name}(?![\\w$])`, 'g')) ?? [];
    if (uses.length > 1 || node.children[0]?.type === 'async' || indentOf(text, node) === undefined) return [];
    const inner = indented(code, node.start, '    ').filter(({ start }) => start < node.end);
    const isPython = language === 'python';
    const open = isPython ? `class Of_${name}:\n    @staticmethod\n` : `class Of_${name} {\n`;
    if (isPython) return [{ start: node.start, end: node.start, text: open }, ...inner];
    const keyword = node.children.find(({ type }) => type === 'function')!;
    return [
      { start: node.start, end: node.start, text: open },
      ...inner,
      { start: keyword.start, end: node.field('name')!.start, text: 'static ' },
      { start: node.end, end: node.end, text: '\n}' },
    ];
  });
  return edits.length === 0 ? undefined : withEdits(text, edits);
}
