// Numbers that are tested by themselves.
import { comparison } from '../../../terms/comparison.ts';
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { occur, type Frame } from './frame.ts';

/** `if t` compares a number with 0. */
export function noteTest(frame: Frame, node: SyntaxNode, tested: Occurrence): void {
  const { store } = frame;
  if (tested.term.kind !== 'variable') return;
  occur(frame, node, comparison(store, '!=', tested.term, store.constant(0)), [tested]);
}
