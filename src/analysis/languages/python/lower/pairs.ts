// A maximum along an axis that is a pair of values and indices: `m, _ = x.max(1)`, `x.max(1)[0]`, `x.max(1).values`.
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { positionOf } from '../../../terms/gathers.ts';
import { occur, type Frame } from '../../shared/lower/frame.ts';
import { valuesOfPair } from '../../shared/lower/pairs.ts';

export function pairedValues(frame: Frame, node: SyntaxNode, pair: Occurrence): Occurrence {
  return valuesOfPair(occur(frame, node, pair.term, [pair], { form: 'read' }));
}

export function pairedIndices(frame: Frame, node: SyntaxNode, pair: Occurrence): Occurrence {
  return occur(frame, node, positionOf(frame.store, pair.term), [pair]);
}
