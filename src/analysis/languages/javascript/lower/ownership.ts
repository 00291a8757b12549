// What a scope stores in arrays and objects: whether anything else sees it, and for how long.
import { definitionsOf, type Occurrence } from '../../../terms/occurrence.ts';
import type { Term } from '../../../terms/term.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { syntaxOf, type Frame } from '../../shared/lower/frame.ts';

/** Whether a name holds an array or object that was made in this scope, so that only what is done with it later leaves. */
export function isOwn(frame: Frame, name: string): boolean {
  const binding = frame.ownNames.has(name) ? frame.environment.get(name) : undefined;
  let place = binding?.kind === 'value' ? binding.occurrence : undefined;
  for (let steps = 0; place && steps < 50; steps++) {
    const node = syntaxOf(place);
    if (node && /^(array|object|new_expression)$/.test(node.type)) return true;
    // What a callback carries around stands where its call does.
    if (node?.type === 'call_expression' && place.form !== 'loop') {
      const callee = node.field('function');
      if (callee?.field('property')?.text !== 'push') return making.test(callee?.text ?? '');
      [place] = place.operands;
      continue;
    }
    if (place.form === 'expression' && node?.type !== 'subscript_expression') return false;
    place = place.operands.at(-1);
  }
  return false;
}

/** Calls that make a new array or object. */
const making = /^(?:\w*Array(?:\.from|\.of)?|Object\.create|.*\.(?:map|filter|slice|concat|fill))$/s;

/** x[i] = v in an array that others may see. */
interface Store {
  readonly target: SyntaxNode;
  readonly places: readonly Term[];
  readonly value: Occurrence;
}

const stores = new WeakMap<Occurrence, Store>();

/**
 * Notes a store whose value leaves. One that a loop before it has made at all the same places, with nothing in between that could
 * end the function, is seen by nobody: its value does not leave.
 * @param changed - the array after it
 * @param before - the array before it
 */
export function noteStore(frame: Frame, store: Store, changed: Occurrence, before: Occurrence): void {
  stores.set(changed, store);
  for (const definition of definitionsOf(before)) {
    const earlier = stores.get(definition);
    if (!earlier || !isSame(earlier.places, store.places) || !isOverwritten(earlier.target, store.target)) continue;
    const { leaving } = frame.session;
    const index = leaving.lastIndexOf(earlier.value);
    if (index >= 0) leaving.splice(index, 1);
  }
}

function isSame(a: readonly Term[], b: readonly Term[]): boolean {
  return a.length === b.length && a.every((term, index) => term === b[index]);
}

/** Whether a statement of a loop makes up, in every round, for one of a loop before that stands in the same block. */
function isOverwritten(earlier: SyntaxNode, later: SyntaxNode): boolean {
  const after = roundsAround(later);
  for (let loop: SyntaxNode | undefined = earlier; loop; loop = loop.parent) {
    const next = isLoop(loop) ? after.find(({ parent }) => parent === loop.parent) : undefined;
    if (!next || next.start < loop.end) continue;
    const between = loop.parent!.named.filter(({ start, end }) => start >= loop.start && end <= next.end);
    return !between.some(mayEnd);
  }
  return false;
}

/** The loops around a statement that is run in each of their rounds, the innermost first. */
function roundsAround(target: SyntaxNode): readonly SyntaxNode[] {
  const loops: SyntaxNode[] = [];
  for (let at = target.parent; at; at = at.parent) {
    if (isLoop(at)) loops.push(at);
    else if (!/^(augmented_)?assignment_expression$|^expression_statement$|^statement_block$/.test(at.type)) break;
  }
  return loops;
}

function isLoop({ type }: SyntaxNode): boolean {
  return type === 'for_statement' || type === 'for_in_statement';
}

const ends = /^(return|throw|break|continue)_statement$|^(yield|await)_expression$/;

function mayEnd(node: SyntaxNode): boolean {
  return ends.test(node.type) || node.named.some(mayEnd);
}
