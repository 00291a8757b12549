// Whether a condition holds for what a call gives: only that branch of the copy is taken. What a function is by itself can
// be either.
import { compares } from '../../../terms/comparison.ts';
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { Term } from '../../../terms/term.ts';
import { isText } from '../../../terms/text.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Frame } from '../../shared/lower/frame.ts';
import type { Session } from '../../shared/lower/session.ts';
import { isKnownModule } from '../libraries/index.ts';
import { isNothing } from '../../shared/lower/nothing.ts';

/**
 * Undefined where it is not known, and outside of copies.
 * @param tested - what the condition is
 */
export function truthOf(
  frame: Frame,
  condition: SyntaxNode | undefined,
  tested: Occurrence | undefined,
): boolean | undefined {
  if (frame.inlined === 0 || !condition || !tested) return undefined;
  const [first, second, ...more] = condition.named;
  const [left, right] = tested.operands;
  switch (condition.type) {
    case 'parenthesized_expression':
      return truthOf(frame, first, tested);
    case 'not_operator':
      return negated(truthOf(frame, first, left));
    case 'boolean_operator': {
      const sides = [truthOf(frame, first, left), truthOf(frame, second, right)];
      const decisive = condition.field('operator')?.text === 'or';
      return sides.includes(decisive) ? decisive : sides.includes(undefined) ? undefined : !decisive;
    }
    case 'comparison_operator': {
      if (!left || !right || more.length > 0) return undefined;
      const written = condition.children.filter((child) => child !== first && child !== second).map(({ text }) => text);
      return compared(frame, written.join(' '), left.term, right.term);
    }
    case 'identifier':
    case 'attribute':
    case 'true':
    case 'false':
    case 'none':
      return truthOfValue(frame, tested.term);
    default:
      return undefined;
  }
}

function negated(truth: boolean | undefined): boolean | undefined {
  return truth === undefined ? undefined : !truth;
}

function truthOfValue({ session }: Frame, term: Term): boolean | undefined {
  if (term.kind === 'constant') return term.value !== 0;
  if (isNothing(term)) return false;
  return isSomething(session, term) ? true : undefined;
}

/** An object or a function is something; a module may be None, where it could not be imported. */
function isSomething({ callables }: Session, term: Term): boolean {
  const callable = callables.get(term);
  return callable !== undefined && !(callable.kind === 'library' && isKnownModule(callable.path));
}

function compared({ session }: Frame, operator: string, left: Term, right: Term): boolean | undefined {
  const areNumbers = left.kind === 'constant' && right.kind === 'constant';
  switch (operator) {
    case 'is':
    case '==':
      return areEqual(left, right);
    case 'is not':
    case '!=':
      return negated(areEqual(left, right));
    case '<':
    case '<=':
    case '>':
    case '>=':
      return areNumbers ? compares(operator, left.value, right.value) : undefined;
    default:
      return undefined;
  }

  function areEqual(a: Term, b: Term): boolean | undefined {
    const isPlain = (term: Term) => term.kind === 'constant' || isNothing(term) || isText(term);
    if (isPlain(a) && isPlain(b)) return a === b;
    const [some, other] = isNothing(a) ? [b, a] : [a, b];
    // An object, or a function, is not None.
    return isNothing(other) && isSomething(session, some) ? false : undefined;
  }
}
