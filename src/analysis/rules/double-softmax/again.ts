// A softmax that is written out, as in a function of the text, of what is a softmax already.
import { unwrap } from '../../terms/logarithm.ts';
import type { Occurrence } from '../../terms/occurrence.ts';
import { probabilityOf, type Probability } from '../../terms/probability.ts';
import { substitute } from '../../terms/walk.ts';
import type { Match, RuleContext } from '../rule.ts';
import { contains, formatAt, namesBehind, placesBehind, placesWithin } from '../shared/places.ts';
import { valuePlan } from '../shared/plans.ts';
import { shortened } from '../shared/wording.ts';

export function writtenAgain(context: RuleContext): readonly Match[] {
  const found = new Map<Occurrence, Match>();
  for (const at of context.computed) {
    const given = givenTo(context, at);
    if (given && !found.has(given.argument)) found.set(given.argument, match(context, at, given));
  }
  return [...found.values()];
}

interface Given {
  /** Where the first softmax is handed over. */
  readonly argument: Occurrence;
  readonly first: Probability;
}

function givenTo(context: RuleContext, at: Occurrence): Given | undefined {
  if (!at.own || at.form === 'read' || at.term.kind !== 'binary') return undefined;
  const second = writtenOut(context, at);
  const first = second && firstIn(context, second);
  if (!second || !first) return undefined;
  const isGiven = (place: Occurrence) => place.own && place !== at && place.term === second.logits;
  const argument = placesWithin(at, isGiven)[0] ?? placesBehind(at, isGiven)[0];
  return argument && { argument, first };
}

function writtenOut({ store, bounds }: RuleContext, { term }: Occurrence): Probability | undefined {
  const probability = probabilityOf(store, bounds, term);
  return probability?.kind === 'softmax' ? probability : undefined;
}

function firstIn({ store, bounds }: RuleContext, { logits }: Probability): Probability | undefined {
  const { layers, inner } = unwrap(logits);
  if (layers.some(({ kind }) => kind !== 'cast' && kind !== 'shape')) return undefined;
  const first = probabilityOf(store, bounds, inner);
  return first?.kind === 'softmax' ? first : undefined;
}

function match(context: RuleContext, at: Occurrence, { argument, first }: Given): Match {
  const { store } = context;
  const what = shortened(context.textOf(argument));
  const named = /softmax/i.test(what) ? what : `${what}, a softmax,`;
  const title = 'Pass the logits';
  return {
    at: contains(at, argument) ? argument : at,
    message: `${named} goes into another softmax: of values in [0, 1] the largest probability is at most e times the least`,
    format: formatAt(context, argument.term, argument.usualFormat ? argument : at),
    subject: context.textOf(argument),
    reasons: [
      { span: argument.span, message: `${what} is a softmax: in [0, 1], adding up to 1` },
      { span: at.span, message: 'takes logits, and is a softmax itself' },
    ],
    proposals: () => {
      if (!contains(at, argument)) return [{ form: 'inline', title, withheld: 'both are written out' }];
      const exchange = new Map([[first.term, first.logits]]);
      const plan = valuePlan({
        form: 'inline',
        title,
        at: argument,
        by: substitute(store, argument.term, exchange),
        meaning: 'changed',
        unneeded: namesBehind(at, first.term),
        doubts: ['the result changes: one softmax is taken, not two'],
      });
      const after = substitute(store, at.term, exchange);
      return [{ ...plan, keeps: [{ at, by: after }], exchange: new Map([[at.term, after]]) }];
    },
  };
}
