// Functions of the text that are called somewhere, and whether they do anything but give a value.
import { upstream, type Occurrence } from '../../../terms/occurrence.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { syntaxOf } from '../../shared/lower/frame.ts';
import type { Session } from '../../shared/lower/session.ts';

/** Whether a statement calls a function of the text that stores, prints or raises something: it does not only name a value. */
export function runsMore(session: Session, statement: SyntaxNode): boolean {
  return session.places.some((place) => {
    const node = syntaxOf(place);
    if (!place.own || place.form !== 'inlined' || node?.source !== statement.source) return false;
    const isWithin = statement.start <= node.start && node.end <= statement.end;
    return isWithin && functionsBehind(place).some(storesAny);
  });
}

/** The functions whose code a call runs. */
function functionsBehind(call: Occurrence): readonly SyntaxNode[] {
  const found = new Map<number, SyntaxNode>();
  for (const place of upstream(call, (each) => each.own && each !== call)) {
    let node = place.own ? undefined : syntaxOf(place);
    while (node && node.type !== 'function_definition') node = node.parent;
    // That an object was made is not what the call does.
    if (node && node.field('name')?.text !== '__init__') found.set(node.start, node);
  }
  return [...found.values()];
}

const more = /^(global|nonlocal|raise|assert|delete|with|print|try)_statement$|^(await|yield)$/;

/** Whether a function changes what is not its own, or has a statement that does not name anything. */
function storesAny(definition: SyntaxNode): boolean {
  const queue = [...(definition.field('body')?.named ?? [])];
  for (let node = queue.pop(); node; node = queue.pop()) {
    if (more.test(node.type)) return true;
    const target = /assignment$/.test(node.type) ? node.field('left') : undefined;
    if (target && /^(attribute|subscript)$/.test(target.type)) return true;
    if (node.type === 'expression_statement' && node.named[0]?.type === 'call') return true;
    queue.push(...node.named);
  }
  return false;
}
