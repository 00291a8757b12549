// Which Markdown block a line stands in, as far as it decides whether a fence at a line's beginning is one.
// Lists and fences follow CommonMark's containers; a fence inside one ends where the container does.
import { htmlBlockEnd } from './html.ts';
import { type Fence, blockFence, closes } from './markers.ts';

export type BlockState =
  /** Lists: the column at which the content of each open list item begins, outermost first. */
  | { readonly kind: 'text'; readonly lists: readonly number[] }
  | { readonly kind: 'fence'; readonly fence: Fence; readonly lists: readonly number[] }
  | { readonly kind: 'html'; readonly ends: RegExp };

export const outside: BlockState = { kind: 'text', lists: [] };

/** Whether a fence at the very beginning of the next line would be part of a block, and so no code cell. */
export const hidesFence = (state: BlockState): boolean => enter(state, '```').kind !== 'text';

/** The state in which the line itself stands: what a less indented line leaves is closed. */
function enter(state: BlockState, line: string): BlockState {
  if (state.kind === 'html' || line.trim() === '') return state;
  const lists = state.lists.filter((column) => column <= indentOf(line));
  if (lists.length === state.lists.length) return state;
  return { kind: 'text', lists };
}

/** The state after the line. */
export function advance(before: BlockState, line: string): BlockState {
  const state = enter(before, line);
  switch (state.kind) {
    case 'html':
      return state.ends.test(line) ? outside : state;
    case 'fence':
      return indentOf(line) - innermost(state.lists) <= 3 && closes(line.trimStart(), state.fence)
        ? { kind: 'text', lists: state.lists }
        : state;
    case 'text':
      return beginBlock(state.lists, line);
  }
}

function beginBlock(outer: readonly number[], line: string): BlockState {
  const lists = [...outer];
  let column = indentOf(line);
  let rest = line.trimStart();
  while (column - innermost(lists) <= 3) {
    const marker = /^(?:[-+*]|\d{1,9}[.)])(?=[ \t]|$)/.exec(rest)?.[0];
    if (marker === undefined) break;
    const afterMarker = rest.slice(marker.length);
    const padding = indentOf(afterMarker);
    const content = column + marker.length + (padding >= 1 && padding <= 4 ? padding : 1);
    lists.push(content);
    column += marker.length + padding;
    rest = afterMarker.trimStart();
  }
  if (rest === '' || column - innermost(lists) > 3) return { kind: 'text', lists };
  const fence = blockFence(rest);
  if (fence) return { kind: 'fence', fence, lists };
  // Inside a list item an HTML block ends with it at the latest, so only one outside can hide a fence.
  const ends = lists.length === 0 ? htmlBlockEnd(rest) : undefined;
  return ends && !ends.test(line) ? { kind: 'html', ends } : { kind: 'text', lists };
}

const innermost = (lists: readonly number[]): number => lists.at(-1) ?? 0;

/** In columns, tabs reaching to the next multiple of four. */
function indentOf(line: string): number {
  let column = 0;
  for (const char of line) {
    if (char === ' ') column++;
    else if (char === '\t') column += 4 - (column % 4);
    else break;
  }
  return column;
}
