// What callers do to a value before they give it: a function that takes the logarithm of its parameter takes that of clamp(p, 1e-4).
import { formats, round } from '../../../kernels/index.ts';
import { inside, unwrap } from '../../terms/logarithm.ts';
import type { Term, VariableTerm } from '../../terms/term.ts';
import type { FormatFact } from '../../findings.ts';
import type { RuleContext } from '../rule.ts';

/** How many calls a value is followed through. */
const maxCalls = 3;

/** Whether every call of a function gives what is kept from 0, or from 1 where its complement is meant, for a parameter. */
export function isGuardedByCalls(
  context: RuleContext,
  parameter: Term,
  complement: boolean,
  format: FormatFact,
  calls = 0,
): boolean {
  if (!isParameter(parameter) || calls > maxCalls) return false;
  const given = context.argumentsOf(parameter);
  return (
    given.length > 0 &&
    given.every((value) => {
      const { inner, layers } = unwrap(value);
      if (isKept(context, value, complement, format)) return true;
      const isPassedOn = layers.every(({ kind }) => kind === 'pick' || kind === 'shape' || kind === 'cast');
      return isPassedOn && isGuardedByCalls(context, inner, complement, format, calls + 1);
    })
  );
}

/** The same of all that a logarithm is taken of. */
export function isLogGuardedByCalls(context: RuleContext, operand: Term, format: FormatFact): boolean {
  const { inner, complement } = inside(operand);
  return isGuardedByCalls(context, inner, complement, format);
}

/** Whether a guard keeps a value from 0 or from 1, in the format that the logarithm is taken in. */
function isKept({ bounds }: RuleContext, value: Term, complement: boolean, { name }: FormatFact): boolean {
  const { layers, inner } = unwrap(value);
  const guards = layers.flatMap((layer) => ('value' in layer ? [layer] : []));
  // What is only between 0 and 1 for what it is made of says so where it is looked at itself.
  if (guards.length === 0) return false;
  const isBounded = complement
    ? round(bounds.high(value), formats[name]) < 1
    : round(bounds.low(value), formats[name]) > 0;
  const isOfSetting = guards.some(
    ({ kind, value: limit }) =>
      limit.kind !== 'constant' &&
      (complement ? kind === 'ceiling' : kind === 'floor' || (kind === 'epsilon' && bounds.low(inner) >= 0)),
  );
  return isBounded || isOfSetting;
}

function isParameter(term: Term): term is VariableTerm {
  return term.kind === 'variable' && term.role === 'parameter';
}
