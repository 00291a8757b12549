/**
 * p * B[j, obs[t]], p *= B[j][obs[t]]: a product with what something else is picked by, as the emission of a hidden Markov model is by
 * what was observed. What a loop multiplies so becomes 0, without an exponential or a logarithm in sight.
 */
const observedFactor = new RegExp(
  String.raw`\*=?PICKED|PICKED\*`.replaceAll(
    'PICKED',
    // Some indices, the last of them with a bracket of its own.
    String.raw`[\w.]+(?:\[[^\][]{0,80}\])?\[[^\][]{0,80}\w\[[^\][]{0,80}\]\]`,
  ),
);

/** @param comments - what comments of the language look like: neither they nor blanks are looked at */
export function holdsObservedFactor(code: string, comments: RegExp): boolean {
  if (!code.includes('*') || !/\][\s\\]*(?:\]|[#/])/.test(code)) return false;
  return observedFactor.test(code.replace(comments, '').replace(/[\s\\]+/g, ''));
}
