// Changes of how a text is laid out.
import type { SyntaxNode } from '../../../../../src/analysis/languages/syntax.ts';
import { isWithin, nodesIn } from '../parsed.ts';
import { pick, withEdits, type Change, type Choose, type Code, type Piece } from './change.ts';

/** Blanks in these are part of a value. */
const whole = /^(string|template_string|regex|comment|jsx_.*)$/;

const blocks = /^(module|block|program|statement_block|class_body)$/;

function isStatement(node: SyntaxNode): boolean {
  return blocks.test(node.parent?.type ?? '') && node.parent!.named.includes(node);
}

/** The blanks before a node on its line; undefined if something else stands there. */
export function indentOf(text: string, node: SyntaxNode): string | undefined {
  const line = text.slice(text.lastIndexOf('\n', node.start - 1) + 1, node.start);
  return /^[ \t]*$/.test(line) ? line : undefined;
}

const remarks = ['', 'shifted by the max', 'np.exp(x) / np.sum(np.exp(x))', '"""', "it's", '`', '😀', 'return', '*'];

/** Comments and blank lines between statements. */
export function interleaved({ text, language, root }: Code, choose: Choose): Change {
  const edits = nodesIn(root)
    .filter(isStatement)
    .flatMap((node): Piece[] => {
      const indent = indentOf(text, node);
      if (indent === undefined || choose(2) === 0) return [];
      const remark = pick(choose, remarks);
      const comment =
        language === 'python' ? `# ${remark}` : pick(choose, [`// ${remark}`, `/** ${remark}\n\n ${remark} */`]);
      return [{ start: node.start, end: node.start, text: `${pick(choose, [comment, ''])}\n${indent}` }];
    });
  return withEdits(text, edits);
}

/** Other line ends: CRLF, CR alone, or some of each. */
export function withLineEnds({ text }: Code, choose: Choose): Change {
  const ends = pick(choose, [['\r\n'], ['\r'], ['\r\n', '\n', '\r']]);
  const edits = [...text.matchAll(/\n/g)].map(({ index }) => ({
    start: index,
    end: index + 1,
    text: pick(choose, ends),
  }));
  return withEdits(text, edits);
}

/** Indents of another width, or of tabs; lines that begin within a string stay. */
export function reindented({ text, root, language }: Code, choose: Choose): Change {
  const unit = language === 'python' ? 4 : 2;
  const by = pick(choose, [' ', '   ', '\t', '        ']);
  const strings = nodesIn(root).filter(({ type }) => /^(string|template_string)$/.test(type));
  const edits = [...text.matchAll(/^ +(?=\S)/gm)].flatMap(({ index, 0: blanks }) => {
    if (strings.some(({ start, end }) => start < index && index < end)) return [];
    const level = blanks.length / unit;
    const changed = by.repeat(Math.floor(level)) + ' '.repeat(blanks.length % unit);
    return [{ start: index, end: index + blanks.length, text: changed }];
  });
  return withEdits(text, edits);
}

const brackets =
  /^(argument_list|parenthesized_expression|list|subscript|dictionary|parameters|arguments|array|subscript_expression|object)$/;

function leavesOf(root: SyntaxNode): readonly SyntaxNode[] {
  const visit = (node: SyntaxNode): readonly SyntaxNode[] =>
    node.children.length === 0 || whole.test(node.type) ? [node] : node.children.flatMap(visit);
  return visit(root).filter(({ start, end }) => end > start);
}

/** The innermost pair of brackets that both leaves stand in. */
function isInBrackets(left: SyntaxNode, right: SyntaxNode): boolean {
  const around = (node: SyntaxNode) => {
    let up = node.parent;
    while (up && !(brackets.test(up.type) && up.start < right.start && left.end < up.end)) up = up.parent;
    return up;
  };
  const common = around(left);
  if (!common || common !== around(right)) return false;
  // x[0] and f(0): what is called stands outside of the brackets.
  const open = common.children.find(({ type }) => /^[([{]$/.test(type));
  return open !== undefined && open.start <= left.start && right.end <= common.end;
}

/** Other blanks between tokens: none, many, a comment, or a new line where brackets allow it. */
export function spaced({ text, language, root }: Code, choose: Choose): Change {
  const leaves = leavesOf(root);
  const isPython = language === 'python';
  const edits = leaves.flatMap((right, index): Piece[] => {
    const left = leaves[index - 1];
    const gap = left ? text.slice(left.end, right.start) : '\n';
    if (!left || !/^ *$/.test(gap) || /comment/.test(left.type + right.type)) return [];
    // The mark of an optional parameter: the grammar takes no comment between the two.
    if (left.text === '?' && right.text === ':') return [];
    if (isWithin(right, /^jsx_/) || isWithin(left, /^jsx_/)) return [];
    if (choose(3) > 0) return [];
    const fillers = [' ', '   ', '\t'];
    if (/[([{,]$/.test(left.text) || /^[)\]},]/.test(right.text)) fillers.push('');
    if (!isPython) fillers.push(' /* , */ ');
    if (isPython && index > 0 && left.type !== 'line_continuation') fillers.push(' \\\n ');
    // A new line before or behind an arrow, or between an operand and ++, ends a statement of JavaScript.
    const mayBreak = isPython ? isInBrackets(left, right) : /^[([{,+*/]$/.test(left.text) && isInBrackets(left, right);
    // Not further left than the block: the grammar takes that for the block's end.
    const further = ' '.repeat(24);
    if (mayBreak) fillers.push(`\n${further}`, `  ${isPython ? '#' : '//'} )\n${further}`);
    return [{ start: left.end, end: right.start, text: pick(choose, fillers) }];
  });
  return withEdits(text, edits);
}

const operands =
  /^(binary_operator|argument_list|return_statement|binary_expression|arguments|unary_operator|parenthesized_expression)$/;
const expressions =
  /^(identifier|attribute|call|subscript|binary_operator|unary_operator|integer|float|list|conditional_expression|member_expression|call_expression|subscript_expression|binary_expression|unary_expression|number|ternary_expression|lambda|arrow_function)$/;

function isOperand(node: SyntaxNode): boolean {
  const { parent } = node;
  if (!parent || !expressions.test(node.type)) return false;
  const isAssigned =
    (parent.type === 'assignment' && parent.field('right') === node) ||
    (parent.type === 'variable_declarator' && parent.field('value') === node) ||
    (parent.type === 'arrow_function' && parent.field('body') === node);
  return isAssigned || (operands.test(parent.type) && parent.named.includes(node));
}

/** Redundant brackets around operands, arguments and assigned values. */
export function bracketed({ text, root }: Code, choose: Choose): Change {
  const edits = nodesIn(root)
    .filter((node) => isOperand(node) && choose(3) === 0)
    .flatMap(({ start, end }): Piece[] => [
      { start, end: start, text: '(' },
      { start: end, end, text: ')' },
    ]);
  return withEdits(text, edits);
}

/** Strings in the other quotes, where nothing in them has to be escaped. */
export function requoted({ text, root }: Code): Change {
  const edits = nodesIn(root).flatMap((node): Piece[] => {
    const found = node.type === 'string' ? /^(['"])([^'"\\\r\n]*)\1$/.exec(node.text) : null;
    if (!found || isWithin(node, /^(string|template_string|jsx_.*)$/)) return [];
    const quote = found[1] === '"' ? "'" : '"';
    return [
      { start: node.start, end: node.start + 1, text: quote },
      { start: node.end - 1, end: node.end, text: quote },
    ];
  });
  return withEdits(text, edits);
}
