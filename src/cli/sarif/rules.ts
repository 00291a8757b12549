import { ruleCatalog } from '../../analysis/index.ts';
import { problemSeverity } from '../exitCode.ts';
import { levels } from './levels.ts';

/** Of comments that are wrong; they have no pages. */
const ofProblems = [
  ['unused-ignore', 'Ignore comment without effect', 'A comment "softmax-stability: ignore" silences nothing.'],
  [
    'unknown-format',
    'Unknown number format',
    'A comment "softmax-stability: format=…" names no format that can be assumed.',
  ],
] as const;

const ids: readonly string[] = [...ruleCatalog.map(({ id }) => id), ...ofProblems.map(([id]) => id)];

export function ruleIndex(id: string): number {
  return ids.indexOf(id);
}

/** What is said of the rules themselves, in the order of `ruleIndex`. */
export function ruleDescriptors(page: (path: string) => string) {
  const rules = ruleCatalog.map(({ id, title, summary, defaultSeverity, page: path }) => {
    const markdown = page(path);
    return {
      ...descriptor(id, title, summary),
      help: { text: markdown, markdown },
      defaultConfiguration: { level: levels[defaultSeverity] },
    };
  });
  const problems = ofProblems.map(([id, title, summary]) => ({
    ...descriptor(id, title, summary),
    defaultConfiguration: { level: levels[problemSeverity] },
  }));
  return [...rules, ...problems];
}

function descriptor(id: string, title: string, summary: string) {
  return { id, name: pascal(id), shortDescription: { text: `${title}.` }, fullDescription: { text: summary } };
}

function pascal(id: string): string {
  return id.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}
