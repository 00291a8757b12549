import { gap } from './reciprocalPower.ts';
import { tokensNear } from './tokensNear.ts';

/** A name, or an element: p, self.p, p[i] */
const name = String.raw`[\p{L}\p{N}_$.]+(?:\[[^\][]{0,40}\])?`;
const one = String.raw`1(?:\.0*)?`;

/** … / (1 - p), divide(1 - t, 1 - p), … * (1 - p), q = 1 - p, if that has nothing to do with p before. */
const complement = new RegExp(String.raw`[/,*=]GAP1(?:\.0*)?GAP-`.replaceAll('GAP', gap), 'g');
const forms = new RegExp(
  [
    String.raw`/(NAME)(?![\p{L}\p{N}_.$[]).{0,100}?/\(+ONE-\1\)`,
    String.raw`divide\([^()]{1,60},(NAME)\).{0,60}?divide\([^()]{1,60}\)?,\(?ONE-\2\)`,
    String.raw`/\(+(NAME)\*\(+ONE-\3\)`,
    String.raw`/\(+ONE-(NAME)\)+\*\4\)`,
    // The other way round, and with 1 - p, or with a quotient by it, in a statement of its own.
    String.raw`=ONE-(NAME)(?![\p{L}\p{N}_.$[]).{0,150}?(?:/\(*|divide\([^()]{1,60},)\5(?![\p{L}\p{N}_.$[])`,
    String.raw`=\(+ONE-.{1,60}\)/\(+ONE-(NAME)\).{0,100}?/\6(?![\p{L}\p{N}_.$[])`,
    String.raw`=[^=]{0,20}divide\(+ONE-[^()]{1,60}\)?,\(?ONE-(NAME)\).{0,100}?divide\([^()]{1,60},\7\)`,
  ]
    .join('|')
    .replaceAll('NAME', name)
    .replaceAll('ONE', one),
  'u',
);
/** What is in no text without them, and soon looked for. */
const oneMinus = /1(?:\.0*)?[\s\\)]*(?:-|#|\/[/*])/;
/**
 * t / p beside (1 - t) / (1 - p), … / (p * (1 - p)): the gradient of a binary cross-entropy, where neither has to be a logarithm near.
 * @param comments - what comments of the language look like: neither they nor blanks are looked at
 */
export function holdsGradientByHand(code: string, comments: RegExp): boolean {
  if ((!code.includes('/') && !code.includes('divide')) || !oneMinus.test(code)) return false;
  for (const tokens of tokensNear(code, complement, comments)) if (forms.test(tokens)) return true;
  return false;
}
