import type { LanguageId } from '../../analysis/findings.ts';

/** What the analysis reads a document as, by what the editor calls its language. */
export const languages: Readonly<Record<string, LanguageId>> = {
  python: 'python',
  javascript: 'javascript',
  javascriptreact: 'javascript',
  typescript: 'typescript',
  typescriptreact: 'tsx',
};
