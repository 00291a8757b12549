// Texts that may be given by the files that import them what a rule looks for, although their own words say nothing of it: they train
// what they are given, or divide by it.
import type { LanguageId } from '../findings.ts';

interface Signs {
  /** What libraries call a step of training. */
  readonly trains: RegExp;
  /** A whole array that is divided by what an object or a parameter is. */
  readonly divides: RegExp;
  /** What a text defines outside of functions. */
  readonly defined: RegExp;
}

const signs: Readonly<Record<'python' | 'javascript', Signs>> = {
  python: {
    trains: /\.backward\(|\.zero_grad\(|\bGradientTape\b|\bvalue_and_grad\b|\.apply_gradients\(|\bautograd\.record\b/,
    divides: /\/=?[ \t]*self\.\w|\breturn[ \t]+\w+[ \t]*\/[ \t]*[A-Za-z_.]+[ \t]*$/m,
    defined: /^(?:async[ \t]+)?(?:def|class)[ \t]+(\w+)/gm,
  },
  javascript: {
    trains: /\.(?:minimize|variableGrads|valueAndGrads?|computeGradients|applyGradients)\(/,
    divides: /\/=?[ \t]*this\.\w|\bmap\(\(?(\w+)[^)=>]*\)?[ \t]*=>[ \t]*\1[ \t]*\/[ \t]*[A-Za-z_]/,
    defined:
      /^(?:export[ \t]+)?(?:default[ \t]+)?(?:abstract[ \t]+)?(?:async[ \t]+)?(?:function|class|const|let)[ \t]+(\w+)/gm,
  },
};

/**
 * What of a text others may give that.
 * @param matters - whether it has words for what a rule looks for
 */
export function namesGiven(text: string, language: LanguageId, matters: boolean): readonly string[] {
  const { trains, divides, defined } = signs[language === 'python' ? 'python' : 'javascript'];
  const isGiven = trains.test(text) || (matters && divides.test(text));
  return isGiven ? [...text.matchAll(defined)].map(([, name]) => name!) : [];
}
