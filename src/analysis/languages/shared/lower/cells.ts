import type { Extent } from '../../frontEnd.ts';
import type { ParsedSource } from '../../parser.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Lowering } from '../../../terms/occurrence.ts';
import type { Course } from '../../../terms/course.ts';
import { lowerAgain, topOf, type Again, type Lowered } from './again.ts';
import type { FunctionDefinition } from './binding.ts';
import { courseOf } from './changes.ts';
import type { Frame } from './frame.ts';
import { lowerPending } from './functions.ts';
import { lowerPart } from './part.ts';
import { choiceFor, isIn, Relevance, type Words } from './relevance.ts';

/** How a language lowers what stands in a cell. */
export interface Lowerer {
  readonly words: Words;
  readonly lowerBlock: (frame: Frame, block: SyntaxNode, depth: number) => void;
  readonly lowerFunction: (definition: FunctionDefinition) => void;
  /** Whether functions that are not called outside of functions say nothing about what stands there. */
  readonly isTopApart?: boolean;
}

export interface LoweredCells extends Lowering, Course {
  /** Some functions of an edited text, by what else is known of the document; undefined where all has to be lowered. */
  again(again: Again): Lowered | undefined;
}

/** What stands outside of functions in the cells of a document, one after the other, then those functions that are chosen. */
export function lowerCells(
  module: Frame,
  sources: readonly ParsedSource[],
  extent: Extent,
  { words, lowerBlock, lowerFunction, isTopApart = false }: Lowerer,
): LoweredCells {
  const { session } = module;
  for (const { root } of sources) {
    lowerBlock(module, root, 0);
    module.environment.ended = undefined; // an error or a top-level return in one cell leaves the next alone
  }
  const statements = sources.flatMap(({ root }) => root.named);
  const top = isTopApart ? topOf(session) : undefined;
  const again: LoweredCells['again'] = (edited) => top && lowerAgain(session, top, edited, lowerFunction);
  if (typeof extent === 'object' && 'part' in extent) {
    const relevance = new Relevance(statements, words, extent.part.texts);
    return { ...lowerPart(module, extent.part, relevance, lowerFunction), again };
  }
  const choice = choiceFor(extent, statements, words);
  lowerPending(session, choice, lowerFunction);
  const lowerTelling = () => {
    for (const definition of session.telling) {
      const { inlined, isOfUser } = definition.frame;
      if (inlined > 0 || isOfUser || session.lowered.has(definition) || !isIn(extent, definition)) continue;
      lowerFunction(definition);
      lowerPending(session, choice, lowerFunction);
    }
  };
  lowerTelling();
  // For some scopes, what calls give is known from before.
  if (typeof extent === 'string') {
    session.modules.lowerUsers(module, () => {
      lowerPending(session, (noted) => noted, lowerFunction);
    });
    lowerTelling();
  }
  const { computed, copied, leaving, callers } = session;
  return {
    computed,
    copied,
    leaving,
    ...courseOf(session),
    argumentsOf: (parameter) => callers.argumentsOf(parameter),
    givenTo: (parameter) => callers.givenTo(parameter),
    defaultOf: (parameter) => callers.defaultOf(parameter),
    valuesOf: (term) => session.valuesOf(term),
    again,
  };
}
