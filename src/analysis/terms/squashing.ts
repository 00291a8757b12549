// 1 - tanh(u)², the slope of a tanh: of densities that are squashed its logarithm is taken away.
import { uncast } from './bare.ts';
import { complementOf } from './logarithm.ts';
import { rootOf } from './square.ts';
import type { Term } from './term.ts';

/** The u of log(1 - tanh(u)²), and of log1p(-tanh(u)²). */
export function squashedIn(log: Term): Term | undefined {
  if (log.kind !== 'map') return undefined;
  if (log.name === 'log') {
    const complement = complementOf(uncast(log.operand));
    return complement?.one === 1 ? ofSquare(uncast(complement.of)) : undefined;
  }
  const { operand } = log;
  if (log.name !== 'log1p' || operand.kind !== 'map' || operand.name !== 'neg') return undefined;
  return ofSquare(uncast(operand.operand));
}

function ofSquare(term: Term): Term | undefined {
  const isPower = term.kind === 'binary' && term.name === 'power';
  const root = isPower && term.right.kind === 'constant' && term.right.value === 2 ? term.left : rootOf(term);
  const inner = root && uncast(root);
  return inner?.kind === 'map' && inner.name === 'tanh' ? inner.operand : undefined;
}
