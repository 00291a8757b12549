// Exponents that are distances, by what is computed of them: log(sum(p)) + beta * sum(d * p) / sum(p) of p = exp(-d * beta) is the
// entropy by which t-SNE looks for beta, and its distances are not negative.
import { uncast } from '../../terms/bare.ts';
import type { TermStore } from '../../terms/store.ts';
import type { Term } from '../../terms/term.ts';
import { subterms } from '../../terms/walk.ts';
import type { RuleContext } from '../rule.ts';

/** Whether such an entropy is computed somewhere. */
export function areDistances({ store, computed }: RuleContext, exponent: Term): boolean {
  const distances = negatedIn(exponent);
  if (!distances) return false;
  const exponential = store.map('exp', exponent);
  return computed.some(({ term }) => isEntropy(store, term, exponential, distances));
}

/** The d of -d * beta and of -beta * d, and beta: whichever has the sign may be either. */
function negatedIn(exponent: Term): readonly Term[] | undefined {
  if (exponent.kind === 'map') return exponent.name === 'neg' ? factorsIn(exponent.operand) : undefined;
  const factors = factorsIn(exponent);
  const negated = factors.find((factor) => factor.kind === 'map' && factor.name === 'neg');
  if (negated?.kind !== 'map') return undefined;
  return factors.map((factor) => (factor === negated ? negated.operand : factor));
}

function factorsIn(term: Term): readonly Term[] {
  return term.kind === 'binary' && term.name === 'multiply' ? [term.left, term.right] : [term];
}

function isEntropy(store: TermStore, term: Term, exponential: Term, distances: readonly Term[]): boolean {
  if (term.kind !== 'binary' || term.name !== 'add') return false;
  const [log, mean] = term.left.kind === 'map' ? [term.left, term.right] : [term.right, term.left];
  if (log.kind !== 'map' || log.name !== 'log') return false;
  const sum = uncast(log.operand);
  if (sum.kind !== 'reduce' || sum.name !== 'sum' || sum.operand !== exponential) return false;
  const weighed = distances.flatMap((each) => [
    store.binary('multiply', each, exponential),
    store.binary('multiply', exponential, each),
  ]);
  return [...subterms(mean)].some(
    (part) => part.kind === 'reduce' && part.name === 'sum' && weighed.includes(uncast(part.operand)),
  );
}
