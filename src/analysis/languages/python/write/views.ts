// Names that hold a part of what another name holds, in the same place: row of row = p[i], of for row in p, a of a, b = p.
import { partsOf } from '../../shared/around.ts';
import type { SyntaxNode } from '../../syntax.ts';

/** By each such name in some code, the names that it may hold a part of, by others' names as well. */
export class Views {
  private readonly bases = new Map<string, Set<string>>();

  constructor(around: SyntaxNode) {
    for (const part of partsOf(around)) {
      const [target, value] = boundBy(part);
      if (target && value) this.add(namesOf(target), baseNames(value));
      if (part.type === 'call') this.addStored(part);
    }
  }

  /** What a change through a name may change beside it. */
  behind(name: string): ReadonlySet<string> {
    const found = new Set<string>();
    const queue = [name];
    for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
      for (const base of this.bases.get(at) ?? []) {
        if (found.has(base)) continue;
        found.add(base);
        queue.push(base);
      }
    }
    found.delete(name);
    return found;
  }

  /** rows.append(e), held.update(k=e): from then on the object has it in it. */
  private addStored(call: SyntaxNode): void {
    const callee = call.field('function');
    const object = callee?.field('object');
    if (!object || !isStoring(call)) return;
    const given = (call.field('arguments')?.named ?? []).map((each) => each.field('value') ?? each);
    this.add(baseOf(object), given.flatMap(baseNames));
  }

  private add(names: readonly string[], bases: readonly string[]): void {
    for (const name of names) {
      const known = this.bases.get(name) ?? new Set();
      for (const base of bases) known.add(base);
      this.bases.set(name, known);
    }
  }
}

const known = new WeakMap<SyntaxNode, Views>();

/** Those of some code, which is gone through once. */
export function viewsIn(around: SyntaxNode): Views {
  const views = known.get(around) ?? new Views(around);
  known.set(around, views);
  return views;
}

const storing = /^(?:append|appendleft|extend|insert|add|update|setdefault)$/;

/** rows.append(e) */
export function isStoring(call: SyntaxNode): boolean {
  return storing.test(call.field('function')?.field('attribute')?.text ?? '');
}

/** What a statement or a clause gives a name, and what it is taken of. */
function boundBy(node: SyntaxNode): readonly (SyntaxNode | undefined)[] {
  switch (node.type) {
    case 'assignment':
    case 'for_statement':
    case 'for_in_clause':
      return [node.field('left'), node.field('right')];
    case 'named_expression':
      return [node.field('name'), node.field('value')];
    default:
      return [];
  }
}

function namesOf(target: SyntaxNode): readonly string[] {
  if (target.type === 'identifier') return [target.text];
  return /^(?:pattern_list|tuple_pattern|list_pattern)$/.test(target.type) ? target.named.flatMap(namesOf) : [];
}

/** The names of which a value may be a part, or of whose elements: of zip(p, q) both. */
function baseNames(value: SyntaxNode): readonly string[] {
  const callee = value.type === 'call' ? value.field('function') : undefined;
  if (
    callee &&
    /(?:^|\.)(?:enumerate|zip|reversed|list|tuple|iter|sorted|chain|islice|deque|dict|copy)$/.test(callee.text)
  )
    return (value.field('arguments')?.named ?? []).flatMap(baseNames);
  if (callee && /^(?:values|items)$/.test(callee.field('attribute')?.text ?? ''))
    return baseNames(callee.field('object')!);
  if (/^(?:tuple|list|set|expression_list|parenthesized_expression|dictionary)$/.test(value.type))
    return value.named.flatMap(baseNames);
  if (value.type === 'pair' || value.type === 'keyword_argument') return baseNames(value.field('value')!);
  if (value.type === 'list_comprehension')
    return value.named.flatMap((clause) => (clause.type === 'for_in_clause' ? baseNames(clause.field('right')!) : []));
  return value.type === 'identifier' || isInner(value) || value.type === 'attribute' ? baseOf(value) : [];
}

/** An element, a view or the result of a method. */
export function isInner(node: SyntaxNode): boolean {
  return node.type === 'subscript' || node.type === 'call' || isView(node);
}

function isView(node: SyntaxNode): boolean {
  return node.type === 'attribute' && /^(?:T|mT|H|flat|real|imag|data)$/.test(node.field('attribute')?.text ?? '');
}

/** The name at the beginning: ys of ys[t].ravel()[0] */
export function baseOf(node: SyntaxNode): readonly string[] {
  let at: SyntaxNode | undefined = node;
  while (at && at.type !== 'identifier') {
    // self.ys[t]: the attribute says what it is.
    if (at.type === 'attribute' && !isView(at)) return [at.field('attribute')?.text ?? ''];
    at = at.type === 'call' ? viewedBy(at) : (at.field('value') ?? at.field('object'));
  }
  return at ? [at.text] : [];
}

/** What a call gives a view of; undefined of one that makes something new. */
function viewedBy(call: SyntaxNode): SyntaxNode | undefined {
  const callee = call.field('function');
  return views.test(callee?.field('attribute')?.text ?? '') ? callee?.field('object') : undefined;
}

const views =
  /^(?:ravel|reshape|view|view_as|squeeze|unsqueeze|swapaxes|transpose|permute|t|detach|numpy|flatten|diagonal|chunk|split|expand|narrow|select)$/;
