import { firstOf } from '../../shared/write/statements.ts';
import type { Term } from '../../../terms/term.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { indentBefore, insertAt, newline, replaceNode } from '../../shared/write/edits.ts';
import { Withheld } from '../../shared/write/withheld.ts';
import { inOneLine } from './lines.ts';
import { isOlder } from './older.ts';
import { sequenceOf } from './sequences.ts';
import type { Sequence } from './types.ts';
import { functionOf, hasComment, isExpressionBody, openStatement, statementOf } from './statements.ts';
import type { Task } from './task.ts';
import { isUntyped } from './untyped.ts';

/** Code that is worth no name of its own when it is written twice: names, elements, and arithmetic on them. */
const cheap = new Set([
  ...['identifier', 'this', 'member_expression', 'property_identifier', 'subscript_expression', 'number'],
  ...['binary_expression', 'unary_expression', 'parenthesized_expression', 'non_null_expression'],
  ...['string', 'string_fragment', 'shorthand_property_identifier'],
]);

export function isCheap(node: SyntaxNode): boolean {
  return !/[\r\n]/.test(node.text) && cheap.has(node.type) && node.named.every(isCheap);
}

/** The words of some code that can be names in it. */
export function wordsIn(code: string): ReadonlySet<string> {
  return new Set(code.match(/(?<![.\p{L}\p{N}_$])[\p{L}_$][\p{L}\p{N}_$]*/gu));
}

/** The words of a function's code that are names at a place in it: not what callbacks beside the place call what they are given. */
export function wordsAt(place: SyntaxNode): ReadonlySet<string> {
  const words = new Set<string>();
  const queue = [functionOf(place)];
  for (let node = queue.pop(); node; node = queue.pop()) {
    const isCallback = node.type === 'arrow_function' || node.type === 'function_expression';
    const given = isCallback ? (node.field('parameters') ?? node.field('parameter')) : undefined;
    if (given && !(node.start <= place.start && place.end <= node.end)) {
      const own = wordsIn(given.text);
      for (const word of wordsIn(node.text)) if (!own.has(word)) words.add(word);
    } else if (node.named.length > 0) queue.push(...node.named);
    else for (const word of wordsIn(node.text)) words.add(word);
  }
  return words;
}

/** The wish, or the wish with a number, whichever is not among some words. */
function freshName(wish: string, words: ReadonlySet<string>): string {
  for (let n = 1; ; n++) {
    const name = n === 1 ? wish : `${wish}${n}`;
    if (!words.has(name)) return name;
  }
}

/** What a value is called here that a plan has a name for: the maximum hides no function. */
export function wishFor(planned: string | undefined): string | undefined {
  return planned === 'largest' ? 'max' : planned;
}

/** Names given to values on lines before statements. */
export class GivenNames {
  private readonly given: { readonly statement: SyntaxNode; readonly term: Term; readonly name: string }[] = [];

  private readonly reserved: string[] = [];

  /** What names that were given hold that may be gone through in another way than an array. */
  readonly sequences = new Map<string, Sequence>();

  /** Classes of the arrays that names which were given hold. */
  readonly classes = new Map<string, string>();

  /** Names of what has the type any. */
  readonly untyped = new Set<string>();

  /** @param reader - what else reads a name, so that it is given before that if it can be */
  constructor(
    private readonly task: Task,
    private readonly reader?: SyntaxNode,
  ) {}

  /** A name that nothing around a place has or is given. */
  fresh(wish: string, within: SyntaxNode): string {
    return freshName(wish, new Set([...wordsIn(functionOf(within).text), ...this.task.given.keys(), ...this.reserved]));
  }

  /** What a new callback calls what it is given: other callbacks may call theirs the same. */
  freshParameter(wish: string, within: SyntaxNode): string {
    return freshName(wish, new Set([...wordsAt(within), ...this.task.given.keys(), ...this.reserved]));
  }

  /** The same; it is given to nothing else afterwards. */
  reserve(wish: string, within: SyntaxNode): string {
    const name = this.fresh(wish, within);
    this.reserved.push(name);
    this.task.given.set(name, functionOf(within));
    return name;
  }

  /** The name of a value, if it was given before a node where it can be read. */
  find(node: SyntaxNode, term: Term): string | undefined {
    return this.given.find((each) => each.term === term && isAround(each.statement, node))?.name;
  }

  /** A name for a value, given on lines before the statement of a node; the same value gets one name. */
  give(node: SyntaxNode, term: Term, wish: string, lines: (name: string) => readonly string[]): string {
    const before = this.find(node, term);
    if (before !== undefined) return before;
    const statement = this.statementFor(node);
    const name = this.fresh(wish, statement);
    this.task.given.set(name, functionOf(statement));
    const end = isExpressionBody(statement) ? this.task.opened(statement) : endOfLine(statement);
    const older = isOlder(statement);
    const code = lines(name)
      .map((line) => (older ? line.replace(/^(?:const|let) /, 'var ') : line) + end)
      .join('');
    this.given.push({ statement, term, name });
    this.task.edits.push(insertAt(statement, statement.start, code));
    return name;
  }

  private statementFor(node: SyntaxNode): SyntaxNode {
    return firstOf(openStatement(node), this.reader && openStatement(this.reader));
  }

  /** The same without that, where the code around the node is replaced. */
  giveBefore(node: SyntaxNode, term: Term, wish: string): string {
    const before = this.find(node, term);
    if (before !== undefined) return before;
    if (hasComment(node)) throw new Withheld('a comment stands inside the array');
    if (hasCallBefore(statementOf(node), node)) throw new Withheld('something else would be computed after it');
    const name = this.giveValue(node, term, wish, () => inOneLine(node.text));
    this.sequences.set(name, sequenceOf(node));
    return name;
  }

  /** A name for what a node computes as a part of its statement, on a line before that; it is then read there. */
  giveInPlace(node: SyntaxNode, term: Term, wish: string): string {
    const before = this.find(node, term);
    if (before !== undefined) return before;
    if (hasComment(node)) throw new Withheld('a comment stands inside the array');
    if (hasCallBefore(statementOf(node), node)) throw new Withheld('something else would be computed after it');
    const name = this.giveValue(node, term, wish, () => inOneLine(node.text));
    this.sequences.set(name, sequenceOf(node));
    this.task.edits.push(replaceNode(node, name));
    return name;
  }

  /** The same for a value whose code is an expression. */
  giveValue(node: SyntaxNode, term: Term, wish: string, code: () => string): string {
    return this.give(node, term, wish, (name) => {
      const value = code();
      if (isUntyped(value, node)) this.untyped.add(name);
      return [`const ${name} = ${value};`];
    });
  }
}

/** What stands between a line and a statement after it; a space where the statement has no line of its own. */
function endOfLine({ source: { text }, start }: SyntaxNode): string {
  const indent = indentBefore(text, start);
  return indent === undefined ? ' ' : newline(text) + indent;
}

/** Whether some code does anything before a part of it does. */
export function hasCallBefore(outer: SyntaxNode, part: SyntaxNode): boolean {
  if (outer.start >= part.start) return false;
  const isDone = outer.end <= part.start;
  if (isDone && /call|new_expression|await|yield|update|assignment/.test(outer.type)) return true;
  return outer.named.some((inner) => hasCallBefore(inner, part));
}

/** Whether what stands before a statement can be read in another one. */
export function isAround(statement: SyntaxNode, other: SyntaxNode): boolean {
  for (let at: SyntaxNode | undefined = other; at; at = at.parent) {
    if (at.parent === statement.parent) return statement.start <= at.start;
  }
  return false;
}
