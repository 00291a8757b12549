// What an input is drawn from, by how a term uses it: a logit, a target, a mask, an index.
import { bare, uncast } from '../terms/bare.ts';
import { comparisonOf } from '../terms/comparison.ts';
import { identityMatrix, oneHot, pickOne } from '../terms/gathers.ts';
import { asGrouped } from '../terms/groups.ts';
import type { BinaryTerm, Term } from '../terms/term.ts';
import { hasExponential } from '../terms/summedExponentials.ts';
import { operandsOf, subterms } from '../terms/walk.ts';

/**
 * - real: logits, and whatever nothing more is known of
 * - any: in the place of any value; logits, and some that are masked
 * - positive: a square root or a logarithm is taken of it as it is, as in `q @ k.T / np.sqrt(k.shape[-1])`, or it stands
 *   beside exponentials in a logarithm, as a weight or as how many they are, or beside a sum of them that something is divided by
 * - probability: a logarithm is taken of 1 − p
 * - target: a logarithm is multiplied by it; any weight, a class one-hot or 0 and 1, and a distribution
 * - one-hot: it says of itself that it is
 * - boolean: a choice is made by it
 * - weight: exponentials are left out where it is not positive; not negative, 0 in places, and nothing that gradients are taken of
 * - mask: added to what exp is taken of; any bias, and 0 or something very negative
 * - index: an element is picked by it
 * - group: it has the number of a group for each element along an axis
 */
export type Domain =
  | 'real'
  | 'any'
  | 'positive'
  | 'probability'
  | 'target'
  | 'one-hot'
  | 'boolean'
  | 'weight'
  | 'mask'
  | 'index'
  | 'group';

/** Of several uses the one that leaves the fewest values counts. */
const strictest: readonly Domain[] = [
  'group',
  'index',
  'boolean',
  'one-hot',
  'probability',
  'weight',
  'positive',
  'target',
  'mask',
  'any',
  'real',
];

/** The domain of each input of some terms. */
export function domainsOf(roots: readonly Term[], inputs: readonly Term[]): ReadonlyMap<Term, Domain> {
  const domains = new Map<Term, Domain>(inputs.map((input) => [input, ofItself(input)]));
  const add = (term: Term, domain: Domain): void => {
    const before = domains.get(term);
    if (before && strictest.indexOf(domain) < strictest.indexOf(before)) domains.set(term, domain);
    // Picking, reshaping and casting keep a sign, and what is one of two numbers.
    else if (!before && isPassing(term)) add(term.operand, domain);
  };
  const seen = new Set(roots);
  for (const term of seen) {
    addUses(term, add);
    for (const operand of operandsOf(term)) seen.add(operand);
  }
  return domains;
}

/** Whether it is a floating-point number, of which a gradient may be taken. */
export function isContinuous(domain: Domain): boolean {
  return (
    domain !== 'index' && domain !== 'group' && domain !== 'boolean' && domain !== 'one-hot' && domain !== 'weight'
  );
}

function ofItself(input: Term): Domain {
  if (input.kind === 'variable' && input.role === 'any') return 'any';
  return input.kind === 'opaque' && (input.key === oneHot || input.key === identityMatrix) ? 'one-hot' : 'real';
}

function isPassing(term: Term): term is Extract<Term, { kind: 'gather' | 'reshape' | 'cast' | 'refined' }> {
  return term.kind === 'gather' || term.kind === 'reshape' || term.kind === 'cast' || term.kind === 'refined';
}

