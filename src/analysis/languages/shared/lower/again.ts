// Functions lowered once more after an edit in them: what stands outside of them stays as it was, if it does not depend on them.
import type { Edit } from '../../../findings.ts';
import type { Course } from '../../../terms/course.ts';
import type { Lowering, Occurrence } from '../../../terms/occurrence.ts';
import type { ParsedSource } from '../../parser.ts';
import type { Source, SyntaxNode } from '../../syntax.ts';
import type { FunctionDefinition } from './binding.ts';
import { courseOf } from './changes.ts';
import { isOutside, syntaxOf } from './frame.ts';
import { lowerPending } from './functions.ts';
import { areNested } from './relevance.ts';
import type { Mark, Session } from './session.ts';

/** What was known when all that stands outside of functions had been lowered. */
export interface Top {
  readonly mark: Mark;
  /** The functions that had been met, in order. */
  readonly noted: readonly FunctionDefinition[];
  /** Those of them whose bodies had been lowered for that: values outside of functions depend on them. */
  readonly entered: ReadonlySet<FunctionDefinition>;
}

export function topOf(session: Session): Top {
  const { pending, entered, lowered } = session;
  return { mark: session.mark(), noted: [...pending], entered: new Set([...entered, ...lowered.keys()]) };
}

/** What lowering a document after edits takes over from before. */
export interface Again {
  readonly before: readonly ParsedSource[];
  readonly sources: readonly ParsedSource[];
  readonly edits: readonly Edit[];
  readonly scopes: readonly string[];
}

/** What is found in the functions. */
export interface Lowered extends Pick<Lowering, 'computed' | 'copied' | 'leaving'>, Course {
  readonly detachingScopes: ReadonlySet<string>;
}

/**
 * The functions of some scopes in an edited text, and nothing else of it; undefined where something outside of them may have
 * become another.
 */
export function lowerAgain(
  session: Session,
  top: Top,
  again: Again,
  lower: (definition: FunctionDefinition) => void,
): Lowered | undefined {
  const { before, sources, edits, scopes } = again;
  if ([...before, ...sources].some(({ hasErrors }) => hasErrors)) return undefined;
  const chosen = top.noted.filter(({ id }) => scopes.some((scope) => areNested(id, scope)));
  const isFree = (definition: FunctionDefinition) => !top.entered.has(definition) && isOutside(definition.frame);
  if (!chosen.every(isFree) || !edits.every((edit) => isInsideOne(edit, chosen, top.noted))) return undefined;
  const nodes = chosen.map(({ node }) => editedNode(node, again));
  if (!nodes.every((node) => node !== undefined)) return undefined;
  const old = chosen.map(({ node }) => node);
  const replaced = replacedSources(again);
  const put = (all: readonly SyntaxNode[]) => {
    for (const [index, definition] of chosen.entries()) definition.node = all[index]!;
  };
  put(nodes);
  try {
    return session.since(top.mark, () => {
      session.pending.push(...chosen);
      lowerPending(session, (noted) => noted, lower);
      // Methods that were lowered for what they leave in attributes stand where they stood.
      const here = (places: readonly Occurrence[]) => places.filter((place) => !replaced.has(syntaxOf(place)!.source));
      const { computed, copied, leaving, detaching } = session;
      return {
        ...{ computed: here(computed), copied: here(copied), leaving: here(leaving), detachingScopes: detaching },
        ...courseOf(session),
      };
    });
  } finally {
    put(old);
  }
}

/** Whether an edit is in the body of one of some functions, and in no other function that was met. */
function isInsideOne(
  { cell, start, end }: Edit,
  chosen: readonly FunctionDefinition[],
  noted: readonly FunctionDefinition[],
): boolean {
  const around = noted.filter(({ node }) => node.source.cell === cell && node.start <= start && end <= node.end);
  const [only] = around;
  const body = only?.node.field('body');
  return around.length === 1 && chosen.includes(only!) && !!body && body.start <= start && end <= body.end;
}

/** Where a node is after the edits, found by the same way from the root; undefined if there is another one. */
function editedNode(node: SyntaxNode, { before, sources, edits }: Again): SyntaxNode | undefined {
  const { cell } = node.source;
  const index = before.findIndex(({ root }) => root.source === node.source);
  const root = sources[index]?.root;
  if (!root) return undefined;
  const growth = (isBefore: (edit: Edit) => boolean) =>
    edits.reduce((sum, edit) => {
      const counts = edit.cell === cell && isBefore(edit);
      return counts ? sum + edit.text.length - (edit.end - edit.start) : sum;
    }, 0);
  const found = alike(node, root);
  const start = node.start + growth(({ end }) => end <= node.start);
  const end = node.end + growth(({ start: from }) => from <= node.end);
  return found?.start === start && found.end === end ? found : undefined;
}

/** The node at the same place of another tree of the same form. */
function alike(node: SyntaxNode, root: SyntaxNode): SyntaxNode | undefined {
  const { parent } = node;
  const outer = parent ? alike(parent, root) : root;
  if (!parent || !outer) return outer;
  const found = outer.named.length === parent.named.length ? outer.named[parent.named.indexOf(node)] : undefined;
  return found?.type === node.type ? found : undefined;
}

function replacedSources({ before, sources }: Again): ReadonlySet<Source> {
  const now = new Set(sources.map(({ root }) => root.source));
  return new Set(before.map(({ root }) => root.source).filter((source) => !now.has(source)));
}
