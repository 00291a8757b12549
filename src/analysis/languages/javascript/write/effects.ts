// What some code does beside giving a value: it is not run twice, and what it changes is not read after it instead of before.
import { upstream, type Occurrence } from '../../../terms/occurrence.ts';
import { subterms } from '../../../terms/walk.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { syntaxOf } from '../../shared/lower/frame.ts';
import type { Session } from '../../shared/lower/session.ts';
import { callsForMore, doesMore } from '../../shared/write/callees.ts';
import { Withheld } from '../../shared/write/withheld.ts';
import { changesGiven } from '../lower/changes.ts';
import { changes, functions, unusedCalls } from './callees.ts';
import { requireSame } from './draws.ts';
import { addPattern, isScope, writesIn } from '../lower/ownNames.ts';

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
  }
}

const changing = 'what would be computed twice changes something';

/** The first word of some code. */
function rootOf({ text }: SyntaxNode): string | undefined {
  return /^[\w$]+/.exec(text)?.[0];
}

function* within(root: SyntaxNode): Generator<SyntaxNode> {
  const queue = [root];
  for (let node = queue.pop(); node; node = queue.pop()) {
    yield node;
    queue.push(...node.named);
  }
}

/**
 * Throws `Withheld` where new code at a place reads something that may have been changed since the exponentials were taken.
 * @param from - where the new code is read first
 */
export function requireUnchanged(at: Occurrence, node: SyntaxNode, code: string, from: number): void {
  const start = firstExponential(at, node);
  if (start === undefined || start >= from) return;
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
    unusedCalls(scope).some((call) => isBetween(call) && mayChange(call, words)) ||
    [...within(scope)].some((each) => isBetween(each) && isOfOne(storedTo(each), related))
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

/** The code of what some names are parts of, or have as parts: const row = rows[0], const { row } = o, x.subarray(1). */
function relatives(scope: SyntaxNode, words: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set<string>();
  const pairs = [...within(scope)].flatMap(partsNamed);
  for (let before = -1; before !== found.size;) {
    before = found.size;
    for (const pair of pairs) {
      if (pair.some((code) => words.has(code) || [...found].some((other) => isPartOf(code, other)))) {
        for (const code of pair) found.add(code);
      }
    }
  }
  return found;
}

function partsNamed(node: SyntaxNode): readonly (readonly [string, string])[] {
  const isLoop = node.type === 'for_in_statement';
  if (!isLoop && node.type !== 'variable_declarator') return [];
  const value = node.field(isLoop ? 'right' : 'value');
  const names = new Set<string>();
  const pattern = node.field(isLoop ? 'left' : 'name');
  addPattern(names, pattern);
  const view = value?.type === 'call_expression' ? value.field('function') : undefined;
  const of = view?.field('property')?.text === 'subarray' ? view.field('object') : value;
  if (!of || !/^(identifier|member_expression|subscript_expression)$/.test(of.type)) return [];
  const own = new Set(
    pattern?.named.filter(({ type }) => type === 'shorthand_property_identifier_pattern').map(({ text }) => text),
  );
  return [...names].map((name) => [name, own.has(name) ? `${of.text}.${name}` : of.text]);
}

/** Whether one of two is a part of the other, as rows[0] is of rows. */
function isPartOf(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return long.startsWith(short) && /^($|[.[])/.test(long.slice(short.length));
}

/** Where the first of the exponentials behind a value is taken, in the same function. */
function firstExponential(at: Occurrence, node: SyntaxNode): number | undefined {
  const starts: number[] = [];
  for (const place of upstream(at)) {
    const found = place.own && place.scope === at.scope ? syntaxOf(place) : undefined;
    if (found?.source !== node.source || found.start > node.start) continue;
    const isOfExponentials = [...subterms(place.term)].some((part) => part.kind === 'map' && part.name === 'exp');
    if (isOfExponentials && place.form !== 'join' && place.form !== 'loop') starts.push(found.start);
  }
  return starts.length === 0 ? undefined : Math.min(...starts);
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
  const isOfObject = object !== undefined && words.has(rootOf(object) ?? '');
  const method = callee?.field('property')?.text ?? '';
  if (isOfObject && !looking.test(method)) return known !== false || object.type === 'this';
  const isHarmless = /^(?:console|assert|Math)\b/.test(callee?.text ?? '');
  return known !== false && !isHarmless && given.some((each) => words.has(rootOf(each) ?? ''));
}
