import type { TermStore } from './store.ts';
import type { Axis, ShapeChange, Term } from './term.ts';

/** The terms a term is made of, the operand first. */
export function operandsOf(term: Term): readonly Term[] {
  switch (term.kind) {
    case 'variable':
    case 'constant':
      return [];
    case 'element':
      return [term.of];
    case 'opaque':
      return term.operands;
    case 'map':
    case 'cast':
    case 'refined':
      return [term.operand];
    case 'binary':
      return [term.left, term.right];
    case 'where':
      return [term.condition, term.yes, term.no];
    case 'reduce':
      return [term.operand, ...axisTerms(term.axis)];
    case 'library':
      return [term.operand, ...term.others, ...axisTerms(term.axis)];
    case 'reshape':
      return [term.operand, ...changeTerms(term.change)];
    case 'gather':
      return [term.operand, ...term.indices];
    case 'stack':
    case 'join':
      return term.items;
  }
}

function axisTerms(axis: Axis): readonly Term[] {
  return axis.kind === 'symbolic' ? [axis.term] : [];
}

function changeTerms(change: ShapeChange): readonly Term[] {
  if (change.to === 'insert') return typeof change.at === 'number' ? [] : [change.at];
  return 'operands' in change ? change.operands : [];
}

/** Every term below and including `root`, each once. */
export function subterms(root: Term): ReadonlySet<Term> {
  const seen = new Set([root]);
  for (const term of seen) for (const operand of operandsOf(term)) seen.add(operand);
  return seen;
}

/** The same term with every operand replaced by what `change` makes of it. */
export function rebuild(store: TermStore, term: Term, change: (operand: Term) => Term): Term {
  const axis = (a: Axis): Axis => (a.kind === 'symbolic' ? { kind: 'symbolic', term: change(a.term) } : a);
  switch (term.kind) {
    case 'variable':
    case 'constant':
      return term;
    case 'element':
      return store.element(change(term.of), term.nesting);
    case 'opaque':
      return store.opaque(term.key, term.operands.map(change), {
        pure: term.pure,
        ...(term.range && { range: term.range }),
        says: term.says,
      });
    case 'map':
      return store.map(term.name, change(term.operand));
    case 'cast':
      return store.cast(change(term.operand), term.format);
    case 'refined':
      return store.refined(change(term.operand), term.range);
    case 'binary':
      return store.binary(term.name, change(term.left), change(term.right));
    case 'where':
      return store.where(change(term.condition), change(term.yes), change(term.no));
    case 'reduce':
      return store.reduce(term.name, change(term.operand), axis(term.axis), term.keepdims);
    case 'library':
      return store.library(term.name, change(term.operand), axis(term.axis), term.others.map(change));
    case 'reshape':
      return store.reshape(rebuildChange(term.change, change), change(term.operand));
    case 'gather':
      return store.gather(change(term.operand), term.key, term.indices.map(change));
    case 'stack':
      return store.stack(term.items.map(change));
    case 'join':
      return store.join(term.items.map(change));
  }
}

function rebuildChange(shape: ShapeChange, change: (operand: Term) => Term): ShapeChange {
  if (shape.to === 'insert' && typeof shape.at !== 'number') return { to: 'insert', at: change(shape.at) };
  if (!('operands' in shape)) return shape;
  const operands = shape.operands.map(change);
  // The very same change is one that the code has written somewhere.
  return operands.every((operand, i) => operand === shape.operands[i]) ? shape : { ...shape, operands };
}

/** `root` with some values exchanged for others, wherever they stand in it. */
export function substitute(store: TermStore, root: Term, exchange: ReadonlyMap<Term, Term>): Term {
  const done = new Map(exchange);
  const change = (term: Term): Term => {
    const known = done.get(term);
    if (known) return known;
    const changed = rebuild(store, term, change);
    done.set(term, changed);
    return changed;
  };
  return change(root);
}
