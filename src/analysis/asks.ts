// What of a document other files may say more of: functions in which a parameter, or an attribute, decides whether anything fails.
import { isAttribute } from './terms/attributes.ts';
import { unwrap } from './terms/logarithm.ts';
import type { Occurrence } from './terms/occurrence.ts';
import { callOfValue, type Term } from './terms/term.ts';
import { subterms } from './terms/walk.ts';

/** The names of the functions and classes outside of functions in which that is so. */
export function asksOf(computed: readonly Occurrence[]): readonly string[] {
  const names = new Set<string>();
  for (const place of computed) {
    const name = place.form === 'expression' ? outermost(place.scope) : undefined;
    if (name !== undefined && !names.has(name) && isOpen(place.term)) names.add(name);
  }
  return [...names];
}

/** The function or class outside of others that a scope is in. Functions that are deep in each other have long names: only the start is read. */
function outermost(scope: string): string | undefined {
  const start = scope.indexOf('/') + 1;
  if (start === 0) return undefined;
  const end = scope.indexOf('/', start);
  return scope.slice(start, end < 0 ? undefined : end).replace(/[#~]\d+$/, '');
}

function isOpen(term: Term): boolean {
  switch (term.kind) {
    case 'library':
      return isGiven(term.operand) || isDivided(term.operand);
    case 'map':
      return (term.name === 'log' && isGiven(term.operand)) || (term.name === 'exp' && isDivided(term.operand));
    case 'binary':
      if (term.name === 'divide') return isOfArray(term.left) && isSetting(term.right);
      return term.name === 'power' && isDivided(term.right);
    default:
      return false;
  }
}

function isDivided(term: Term): boolean {
  return [...subterms(term)].some(
    (part) => part.kind === 'binary' && part.name === 'divide' && isSetting(unwrap(part.right).inner),
  );
}

/** Whether it is what a function is given, or what that gives, but for its shape, its format and what guards it. */
function isGiven(term: Term): boolean {
  const { inner } = unwrap(term);
  if (inner.kind === 'gather') return isGiven(inner.operand);
  return isSetting(inner) || inner.kind === 'element' || (inner.kind === 'opaque' && inner.key.startsWith(callOfValue));
}

function isOfArray(term: Term): boolean {
  return term.kind === 'gather' || term.kind === 'element';
}

/** A parameter, or what an object has: not what is computed from an array. */
function isSetting(term: Term): boolean {
  if (term.kind === 'opaque') return isAttribute(term);
  return term.kind === 'variable' && term.role === 'parameter';
}
