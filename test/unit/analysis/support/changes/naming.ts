// A part of an expression given a name on the line before, and a name that is used once written out.
import type { SyntaxNode } from '../../../../../src/analysis/languages/syntax.ts';
import { nodesIn } from '../parsed.ts';
import { indentOf } from './layout.ts';
import { pick, withEdits, type Choose, type Code, type Range, type Spelling } from './change.ts';

const statements = /^(return_statement|expression_statement|lexical_declaration)$/;
const blocks = /^(module|program|block|statement_block)$/;
const parts = /^(call|binary_operator|attribute|subscript|call_expression|binary_expression|subscript_expression)$/;
/** What is not computed once, or not before the rest of the statement, or is no value. */
const barriers =
  /^(lambda|arrow_function|function_expression|list_comprehension|generator_expression|dictionary_comprehension|set_comprehension|conditional_expression|ternary_expression|boolean_operator|await|await_expression|yield|named_expression|assignment_expression|augmented_assignment_expression|interpolation|template_string|type|type_annotation|keyword_argument|update_expression|object|dictionary|string|sequence_expression|decorator)$/;

const squeezed = (code: string) => code.replace(/\/\*.*?\*\/|#.*|\/\/.*|[\s();]/g, '');

/** The expressions of a statement whose values do not depend on when in it they are computed. */
function namable(statement: SyntaxNode): readonly SyntaxNode[] {
  const found: SyntaxNode[] = [];
  const visit = (node: SyntaxNode) => {
    if (barriers.test(node.type)) return;
    const { parent } = node;
    const isCalled = parent?.field('function') === node;
    const isTarget = parent?.field('left') === node && /assignment/.test(parent.type);
    const isWhole = parent === statement || parent?.field('right') === node || parent?.field('value') === node;
    if (parts.test(node.type) && !isCalled && !isTarget && !(isWhole && statement.type !== 'return_statement'))
      found.push(node);
    // x.a.f(): only the object of what is called can have a name.
    if (!isTarget) node.named.forEach(visit);
  };
  if (statement.type === 'expression_statement' && !/assignment/.test(statement.named[0]?.type ?? '')) return [];
  statement.named.forEach(visit);
  return found.filter(({ text }) => /[(]|[-+*/]/.test(text));
}

/** One part of one statement gets a name; undefined where nothing can. */
export function named(code: Code, choose: Choose): Spelling | undefined {
  const { text, language, root } = code;
  const candidates = nodesIn(root)
    .filter(({ type, parent }) => statements.test(type) && blocks.test(parent?.type ?? ''))
    .flatMap((statement) => namable(statement).map((node) => ({ statement, node })));
  if (candidates.length === 0) return undefined;
  const { statement, node } = pick(choose, candidates);
  const indent = indentOf(text, statement);
  if (indent === undefined) return undefined;
  const name = 'named_part';
  const line = language === 'python' ? `${name} = ${node.text}` : `const ${name} = ${node.text};`;
  const change = withEdits(text, [
    { start: statement.start, end: statement.start, text: `${line}\n${indent}` },
    { start: node.start, end: node.end, text: name },
  ]);
  const { start } = statement;
  return { text: change.text, same: functionAround, line: { start, end: start + line.length } };
}

/** Of the logarithms of a loss the first is underlined, which another can become: in which function is what stays. */
function functionAround(code: string, { start }: Range): string {
  const heads = [...code.slice(0, start).matchAll(/\b(?:def|function) (\w+)|\bconst (\w+) = (?:\(|\w+ =>)/g)];
  return heads.at(-1)?.[0] ?? '';
}

/** One name that is given a value and used once, in the statement behind, is written out; undefined where there is none. */
export function inlined(code: Code, choose: Choose): Spelling | undefined {
  const { text, root } = code;
  const candidates = nodesIn(root)
    .filter(({ type, parent }) => statements.test(type) && blocks.test(parent?.type ?? ''))
    .flatMap((statement) => {
      const [only, ...more] = statement.named;
      const target = only?.field('left') ?? only?.field('name');
      const value = only?.field('right') ?? only?.field('value');
      const siblings = statement.parent!.named;
      const next = siblings[siblings.indexOf(statement) + 1];
      if (more.length > 0 || target?.type !== 'identifier' || !value || !next) return [];
      if (only?.type !== 'assignment' && only?.type !== 'variable_declarator') return [];
      if (!statements.test(next.type) || indentOf(text, statement) === undefined || indentOf(text, next) === undefined)
        return [];
      if (only.field('type') || !/\(|[-+*/]/.test(value.text) || barriers.test(value.type)) return [];
      let scope: SyntaxNode = statement;
      while (scope.parent && !/^(function_|arrow_function|method_)/.test(scope.type)) scope = scope.parent;
      const uses = nodesIn(scope).filter((node) => node.type === 'identifier' && node.text === target.text);
      const use = uses.find((node) => node.start >= next.start && node.end <= next.end);
      if (uses.length !== 2 || !use || isIn(use, next, barriers)) return [];
      if (use.parent?.field('left') === use && /assignment/.test(use.parent.type)) return [];
      return [{ statement, next, value, use }];
    });
  if (candidates.length === 0) return undefined;
  const { statement, next, value, use } = pick(choose, candidates);
  const between = text.slice(statement.end, next.start);
  const change = withEdits(text, [
    {
      start: statement.start,
      end: next.start,
      text: between.replace(/^[^\n]*\n\s*/, '').replace(/^[ \t]+(?=[^ \t\n]*$)/, ''),
    },
    { start: use.start, end: use.end, text: `(${value.text})` },
  ]);
  const word = new RegExp(`(?<![\\w$.])${use.text}(?![\\w$])`, 'g');
  const same: Spelling['same'] = (code, { start, end }) =>
    squeezed(code.slice(start, end).replace(word, () => value.text));
  return { text: change.text, same };
}

function isIn(node: SyntaxNode, outer: SyntaxNode, types: RegExp): boolean {
  for (let at: SyntaxNode | undefined = node; at && at !== outer; at = at.parent) if (types.test(at.type)) return true;
  return false;
}
