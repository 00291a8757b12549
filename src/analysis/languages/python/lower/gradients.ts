// Code that is run without gradients: what it gives is detached.
import type { SyntaxNode } from '../../syntax.ts';
import { detach, occur, type Frame } from '../../shared/lower/frame.ts';
import type { Occurrence } from '../../../terms/occurrence.ts';
import { assignedNames } from './ownNames.ts';

const stopping = new Set(['no_grad', 'inference_mode']);

/** `torch.no_grad()`, `torch.set_grad_enabled(False)`, as a decorator or behind `with`. */
function stops(expression: SyntaxNode): boolean {
  const called = expression.type === 'call' ? expression.field('function') : expression;
  const name = (called?.field('attribute') ?? called)?.text ?? '';
  const [first] = expression.field('arguments')?.named ?? [];
  return stopping.has(name) || (name === 'set_grad_enabled' && first?.text === 'False');
}

/** Whether a decorator of a function stops gradients. */
export function isWithoutGradients({ parent }: SyntaxNode): boolean {
  if (parent?.type !== 'decorated_definition') return false;
  return parent.named.some(
    ({ type, named: [expression] }) => type === 'decorator' && !!expression && stops(expression),
  );
}

/** A value that gradients do not go through from here on. */
export function detached(frame: Frame, node: SyntaxNode, value: Occurrence): Occurrence {
  const term = detach(frame, value.term);
  return occur(frame, node, term, [value], { form: term === value.term ? 'read' : 'expression' });
}

/** Runs the body of a `with` statement; what it leaves in names is detached where it is run without gradients. */
export function runWith(frame: Frame, statement: SyntaxNode, body: SyntaxNode, run: () => void): void {
  const items = statement.named.filter(({ type }) => type === 'with_clause').flatMap(({ named }) => named);
  if (!items.some((item) => stops(item.field('value') ?? item))) {
    run();
    return;
  }
  const before = frame.undifferentiated;
  frame.undifferentiated = true;
  run();
  frame.undifferentiated = before;
  for (const name of assignedNames(body)) {
    const bound = frame.environment.get(name);
    if (bound?.kind !== 'value') continue;
    frame.bind(name, { kind: 'value', occurrence: detached(frame, statement, bound.occurrence) });
  }
}
