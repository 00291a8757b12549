// Statements of a block that compute what a later one of it reads: they are written again where that is needed before.
import type { Term } from '../../../terms/term.ts';
import { subterms } from '../../../terms/walk.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { syntaxOf } from '../../shared/lower/frame.ts';
import type { Session } from '../../shared/lower/session.ts';
import { Withheld } from '../../shared/write/withheld.ts';
import { declaredNames, isScope, writesIn } from '../lower/ownNames.ts';
import { wordsIn } from './names.ts';
import { hasComment } from './statements.ts';

/**
 * The statements that some code in a block needs, in order; throws `Withheld` where they do more than that.
 * @param sequence - what the block runs for each element of
 * @param why - said where the code does not stand in the block itself, or what it needs cannot be repeated
 */
export function preparationOf(
  session: Session,
  block: SyntaxNode,
  code: SyntaxNode,
  why: string,
  sequence: SyntaxNode | undefined,
): readonly SyntaxNode[] {
  const locals = declaredNames(block);
  const wanted = new Set([...wordsIn(code.text)].filter((word) => locals.has(word)));
  const before = statementsBefore(block, code);
  if (wanted.size === 0 && !before?.some(mayLeave)) return [];
  if (!before) throw new Withheld(why);
  const needed: SyntaxNode[] = [];
  for (const statement of [...before].reverse()) {
    const words = [...wordsIn(statement.text)].filter((word) => locals.has(word));
    if (!words.some((word) => wanted.has(word)) && !mayLeave(statement)) continue;
    if (!isRepeatable(statement, locals) || hasComment(statement)) throw new Withheld(why);
    words.forEach((word) => wanted.add(word));
    needed.unshift(statement);
  }
  if (needed.some(hasLabel)) throw new Withheld('it goes on at a label');
  if (needed.length > 0 && mayDiffer(session, [...needed, code], sequence)) throw new Withheld(why);
  return needed;
}

/** Whether some code has in it what may give another value where it runs again, but for what that is made of which it goes through. */
function mayDiffer(session: Session, nodes: readonly SyntaxNode[], sequence: SyntaxNode | undefined): boolean {
  const within = (outer: SyntaxNode, inner: SyntaxNode | undefined) =>
    inner?.source === outer.source && outer.start <= inner.start && inner.end <= outer.end;
  const given = new Set<Term>();
  const found = new Set<Term>();
  for (const place of session.places) {
    const node = syntaxOf(place);
    if (!place.own || !node) continue;
    const into =
      sequence && within(sequence, node) ? given : nodes.some((each) => within(each, node)) ? found : undefined;
    if (!into) continue;
    // What an unknown function gives of something it is taken to give again, but not what it gives of nothing.
    for (const part of subterms(place.term)) {
      if (part.kind === 'opaque' && !part.pure && part.operands.length < 2) into.add(part);
    }
  }
  return [...found].some((part) => !given.has(part));
}

/** Undefined where some code is run on conditions, or later. */
function statementsBefore(block: SyntaxNode, code: SyntaxNode): readonly SyntaxNode[] | undefined {
  let at = code;
  while (at.parent && at.parent !== block) {
    at = at.parent;
    if (isScope(at) || /^(if|while|do|for|for_in|switch|try)_statement$/.test(at.type)) return undefined;
  }
  return block.named.filter(({ end }) => end <= at.start);
}

function mayLeave(node: SyntaxNode): boolean {
  if (isScope(node)) return false;
  return /^(continue|break|return|throw)_statement$/.test(node.type) || node.named.some(mayLeave);
}

/** continue outer: what it names is not around the copy. */
function hasLabel(node: SyntaxNode): boolean {
  return node.type === 'statement_identifier' || node.named.some(hasLabel);
}

/** Whether a statement changes nothing but what is declared in its block. */
function isRepeatable(statement: SyntaxNode, locals: ReadonlySet<string>): boolean {
  if (/^(return|throw)_statement$/.test(statement.type)) return false;
  if (!writesIn(statement).every(({ name }) => locals.has(name.split('.')[0]!))) return false;
  const queue = [statement];
  for (let node = queue.pop(); node; node = queue.pop()) {
    if (/^(return|throw)_statement$|^(yield|await)_expression$/.test(node.type)) return false;
    const call = node.type === 'expression_statement' ? node.named[0] : undefined;
    if (call?.type === 'call_expression') {
      const root = /^[\w$]+/.exec(call.text)?.[0];
      if (root === undefined || !locals.has(root)) return false;
    }
    queue.push(...node.named);
  }
  return true;
}
