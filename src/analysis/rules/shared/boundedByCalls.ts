// What every call in the text gives a function, and all that methods leave in an attribute, may keep exponents small: distances of
// points of length 1.
import { bare } from '../../terms/bare.ts';
import { itemsOf } from '../../terms/logarithm.ts';
import { negated } from '../../terms/probability.ts';
import type { Term, VariableTerm } from '../../terms/term.ts';
import { substitute, subterms } from '../../terms/walk.ts';
import type { RuleContext } from '../rule.ts';

/** How many arguments of several parameters are put together. */
const mostExponents = 16;

/**
 * Whether something holds of an exponent for all that the calls of its function give. A function of its parameter as it stands
 * is one of numbers, whatever it is called with here.
 */
export function holdsByCalls(context: RuleContext, exponent: Term, holds: (exponent: Term) => boolean): boolean {
  const parameters = [...subterms(exponent)].filter(isParameter);
  if (parameters.some((parameter) => parameter === exponent || parameter === negated(context.store, exponent)))
    return false;
  let exponents: readonly Term[] = [exponent];
  for (const parameter of parameters) {
    const given = context.argumentsOf(parameter);
    if (given.length === 0 || exponents.length * given.length > mostExponents) continue;
    exponents = exponents.flatMap((each) =>
      given.map((value) => substitute(context.store, each, new Map([[parameter, value]]))),
    );
  }
  return exponents[0] !== exponent && exponents.every(holds);
}

/**
 * Whether all that calls give for a parameter is below a threshold, or the logarithm of something, as those of responsibilities: of what
 * is no function of any numbers.
 */
export function isBelowByCalls(context: RuleContext, exponent: Term, threshold: number): boolean {
  const given = isParameter(exponent) ? context.argumentsOf(exponent) : [];
  const isLog = (value: Term) => value.kind === 'map' && value.name === 'log';
  return given.length > 0 && given.every((value) => isLog(bare(value)) || context.bounds.high(value) <= threshold);
}

/**
 * Whether something holds of an exponent for all that the methods of a class leave in an attribute that it is of: distances, in each.
 * What begins as zeros is changed where it is.
 */
export function holdsByMethods(context: RuleContext, exponent: Term, holds: (exponent: Term) => boolean): boolean {
  for (const part of subterms(exponent)) {
    const values = part.kind === 'opaque' ? context.valuesOf(part) : [];
    if (values.length === 0 || values.length > mostExponents || !values.every(isComputed)) continue;
    if (values.every((value) => holds(substitute(context.store, exponent, new Map([[part, value]]))))) return true;
  }
  return false;
}

function isComputed(value: Term): boolean {
  const made = bare(value);
  if (made.kind === 'join' || made.kind === 'where') return itemsOf(made).every(isComputed);
  return made.kind === 'reduce' || made.kind === 'map' || made.kind === 'binary';
}

function isParameter(term: Term): term is VariableTerm {
  return term.kind === 'variable' && term.role === 'parameter';
}
