// Which functions can hold anything a rule looks for: those that name an exponential, a logarithm, a probability or a
// loss, or something that holds one.
import type { Extent } from '../../frontEnd.ts';
import { assignedNames } from './ownNames.ts';
import type { FunctionDefinition } from '../../shared/lower/binding.ts';
import { transcendentalNames } from '../libraries/words.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { wordsOf } from '../../shared/words.ts';

/**
 * Everything our rules look for has a function of a library with an exponential or a logarithm in it, a loss, or a power
 * of e. Methods that end in `_` do the same in place.
 */
const matters = new RegExp(
  `(?<!\\w)(?:(?:${[...transcendentalNames].join('|')})_?(?!\\w)|import[^\\n]*(?<!\\w)e(?!\\w))|\\.e(?!\\w)`,
);

/** Whether a text can matter at all. */
export function mayMatter(text: string): boolean {
  return matters.test(text);
}

/** Chooses from functions that were noted those that are to be lowered. */
export type Choice = (noted: readonly FunctionDefinition[]) => readonly FunctionDefinition[];

/** @param statements - those at the top of the document */
export function choiceFor(extent: Extent, statements: readonly SyntaxNode[]): Choice {
  if (extent === 'everything') return (noted) => noted;
  if (extent === 'relevant' || extent.scopes.includes('module')) {
    const relevance = new Relevance(statements);
    return (noted) => relevance.of(noted);
  }
  const isWithin = (id: string, scope: string) => id === scope || id.startsWith(`${scope}/`);
  return (noted) => noted.filter(({ id }) => extent.scopes.some((scope) => isWithin(id, scope) || isWithin(scope, id)));
}

/**
 * Which of some functions have to be lowered for themselves, given the statements at the top of the document. A word of
 * a function that matters makes every other function matter that has it: helpers and shared values are found by name.
 */
class Relevance {
  private readonly names = new Set<string>();
  private readonly words = new Map<FunctionDefinition, ReadonlySet<string>>();

  constructor(statements: readonly SyntaxNode[]) {
    for (const statement of statements) {
      if (!mayMatter(statement.text)) continue;
      if (statement.type === 'function_definition') this.names.add(statement.field('name')?.text ?? '');
      else for (const name of assignedNames(statement)) this.names.add(name);
    }
    this.names.delete('');
  }

  /** Those of the functions that matter; what they are called matters from now on. */
  of(functions: readonly FunctionDefinition[]): readonly FunctionDefinition[] {
    const found = new Set<FunctionDefinition>();
    for (let before = -1; before !== found.size;) {
      before = found.size;
      for (const definition of functions) {
        if (found.has(definition) || !this.isRelevant(definition)) continue;
        found.add(definition);
        const name = definition.node.field('name')?.text;
        if (name !== undefined) this.names.add(name);
      }
    }
    return functions.filter((definition) => found.has(definition));
  }

  private isRelevant(definition: FunctionDefinition): boolean {
    // Its outer function is being lowered, and shares its names with it.
    if (definition.frame.parent && !definition.frame.isClass) return true;
    const { text } = definition.node;
    if (mayMatter(text)) return true;
    let words = this.words.get(definition);
    if (!words) this.words.set(definition, (words = wordsOf(text)));
    for (const name of this.names) if (words.has(name)) return true;
    return false;
  }
}