function addUses(term: Term, add: (term: Term, domain: Domain) => void): void {
  switch (term.kind) {
    case 'where':
      add(term.condition, 'boolean');
      if (term.no.kind === 'constant' && term.no.value === -Infinity) addWeight(term.condition, add);
      break;
    case 'gather':
      if (term.key === pickOne) add(term.indices[0]!, 'index');
      break;
    case 'map':
      if (term.name === 'sqrt' || term.name === 'log') add(term.operand, 'positive');
      if (term.name === 'log') addComplement(term.operand, 'probability', add);
      if (term.name === 'log') addWeights(term.operand, add);
      if (term.name === 'exp') addMask(term.operand, add);
      break;
    case 'library':
      addMask(term.operand, add);
      if (term.name === 'binary-cross-entropy') for (const target of term.others.slice(0, 1)) add(target, 'target');
      break;
    case 'reduce':
      if (term.name === 'logsumexp') addMask(term.operand, add);
      break;
    case 'opaque': {
      const group = asGrouped(term);
      if (group) add(bare(group.index), 'group');
      break;
    }
    case 'binary':
      if (term.name === 'power' && isFraction(term.right)) add(term.left, 'positive');
      if (term.name === 'multiply') addTarget(term, add);
      if (term.name === 'divide') addBeside(term.right, add);
      break;
    default:
  }
}

/** w and n of log(sum(w * exp(x)) / n), which would have no value for most signs of them. */
function addWeights(term: Term, add: (term: Term, domain: Domain) => void): void {
  if (term.kind === 'reduce' || term.kind === 'reshape' || term.kind === 'cast') addWeights(term.operand, add);
  if (term.kind !== 'binary') return;
  const { name, left, right } = term;
  if (name !== 'add' && name !== 'multiply' && name !== 'divide') return;
  for (const [weight, other] of [[left, right] as const, [right, left] as const]) {
    if (!hasExponential(other)) continue;
    if (name !== 'add' && !hasExponential(weight)) add(weight, 'positive');
    addWeights(other, add);
  }
}

/** eps of exp(x) / (sum(exp(x)) + eps) */
function addBeside(divisor: Term, add: (term: Term, domain: Domain) => void): void {
  if (divisor.kind !== 'binary' || divisor.name !== 'add') return;
  const { left, right } = divisor;
  if (hasExponential(left) !== hasExponential(right)) add(hasExponential(left) ? right : left, 'positive');
  // What is shifted with the sum is multiplied with an exponential itself.
  for (const [sum, part] of [[left, right] as const, [right, left] as const]) {
    if (hasExponential(sum) && part.kind === 'binary' && part.name === 'multiply') add(part.left, 'positive');
  }
}

function addMask(exponent: Term, add: (term: Term, domain: Domain) => void): void {
  if (exponent.kind !== 'binary') return;
  if (exponent.name === 'add') add(exponent.right, 'mask');
  // The mask stands within what is shifted, too.
  if (exponent.name === 'subtract') addMask(exponent.left, add);
}

function addTarget({ left, right }: BinaryTerm, add: (term: Term, domain: Domain) => void): void {
  for (const [target, other] of [
    [left, right],
    [right, left],
  ] as const) {
    if (!holdsLogarithm(other)) continue;
    add(target, 'target');
    addComplement(target, 'target', add);
  }
}

/** w of where(w > 0, x, -inf) */
function addWeight(condition: Term, add: (term: Term, domain: Domain) => void): void {
  const compared = comparisonOf(condition);
  if (compared?.comparator !== '>' || compared.right.kind !== 'constant' || compared.right.value !== 0) return;
  add(compared.left, 'weight');
  addComplement(uncast(compared.left), 'boolean', add);
}

/** p of 1 − p. */
function addComplement(term: Term, domain: Domain, add: (term: Term, domain: Domain) => void): void {
  if (term.kind !== 'binary' || term.name !== 'subtract') return;
  if (term.left.kind === 'constant' && term.left.value === 1) add(term.right, domain);
}

function holdsLogarithm(term: Term): boolean {
  return [...subterms(term)].some(
    (part) =>
      (part.kind === 'map' && (part.name === 'log' || part.name === 'log-sigmoid' || part.name === 'softplus')) ||
      (part.kind === 'library' && part.name === 'log-softmax') ||
      (part.kind === 'reduce' && part.name === 'logsumexp'),
  );
}

function isFraction(term: Term): boolean {
  return term.kind === 'constant' && !Number.isInteger(term.value);
}
