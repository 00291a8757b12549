// Texts that say nothing of what a rule looks for, and may be given it by the files that import them: they call a loss that is handed over.
import type { LanguageId } from '../findings.ts';

const calledLoss = /(?:criterion|loss|objective)\w*\s*\(/i;
const defined: Readonly<Record<'python' | 'javascript', RegExp>> = {
  python: /^(?:async[ \t]+)?(?:def|class)[ \t]+(\w+)/gm,
  javascript: /^(?:export[ \t]+)?(?:default[ \t]+)?(?:abstract[ \t]+)?(?:async[ \t]+)?(?:function|class|const|let)[ \t]+(\w+)/gm,
};

/** What of a text others may give a loss to call: names of what it defines outside of functions. */
export function namesGiven(text: string, language: LanguageId): readonly string[] {
  if (!calledLoss.test(text)) return [];
  return [...text.matchAll(defined[language === 'python' ? 'python' : 'javascript'])].map(([, name]) => name!);
}
