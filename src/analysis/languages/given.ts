// Texts that may be given by the files that import them what a rule looks for, although their own words say nothing of it: they train
// what they are given, or divide by it. However they are laid out.
import type { LanguageId } from '../findings.ts';
import { frontEnds } from './registry.ts';

interface Signs {
  /** Words, without which there is no such step. */
  readonly trainingWords: RegExp;
  /** What libraries call a step of training. */
  readonly trains: RegExp;
  /** A division by what an object has, and one by something with a name that is all that is given back. */
  readonly divides: RegExp;
  /** What a text defines outside of functions. */
  readonly defined: RegExp;
}

/** Blanks and ends of lines; the same with brackets that open, or close. */
const gap = String.raw`[\s\\]{0,200}`;
const opened = String.raw`[\s\\(]{0,200}`;
const closed = String.raw`[\s\\)]{0,200}`;
/** `self.x`, `cfg.a.b`: not what is called, or has more of it taken. */
const attribute = String.raw`[^\W\d]\w*(?:${gap}\??\.${gap}\w+)+(?!\w|${gap}[.([])`;
const lineEnd = String.raw`[ \t\\)]{0,200}(?:$|[\r\n;])`;

const signs: Readonly<Record<'python' | 'javascript', Signs>> = {
  python: {
    trainingWords: /backward|zero_grad|apply_gradients|GradientTape|value_and_grad|autograd/,
    trains: new RegExp(
      String.raw`\.${gap}(?:backward|zero_grad|apply_gradients)${gap}\(|\b(?:GradientTape|value_and_grad)\b|` +
        String.raw`\bautograd${gap}\.${gap}record\b`,
    ),
    divides: new RegExp(
      String.raw`\/=?${opened}${attribute}|\breturn\b${opened}\w+${closed}\/${opened}[^\W\d][\w.]*${lineEnd}`,
    ),
    defined: /^(?:async[\s\\]+)?(?:def|class)[\s\\]+(\w+)/gm,
  },
  javascript: {
    trainingWords: /minimize|variableGrads|valueAndGrad|computeGradients|applyGradients/,
    trains: new RegExp(
      String.raw`\.${gap}(?:minimize|variableGrads|valueAndGrads?|computeGradients|applyGradients)${gap}\(`,
    ),
    divides: new RegExp(
      String.raw`\/=?${opened}${attribute}|` +
        String.raw`\bmap${gap}\(${opened}([\w$]+)[^)=>]*\)?${gap}=>${opened}\1${closed}\/${opened}[^\W\d]`,
    ),
    defined: /^(?:export\s+)?(?:default\s+)?(?:abstract\s+)?(?:async\s+)?(?:function|class|const|let)\s+(\w+)/gm,
  },
};

/**
 * What of a text others may give that.
 * @param matters - whether it has words for what a rule looks for
 */
export function namesGiven(text: string, language: LanguageId, matters: boolean): readonly string[] {
  const { trainingWords, trains, divides, defined } = signs[language === 'python' ? 'python' : 'javascript'];
  // Most texts end at the first test; taking comments out is for the rest.
  const mayTrain = trainingWords.test(text);
  if (!mayTrain && !(matters && text.includes('/'))) return [];
  const code = frontEnds[language].withoutComments(text);
  const isGiven = (mayTrain && trains.test(code)) || (matters && divides.test(code));
  return isGiven ? [...code.matchAll(defined)].map(([, name]) => name!) : [];
}
