// A sigmoid whose result goes into a binary cross-entropy of logits, which applies a sigmoid of its own.
import type { Match, Rule, RuleContext } from '../rule.ts';
import { formatAt } from '../shared/places.ts';
import { callsOfProbabilities, forSomeCall, giveInstead, placeOf, type Call } from '../shared/squashed.ts';
import { rounded, shortened } from '../shared/wording.ts';

export const sigmoidIntoLogitsLoss: Rule = { id: 'sigmoid-into-logits-loss', find };

function find(context: RuleContext): readonly Match[] {
  return callsOfProbabilities(context, (term) => term.kind === 'library' && term.name === 'binary-cross-entropy').map(
    (call) => match(context, call),
  );
}

function match(context: RuleContext, call: Call): Match {
  const { place, argument, probability } = call;
  const short = shortened(context.textOf(argument));
  const what = new RegExp(probability.kind, 'i').test(short) ? short : `${short}, a ${probability.kind},`;
  const [zero, one] = [Math.LN2, Math.log1p(Math.exp(-1))].map(rounded);
  return {
    at: placeOf(call),
    message: `${what} goes into a loss that applies a sigmoid itself: the loss is never below ${zero} for a target of 0 and ${one} for 1, and gradients vanish`,
    format: formatAt(context, argument.term, argument),
    subject: context.textOf(argument),
    reasons: [
      { span: argument.span, message: `${short} is a ${probability.kind}${forSomeCall(call)}: in [0, 1]` },
      { span: place.span, message: 'takes logits: of 0 to 1 it makes probabilities of 0.5 to 0.73' },
    ],
    proposals: () => [
      giveInstead(context, call, probability.logits, {
        title: 'Pass the logits',
        doubt: 'the loss changes: one sigmoid is taken, not two',
      }),
    ],
  };
}
