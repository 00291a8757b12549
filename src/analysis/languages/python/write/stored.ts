// Exponents in the place of exponentials that loops store into an array, and the line after them that takes the exponentials.
import type { Edit } from '../../../findings.ts';
import type { Term } from '../../../terms/term.ts';
import { isWithin, partsOf, rootOf } from '../../shared/around.ts';
import { indentBefore, insertAt, newline, replaceNode } from '../../shared/write/edits.ts';
import { binding, inside } from '../../shared/write/piece.ts';
import { Withheld } from '../../shared/write/withheld.ts';
import { wordsOf } from '../../shared/words.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { numpy, torch } from '../libraries/families.ts';
import { freshName } from './names.ts';
import { functionAround } from '../around.ts';
import { maximum, reductionPlace } from './spelling.ts';
import { comprehensionAround, hasComment, openStatement, statementOf } from './statements.ts';
import type { Task } from './task.ts';

export function writeStored(task: Task): void {
  const [replacement] = task.plan.replacements;
  const largest = task.plan.maximum;
  const at = replacement?.at;
  const exponent = at?.operands[0];
  if (!at || !exponent || !largest) throw new Withheld('the exponential is not written out here');
  const node = task.syntax(at);
  if (hasComment(node)) throw new Withheld('a comment stands inside the code to replace');
  const divisions = task.plan.keeps.map((kept) => task.syntax(kept.at));
  const { array, made } = arrayFilled(node, divisions);
  const family = task.familyOf(reductionPlace(task)) ?? numpy;
  const isSame = task.familyOf(at) === family || (family === numpy && task.familyOf(at)?.name === 'math');
  const exp = family === numpy || family === torch ? family.functions.exp : undefined;
  if (!exp || !isSame) throw new Withheld('what is stored is of another library than the array');
  // NumPy's own are of doubles, which whatever is computed fits into.
  const isOfDoubles = family === numpy && !/_like$/.test(made.field('function')?.text ?? '');
  if (!isOfDoubles) task.assumed.add(`${array.text} has the format of what is stored into it`);
  const row = isOfRow(largest) ? rowDivided(task, array, divisions) : undefined;
  const place = row?.place ?? readerOf(array, divisions);
  const [target, source] = row ? [row.name, row.code] : [array.text, array.text];
  const shift = inside(maximum(task, largest, { text: source, binding: binding.atom }), binding.tight);
  const code = `${target} = ${task.call(place, exp.ways)}(${source} - ${shift})`;
  const { text } = place.source;
  const indent = indentBefore(text, place.start);
  if (indent === undefined) throw new Withheld('there is no line of its own before the sum');
  const argument = task.syntax(exponent).text;
  task.edits.push(replaceNode(node, /[\r\n]/.test(argument) ? `(${argument})` : argument));
  task.edits.push(insertAt(place, place.start, `${code}${newline(text)}${indent}`), ...(row?.edits ?? []));
}

/**
 * The name of the array whose elements are stored, which nothing else is called and nothing reads before the loops are done, and the
 * call that makes it.
 */
function arrayFilled(
  node: SyntaxNode,
  divisions: readonly SyntaxNode[],
): { readonly array: SyntaxNode; readonly made: SyntaxNode } {
  if (comprehensionAround(node)) throw new Withheld(undefined);
  const around = functionAround(node) ?? rootOf(node);
  const named = (name: string) =>
    [...partsOf(around)].filter(({ type, text }) => type === 'identifier' && text === name);
  const given = targetOf(node);
  // e = np.exp(d); p[i, j] = e
  const [stored, ...more] =
    given?.type === 'identifier' ? named(given.text).filter((each) => each.start !== given.start) : [];
  const target =
    stored && more.length === 0 && isWithin(stored, statementOf(given!).parent!) ? targetOf(stored) : given;
  const array = target?.type === 'subscript' ? target.field('value') : undefined;
  if (array?.type !== 'identifier') throw new Withheld('more than the exponential is stored into the array');
  const loop = loopsAround(node, divisions).at(-1);
  if (loop && [...partsOf(loop)].some(({ type }) => type === 'continue_statement')) {
    throw new Withheld('a round may end before the exponential is stored');
  }
  const mentions = named(array.text).filter(({ start }) => start < (loop?.end ?? node.end));
  const isMaking = ({ parent, start }: SyntaxNode) =>
    parent?.type === 'assignment' && parent.field('left')?.start === start && parent.field('right')?.type === 'call';
  const [made, ...others] = mentions.filter(isMaking);
  if (!made || others.length > 0 || !mentions.every((each) => isMaking(each) || isPassed(each, array))) {
    throw new Withheld('the array is read, or has another name, before all of it is there');
  }
  return { array, made: made.parent!.field('right')! };
}

