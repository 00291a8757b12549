// A softmax whose result goes into something that takes logits, and applies a softmax of its own.
import type { Severity } from '../../findings.ts';
import { unwrap } from '../../terms/logarithm.ts';
import type { Occurrence } from '../../terms/occurrence.ts';
import type { LibraryName } from '../../terms/term.ts';
import type { Match, Proposal, Rule, RuleContext } from '../rule.ts';
import { formatAt } from '../shared/places.ts';
import {
  callsOfProbabilities,
  forSomeCall,
  giveInstead,
  isCall,
  placeOf,
  type Call,
  type Taking,
} from '../shared/squashed.ts';
import { rounded, shortened } from '../shared/wording.ts';
import { givenByHand } from './byHand.ts';

export const doubleSoftmax: Rule = { id: 'double-softmax', find };

/** The least cross-entropy that probabilities as logits can reach, of as many classes. */
const leastLoss = (classes: number) => Math.log(1 + (classes - 1) / Math.E);

const ofLogits: ReadonlySet<LibraryName> = new Set<LibraryName>(['cross-entropy', 'softmax', 'log-softmax']);

/** Losses of log-probabilities: of a class each, of sequences, from another distribution. */
function isOfLogs(term: Taking): boolean {
  return term.kind === 'opaque' || term.name === 'nll';
}

function find(context: RuleContext): readonly Match[] {
  const repeated = context.computed.filter(
    (at) => isCall(at) && nameOf(at.term) === 'cross-entropy' && isLogSoftmax(at),
  );
  const calls = callsOfProbabilities(context, (term) => isOfLogs(term) || ofLogits.has(nameOf(term)!));
  return [
    ...repeated.map((at) => harmless(context, at)),
    ...calls.filter(({ probability }) => probability.kind === 'softmax').map((call) => match(context, call)),
    ...givenByHand(context),
  ];
}

function isLogSoftmax(at: Occurrence): boolean {
  const { inner } = unwrap(at.operands[0]!.term);
  return inner.kind === 'library' && inner.name === 'log-softmax';
}

function match(context: RuleContext, call: Call): Match {
  const { at, place, argument } = call;
  const what = shortened(context.textOf(argument));
  return {
    at: placeOf(call),
    message: messages(at.term, named(what, call), call),
    format: formatAt(context, argument.term, argument.usualFormat ? argument : at),
    subject: context.textOf(argument),
    reasons: [
      { span: argument.span, message: `${what} is a softmax${forSomeCall(call)}: in [0, 1], adding up to 1` },
      {
        span: place.span,
        message: isOfLogs(at.term) ? 'takes log-probabilities' : 'takes logits, and applies a softmax itself',
      },
    ],
    proposals: () => proposals(context, call),
  };
}

function named(what: string, { butNotByAll }: Call): string {
  if (butNotByAll) return `${what}, a softmax in some of the calls,`;
  return /softmax/i.test(what) ? what : `${what}, a softmax,`;
}

function nameOf(term: Taking): LibraryName | undefined {
  return term.kind === 'library' ? term.name : undefined;
}

function messages(term: Taking, what: string, { butNotByAll }: Call): string {
  // Training may well be what the other calls are for.
  const gradients = butNotByAll ? '' : ', and gradients vanish';
  if (term.kind === 'opaque')
    return `${what} goes into a loss that takes log-probabilities: what it gives is neither a divergence nor a likelihood, and its gradient does not grow where p is small`;
  switch (term.name) {
    case 'nll':
      return `${what} goes into a loss that takes log-probabilities: it becomes -p, which is no likelihood, and its gradient does not grow where p is small`;
    case 'cross-entropy':
      return `${what} goes into a loss that applies a softmax itself: logits in [0, 1] leave at least ${rounded(leastLoss(10))} of loss where there are, for example, 10 classes${gradients}`;
    default:
      return `${what} goes into another softmax: of values in [0, 1] the largest probability is at most e times the least`;
  }
}

function proposals(context: RuleContext, call: Call): readonly Proposal[] {
  const { store } = context;
  const { logits, axis } = call.probability;
  if (isOfLogs(call.at.term)) {
    const becomes = call.at.term.kind === 'opaque' ? '' : ': it becomes the negative log-likelihood';
    const how = { title: 'Pass the log-softmax', doubt: `the loss changes${becomes}` };
    return [{ ...giveInstead(context, call, store.library('log-softmax', logits, axis), how), form: 'library' }];
  }
  return [
    giveInstead(context, call, logits, {
      title: 'Pass the logits',
      doubt: 'the result changes: one softmax is taken, not two',
    }),
  ];
}

/** The log-softmax of a log-softmax is the same, computed twice. */
function harmless(context: RuleContext, at: Occurrence): Match {
  const argument = at.operands[0]!;
  const what = shortened(context.textOf(argument));
  const severity: Severity = 'hint';
  return {
    at: argument,
    message: `${what} goes into a loss that applies a log-softmax itself: the second changes nothing`,
    format: formatAt(context, argument.term, argument),
    subject: context.textOf(argument),
    severity,
    reasons: [
      { span: argument.span, message: `${what} is a log-softmax: its log-sum-exp is 0` },
      { span: at.span, message: 'applies a log-softmax itself, which subtracts that 0' },
    ],
    proposals: () => [],
  };
}
