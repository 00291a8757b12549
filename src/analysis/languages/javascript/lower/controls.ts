// What a user may choose: states of components, and controls that show them.
import { pickOne } from '../../../terms/gathers.ts';
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { Frame } from '../../shared/lower/frame.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { lowerExpression, lowerOther } from './expressions.ts';

/** const [value, setValue] = useState(initial): the value begins with that. */
export function noteState(
  { store, session }: Frame,
  callee: string,
  call: Occurrence,
  [initial]: readonly Occurrence[],
) {
  if (!/(?:^|\.)useState$/.test(callee) || initial?.term.kind !== 'constant') return;
  session.callers.leave(store.gather(call.term, pickOne, [store.constant(0)]), initial.term);
}

/** <input min={0} value={value} />: the value can be the least that the control gives. */
export function lowerControl(frame: Frame, node: SyntaxNode, depth: number): Occurrence {
  const control = lowerOther(frame, node, depth);
  const [least, value] = ['min', 'value'].map((name) => attributeNamed(node, name));
  if (!least || !value) return control;
  const low = leastOf(frame, least, depth);
  const { term } = lowerExpression(frame, value, depth);
  if (low !== undefined && term.kind !== 'constant') frame.session.callers.leave(term, frame.store.constant(low));
  return control;
}

/** min={0}, min="0" */
function leastOf(frame: Frame, node: SyntaxNode, depth: number): number | undefined {
  if (node.type === 'string') {
    const text = node.text.slice(1, -1).trim();
    return text === '' || !Number.isFinite(Number(text)) ? undefined : Number(text);
  }
  const { term } = lowerExpression(frame, node, depth);
  return term.kind === 'constant' ? term.value : undefined;
}

/** The value of an attribute: a string, or what stands in its braces. */
function attributeNamed(element: SyntaxNode, name: string): SyntaxNode | undefined {
  for (const attribute of element.named) {
    const [key, value] = attribute.named;
    if (attribute.type !== 'jsx_attribute' || key?.text !== name || !value) continue;
    return value.type === 'jsx_expression' ? value.named[0] : value;
  }
  return undefined;
}