/** What an assignment gives a value to, and does nothing else with it. */
function targetOf(node: SyntaxNode): SyntaxNode | undefined {
  let value = node;
  while (value.parent?.type === 'parenthesized_expression') value = value.parent;
  const assignment = value.parent;
  const isGiven = assignment?.type === 'assignment' && assignment.field('right')?.start === value.start;
  return isGiven ? assignment.field('left') : undefined;
}

/** Whether a name stands where nothing is read of what an array holds: where it is stored to, and of its lengths. */
function isPassed({ parent, start }: SyntaxNode, array: SyntaxNode): boolean {
  if (start === array.start) return true;
  if (parent?.type === 'attribute') return parent.field('attribute')?.text === 'shape';
  return parent?.type === 'argument_list' && parent.parent?.field('function')?.text === 'len';
}

/** The loops around some code, from the inside; a loop that ends after some other code is none of them. */
function loopsAround(node: SyntaxNode, outside: readonly SyntaxNode[]): readonly SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let at = node.parent; at && at.type !== 'function_definition'; at = at.parent) {
    if (outside.some((other) => isWithin(other, at))) break;
    if (at.type === 'for_statement') found.push(at);
  }
  return found;
}

/** The statement after the loops that reads the array first. */
function readerOf(array: SyntaxNode, divisions: readonly SyntaxNode[]): SyntaxNode {
  const loop = loopsAround(array, divisions).at(-1);
  const after = loop?.parent?.named.filter(({ start, type }) => start >= loop.end && type !== 'comment') ?? [];
  const reader = after.find(({ text }) => wordsOf(text).has(array.text));
  if (!reader || !divisions.every((each) => each.start >= reader.start && each.end <= loop!.parent!.end)) {
    throw new Withheld('the sum is not taken right after the loops');
  }
  return reader;
}

function isOfRow(largest: Term): boolean {
  return largest.kind === 'reduce' && largest.operand.kind === 'element';
}

interface Row {
  /** The statement in which it is divided by its sum, and what is written there in another way. */
  readonly place: SyntaxNode;
  readonly edits: readonly Edit[];
  /** How the row is written, and what its exponentials are called. */
  readonly code: string;
  readonly name: string;
}

/** Rows that another loop divides by their sum, one by one: their exponentials have a name there. */
function rowDivided(task: Task, array: SyntaxNode, [division, ...others]: readonly SyntaxNode[]): Row {
  if (!division || others.length > 0) throw new Withheld('the rows are divided in more than one place');
  const place = openStatement(division);
  readerOf(array, [division]);
  const loop = loopsAround(division, [])[0];
  const rows = [...partsOf(loop ?? place)].flatMap((part) =>
    part.type === 'identifier' && part.text === array.text ? [part.parent!] : [],
  );
  const [row] = rows;
  const areSame = rows.every(({ type, text }) => type === 'subscript' && text === row?.text);
  if (!row || !areSame || rows.some((each) => statementOf(each) !== place || hasComment(each))) {
    throw new Withheld('the rows are read in more than one place');
  }
  const name = freshName('weights', task, place);
  const inPlace = division.type === 'augmented_assignment' ? division : undefined;
  const right = inPlace?.field('right');
  if (inPlace && right?.type !== 'call') throw new Withheld('the rows are divided by more than their sum');
  const target = place.named[0]?.field('left');
  const read = rows.filter((each) => each.start !== target?.start);
  const edits = read.map((each) => replaceNode(each, name));
  if (right) edits.push({ ...insertAt(place, place.start, `${row.text} = ${name} / `), end: right.start });
  return { place, edits, code: row.text, name };
}
