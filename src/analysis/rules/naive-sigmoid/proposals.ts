// What replaces a sigmoid that is written out: the library's own, or a form whose exponentials do not overflow.
import { comparison } from '../../terms/comparison.ts';
import type { Logistic } from '../../terms/logistic.ts';
import type { Occurrence } from '../../terms/occurrence.ts';
import { negated } from '../../terms/probability.ts';
import type { TermStore } from '../../terms/store.ts';
import type { Term } from '../../terms/term.ts';
import { subterms } from '../../terms/walk.ts';
import type { Proposal, RuleContext } from '../rule.ts';
import { leftBehind, namesBehind } from '../shared/places.ts';
import { valuePlan } from '../shared/plans.ts';
import { isOfNumbers, softplusByPairs } from '../shared/softplus.ts';

export function proposals({ store }: RuleContext, at: Occurrence, logistic: Logistic): readonly Proposal[] {
  const { name, argument } = logistic;
  const names = new Map([[argument, 'z']]);
  // Of exp(a) / (exp(a) + exp(b)) both.
  const exponentials = new Set([...subterms(at.term)].filter((part) => part.kind === 'map' && part.name === 'exp'));
  const unneeded = leftBehind(at, (value) => exponentials.has(value));
  if (name === 'tanh') {
    return [valuePlan({ form: 'library', title: 'Replace with tanh', at, by: store.map('tanh', argument), unneeded })];
  }
  if (name === 'multiple') return [ofMultiple(store, at, logistic, unneeded)];
  if (name === 'odds') return [ofOdds(store, at, argument, unneeded)];
  if (name === 'slope') {
    const title = 'Compute it from the library function';
    if (isScaled(at)) return [{ form: 'library', title, withheld: 'it is divided by something else, too' }];
    const sigmoid = store.map('sigmoid', argument);
    const by = store.binary('multiply', sigmoid, store.binary('subtract', store.constant(1), sigmoid));
    return [valuePlan({ form: 'library', title, at, by, unneeded, names: new Map([[sigmoid, 's']]) })];
  }
  const twice = name === 'silu' ? { names } : {};
  const whole = (sigmoid: Term) => (name === 'silu' ? store.binary('multiply', argument, sigmoid) : sigmoid);
  const library = valuePlan({
    form: 'library',
    title: 'Replace with the library function',
    at,
    by: whole(store.map('sigmoid', argument)),
    unneeded,
    ...twice,
  });
  if (isOfNumbers(at)) {
    const by = whole(twoBranches(store, argument));
    return [
      library,
      valuePlan({ form: 'inline', title: 'Take exp of negative numbers only', at, by, unneeded, names }),
    ];
  }
  const by = whole(store.map('exp', store.map('neg', softplusByPairs(store, negated(store, argument)))));
  return [
    library,
    valuePlan({ form: 'inline', title: 'Compute it as exp(-logaddexp(0, -x))', at, by, unneeded, ...twice }),
  ];
}

/** Whether what is divided by is more than a square. */
function isScaled({ term }: Occurrence): boolean {
  return term.kind === 'binary' && term.right.kind === 'binary' && term.right.name === 'multiply';
}

/** a exp(x) / (1 + a exp(x)) is a / (a + exp(-x)), whose exponential is inf where it is 0. */
function ofOdds(store: TermStore, at: Occurrence, argument: Term, unneeded: readonly Occurrence[]): Proposal {
  const title = 'Take exp of the other sign';
  const { term } = at;
  const odds = term.kind === 'binary' && term.left.kind === 'binary' ? term.left : undefined;
  const exponential = store.map('exp', argument);
  const a = odds?.left === exponential ? odds.right : odds?.left;
  if (!a) return { form: 'inline', title, withheld: 'what is beside the exponential is not told' };
  const by = store.binary('divide', a, store.binary('add', a, store.map('exp', negated(store, argument))));
  const names = new Map([[a, 'scale']]);
  return valuePlan({ form: 'inline', title, at, by, unneeded: [...unneeded, ...namesBehind(at, odds!)], names });
}

/** What is divided by 1 + exp(-x) is multiplied with the sigmoid instead. */
function ofMultiple(
  store: TermStore,
  at: Occurrence,
  { argument, exponents }: Logistic,
  unneeded: readonly Occurrence[],
): Proposal {
  const title = 'Multiply with the library function';
  const { term } = at;
  const exponential = store.map('exp', exponents[0]!);
  if (term.kind !== 'binary' || subterms(term.left).has(exponential)) {
    return { form: 'library', title, withheld: 'the exponential is a factor of what is divided' };
  }
  const by = store.binary('multiply', term.left, store.map('sigmoid', argument));
  return valuePlan({ form: 'library', title, at, by, unneeded });
}

/** 1 / (1 + exp(-x)) where x is not negative, and exp(x) / (1 + exp(x)) where it is. */
function twoBranches(store: TermStore, x: Term): Term {
  const one = store.constant(1);
  const exp = store.map('exp', x);
  const decaying = store.map('exp', negated(store, x));
  return store.where(
    comparison(store, '>=', x, store.constant(0)),
    store.binary('divide', one, store.binary('add', one, decaying)),
    store.binary('divide', exp, store.binary('add', one, exp)),
  );
}
