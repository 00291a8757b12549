// What is not followed, but has values of a known range: a number of a library, or numbers from one to another.
import type { Occurrence } from '../../../terms/occurrence.ts';
import { unbounded, type Interval } from '../../../terms/bounds/interval.ts';
import type { Operation } from '../libraries/operation.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Application } from './apply.ts';
import type { Argument } from './arguments.ts';
import { saidBy } from './expressions.ts';
import { occur, type Frame } from './frame.ts';

/** Numbers from one to another, both included or not. */
export function span(
  call: Application,
  { closed }: Extract<Operation, { does: 'span' }>,
  all: readonly Argument[],
): Occurrence {
  const [start, stop] = ['start', 'stop'].map((name) => call.args.named.get(name)?.value);
  const isClosed = closed && start && stop && !call.args.named.has('endpoint');
  const range = spanned(start, stop);
  return bounded(call.frame, call.node, { does: 'bounded', range, ...(isClosed && { says: 'ends' }) }, all);
}

/** From a number to another, or between 0 and the only one. */
function spanned(start: Occurrence | undefined, stop: Occurrence | undefined): Interval {
  const numbers = [start, stop].flatMap((end) => (end?.term.kind === 'constant' ? [end.term.value] : []));
  if (numbers.length < [start, stop].filter(Boolean).length) return unbounded;
  if (numbers.length < 2) numbers.push(0);
  return { low: Math.min(...numbers), high: Math.max(...numbers) };
}

export function bounded(
  frame: Frame,
  node: SyntaxNode,
  operation: Extract<Operation, { does: 'bounded' }>,
  all: readonly Argument[],
): Occurrence {
  const values = all.map((argument) => argument.value);
  const name = node.field('function')?.text ?? '';
  const unique = /rand/.test(name) ? ` ${frame.session.ordinal(`${frame.id} ${name}`)}` : '';
  const words = all.map(({ keyword }) => keyword ?? '').join(',');
  const key = `call ${name.slice(name.lastIndexOf('.') + 1)} ${words}${unique}`;
  return occur(
    frame,
    node,
    frame.store.opaque(
      key,
      values.map(({ term }) => term),
      { range: operation.range, says: operation.says ?? saidBy(name) },
    ),
    values,
  );
}
