// What some code does beside giving a value: it is not run twice, and what it changes is not read after it instead of before.
import { upstream, type Occurrence } from '../../../terms/occurrence.ts';
import type { Term } from '../../../terms/term.ts';
import { subterms } from '../../../terms/walk.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { syntaxOf } from '../../shared/lower/frame.ts';
import type { Session } from '../../shared/lower/session.ts';
import { callsForMore, doesMore } from '../../shared/write/callees.ts';
import { Withheld } from '../../shared/write/withheld.ts';
import { heldBy, isPartOf, relatives, within } from './relatives.ts';
import { isLeftToOthers } from './others.ts';
import { changesGiven } from '../lower/changes.ts';
import { changes, functions, unusedCalls } from './callees.ts';
import { requireSame } from './draws.ts';
import { callsUnknown, unknownCalls } from './unknown.ts';
import { isScope, writesIn } from '../lower/ownNames.ts';

/**
 * Throws `Withheld` where some code is not to run once more.
 * @param own - names of what is made anew in every run
 */
export function requireRepeatable(session: Session, nodes: readonly SyntaxNode[], own: ReadonlySet<string>): void {
  requireSame(session, nodes);
  for (const node of nodes) {
    if (callsForMore(session, node, functions).length > 0) throw new Withheld(doesMore);
    if (writesIn(node).some(({ name }) => !own.has(name.split('.')[0]!))) throw new Withheld(changing);
    for (const part of within(node)) {
      if (/^(yield|await)_expression$/.test(part.type)) throw new Withheld('the exponent is awaited');
      const root = rootOf(part);
      const isChange = part.type === 'call_expression' && changes(part) && !(root !== undefined && own.has(root));
      const isDeletion = part.type === 'unary_expression' && part.field('operator')?.text === 'delete';
      if (isChange || isDeletion) throw new Withheld(changing);
    }
    if (unknownCalls(session, node).length > 0) throw new Withheld(callsUnknown);
  }
}

const changing = 'what would be computed twice changes something';

/** The first word of some code. */
function rootOf({ text }: SyntaxNode): string | undefined {
  return /^[\w$]+/.exec(text)?.[0];
}

/**
 * Throws `Withheld` where new code at a place reads something that may have been changed since the exponentials were taken.
 * @param from - where the new code is read first
 */
export function requireUnchanged(at: Occurrence, node: SyntaxNode, code: string, from: number): void {
  const first = firstExponential(at, node);
  if (!first || first.start >= from) return;
  const { start } = first;
  const words = new Set(code.match(/(?<![.\w$])[A-Za-z_$][\w$]*/g));
  let scope = node;
  while (scope.parent && !isScope(scope)) scope = scope.parent;
  // What a round does after the place, it has done before the next one.
  let end = from;
  for (let outer = node.parent; outer && outer !== scope; outer = outer.parent) {
    if (/^(for|for_in|while|do)_statement$/.test(outer.type) && outer.start < from && start < outer.start)
      end = outer.end;
  }
  const isBetween = (each: SyntaxNode) => start <= each.start && each.end <= end;
  const related = relatives(scope, words);
  if (
    isLeftToOthers(scope, code, (each) => first.end <= each.start && isBetween(each)) ||
    unusedCalls(scope).some((call) => isBetween(call) && mayChange(call, words)) ||
    [...within(scope)].some(
      (each) => isBetween(each) && (isOfOne(storedTo(each), related) || isOfOne(viewStoredTo(each), words)),
    )
  ) {
    throw new Withheld('what it is computed from may have been changed since');
  }
}

function isOfOne(code: string | undefined, all: ReadonlySet<string>): boolean {
  return code !== undefined && [...all].some((other) => isPartOf(code, other));
}

/** The code of an array or object in which some code changes an element. */
function storedTo(node: SyntaxNode): string | undefined {
  if (node.type === 'call_expression') return changes(node) ? node.field('function')?.field('object')?.text : undefined;
  const target = /assignment_expression$/.test(node.type) ? node.field('left') : undefined;
  const changed = target ?? (node.type === 'update_expression' ? node.field('argument') : undefined);
  return changed?.type === 'subscript_expression' ? changed.field('object')?.text : undefined;
}

/** What x.subarray(1)[0] = v and new Float32Array(x.buffer)[0] = v change an element of. */
function viewStoredTo(node: SyntaxNode): string | undefined {
  const target = /assignment_expression$/.test(node.type) ? node.field('left') : undefined;
  const view = target?.type === 'subscript_expression' ? target.field('object') : undefined;
  return view && /^(?:call|new)_expression$/.test(view.type) ? heldBy(view)[0] : undefined;
}

/** Where the first of the exponentials behind a value is taken, in the same function. */
function firstExponential(at: Occurrence, node: SyntaxNode): SyntaxNode | undefined {
  const found: SyntaxNode[] = [];
  for (const place of upstream(at)) {
    const code = place.own && place.scope === at.scope ? syntaxOf(place) : undefined;
    if (code?.source !== node.source || code.start > node.start) continue;
    const isOfExponentials = [...subterms(place.term)].some(takesExponentials);
    if (isOfExponentials && place.form !== 'join' && place.form !== 'loop') found.push(code);
  }
  return found.sort((a, b) => a.start - b.start || a.end - b.end)[0];
}

function takesExponentials(part: Term): boolean {
  if (part.kind === 'map') return part.name === 'exp' || part.name === 'sigmoid';
  return part.kind === 'library' && part.name === 'softmax';
}

/** Methods that only go through an array. */
const looking = /^(?:forEach|map|some|every|reduce|log|warn|info|debug|error)$/;

/** Whether a call may change what one of some names holds: as its argument, or as the object of its method. */
function mayChange(call: SyntaxNode, words: ReadonlySet<string>): boolean {
  const known = changesGiven(call);
  const callee = call.field('function');
  const given = (call.field('arguments')?.named ?? []).filter(({ type }) =>
    /^(identifier|member_expression|this)$/.test(type),
  );
  const object = callee?.type === 'member_expression' ? callee.field('object') : undefined;
  // new DataView(x.buffer).setFloat32(0, v)
  const held = object?.type === 'new_expression' ? heldBy(object)[0] : object?.text;
  const isOfObject = held !== undefined && words.has(/^[\w$]+/.exec(held)?.[0] ?? '');
  const method = callee?.field('property')?.text ?? '';
  if (isOfObject && !looking.test(method)) return known !== false || object?.type === 'this';
  const isHarmless = /^(?:console|assert|Math)\b/.test(callee?.text ?? '');
  return known !== false && !isHarmless && given.some((each) => words.has(rootOf(each) ?? ''));
}
