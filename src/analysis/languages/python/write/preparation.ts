// What an exponent is computed by in a loop: statements that can be written, and run, once more before it.
import type { SyntaxNode } from '../../syntax.ts';
import { wordsOf } from '../../shared/words.ts';
import { indentBefore } from '../../shared/write/edits.ts';
import { Withheld } from '../../shared/write/withheld.ts';
import { carriedNames, changedNames } from '../lower/ownNames.ts';
import { hasComment } from './statements.ts';

/**
 * The statements of a loop's body that some code in it needs, in their order; none where it needs nothing of the loop but its
 * elements. They change nothing but names that each round sets anew before it reads them.
 */
export function preparationOf(body: SyntaxNode, code: SyntaxNode): readonly SyntaxNode[] {
  const changed = new Set([...changedNames(body)].flatMap((name) => name.split('.')));
  const wanted = readIn(code, changed);
  const before = statementsBefore(body, code);
  if (wanted.size === 0 && !before?.some(mayLeave)) return [];
  if (!before) throw new Withheld(why);
  const needed: SyntaxNode[] = [];
  for (const statement of [...before].reverse()) {
    const sets = [...changedNames(statement)].some((name) => wanted.has(name));
    if (!sets && !mayLeave(statement)) continue;
    if (!isRepeatable(statement) || hasComment(statement)) throw new Withheld(why);
    for (const word of readIn(statement, changed)) wanted.add(word);
    needed.unshift(statement);
  }
  const [set, numbers] = [new Set<string>(), new Set<string>()];
  for (const statement of needed) note(statement, set, changed, numbers);
  if ([...readIn(code, changed)].some((word) => !set.has(word))) throw new Withheld(why);
  // What they leave in a name after all rounds is not to be read where the first round begins.
  const carried = carriedNames(body.parent!, body);
  const names = needed.flatMap((statement) => [...changedNames(statement)]);
  if (names.some((name) => carried.has(name))) throw new Withheld(why);
  return needed;
}

const why = 'the exponent is computed in the loop';

function readIn(node: SyntaxNode, changed: ReadonlySet<string>): Set<string> {
  return new Set([...wordsOf(node.text)].filter((word) => changed.has(word)));
}

/**
 * Adds the names that a statement sets in any case; what it reads has to be set before, or it is from the round before.
 * @param numbers - names that hold a number: `z *= 2` of anything else may change it in place, which is not to happen twice
 */
function note(statement: SyntaxNode, set: Set<string>, changed: ReadonlySet<string>, numbers: Set<string>): void {
  const reads = (node: SyntaxNode | undefined) => {
    if (node && [...readIn(node, changed)].some((word) => !set.has(word))) throw new Withheld(why);
  };
  switch (statement.type) {
    case 'expression_statement':
      for (const part of statement.named) {
        reads(part.field('right'));
        if (part.type === 'augmented_assignment') {
          reads(part.field('left'));
          if (!numbers.has(part.field('left')?.text ?? '')) throw new Withheld(why);
          continue;
        }
        for (const name of wordsOf(part.field('left')?.text ?? '')) {
          set.add(name);
          if (isNumber(part.field('right'))) numbers.add(name);
          else numbers.delete(name);
        }
      }
      return;
    case 'for_statement': {
      reads(statement.field('right'));
      // It may have no round at all: what it alone sets is not set after it.
      const within = new Set(set);
      for (const name of wordsOf(statement.field('left')?.text ?? '')) within.add(name);
      for (const inner of statement.field('body')?.named ?? []) note(inner, within, changed, numbers);
      return;
    }
    case 'if_statement': {
      reads(statement.field('condition'));
      for (const inner of statement.field('consequence')?.named ?? []) note(inner, new Set(set), changed, numbers);
      return;
    }
    default:
  }
}

function isNumber(node: SyntaxNode | undefined): boolean {
  return node !== undefined && (node.type === 'float' || node.type === 'integer');
}

/** Undefined where some code is run on conditions, or later. */
function statementsBefore(body: SyntaxNode, code: SyntaxNode): readonly SyntaxNode[] | undefined {
  let at = code;
  while (at.parent && at.parent.start !== body.start) {
    at = at.parent;
    if (/^(if|while|for|with|try|match)_statement$|^(function|class)_definition$|^lambda$/.test(at.type))
      return undefined;
  }
  return body.named.filter(({ end, type }) => end <= at.start && type !== 'comment');
}

function mayLeave(node: SyntaxNode): boolean {
  if (node.type === 'function_definition' || node.type === 'class_definition') return false;
  return /^(continue|break|return|raise)_statement$/.test(node.type) || node.named.some(mayLeave);
}

/** Whether a statement sets names, or goes on to the next round, and does nothing else. */
function isRepeatable(statement: SyntaxNode): boolean {
  const within = (block: SyntaxNode | undefined) =>
    block !== undefined &&
    indentBefore(block.source.text, block.start) !== undefined &&
    block.named.every(isRepeatable);
  switch (statement.type) {
    case 'expression_statement':
      return statement.named.every(setsName) && !/\b(yield|await)\b|:=/.test(statement.text);
    case 'for_statement':
      return !statement.field('alternative') && !mayLeave(statement) && within(statement.field('body'));
    case 'if_statement':
      return statement.fields('alternative').length === 0 && within(statement.field('consequence'));
    case 'continue_statement':
      return true;
    default:
      return false;
  }
}

function setsName(node: SyntaxNode): boolean {
  if (node.type !== 'assignment' && node.type !== 'augmented_assignment') return false;
  const target = node.field('left');
  const isName = target?.type === 'identifier';
  const areNames = target?.type === 'pattern_list' && target.named.every(({ type }) => type === 'identifier');
  return (isName || areNames) && node.field('right')?.type !== 'assignment';
}
