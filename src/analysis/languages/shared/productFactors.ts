import { gap } from './reciprocalPower.ts';
import { tokensNear } from './tokensNear.ts';

/** What something is picked by that is picked itself, by what a loop counts: B[j, obs[t]], B[j][obs[t]]. */
const picked = String.raw`NAME(?:\[[^\][]{0,80}\])?\[(?:[^\][]{0,80},)?NAME\[[^\][\d'"][^\][]{0,80}\]\]`.replaceAll(
  'NAME',
  String.raw`[\p{L}\p{N}_$.]+`,
);
const timesPicked = new RegExp(String.raw`\*=?\(*${picked}`, 'u');
const pickedAtEnd = new RegExp(`${picked}$`, 'u');
const end = ']]*';
/** Of what is picked so, with its indices. */
const longest = 400;

/** The end of an index within an index, if a comment may stand between. */
const closing = /\][\s\\)]*(?:\]|[#/])/g;
/** q *= 1 - p: what did not happen, once more in each round. */
const complementFactor = new RegExp(String.raw`\*=GAP1(?:\.0*)?GAP-`.replaceAll('GAP', gap));

/**
 * Whether code multiplies what can be nothing but probabilities, without an exponential or a logarithm in sight.
 * @param comments - what comments of the language look like
 */
export function holdsProductFactor(code: string, comments: RegExp): boolean {
  return code.includes('*') && (complementFactor.test(code) || holdsObservedFactor(code, comments));
}

/**
 * p * B[j, obs[t]], p *= B[j][obs[t]]: a product with what something else is picked by, as the emission of a hidden Markov model is by
 * what was observed. What a loop multiplies so becomes 0.
 * @param comments - neither they nor blanks are looked at
 */
function holdsObservedFactor(code: string, comments: RegExp): boolean {
  for (const tokens of tokensNear(code, closing, comments)) if (isFactor(tokens)) return true;
  return false;
}

/** The same of code without comments and blanks. */
function isFactor(tokens: string): boolean {
  if (timesPicked.test(tokens)) return true;
  for (let at = tokens.indexOf(end); at !== -1; at = tokens.indexOf(end, at + 1)) {
    if (pickedAtEnd.test(tokens.slice(Math.max(0, at - longest), at + 2))) return true;
  }
  return false;
}
