// Functions of vectors: of length 1, apart from each other, times a matrix.
import type { Occurrence } from '../../../terms/occurrence.ts';
import { textOf } from '../../../terms/text.ts';
import { knownAxis } from '../../../terms/axis.ts';
import { distancesOf } from '../../../terms/bounds/distance.ts';
import type { TermStore } from '../../../terms/store.ts';
import type { Axis, Term } from '../../../terms/term.ts';
import { innerProduct } from '../../../terms/innerProduct.ts';
import { nonNegative } from '../../../terms/bounds/interval.ts';
import type { Operation } from '../libraries/operation.ts';
import { result, type Application } from './apply.ts';
import type { Argument } from './arguments.ts';
import { axisOf } from './axes.ts';
import { termsOf } from './frame.ts';
import { isNothing } from './nothing.ts';

type VectorOperation = Extract<Operation, { does: 'normalised' | 'distances' | 'linear' | 'outer' }>;

/** Undefined where a length is meant that is not the usual one. */
export function vectors(call: Application, operation: VectorOperation): Occurrence | undefined {
  const { frame, args, operand } = call;
  const { store } = frame;
  const other = args.named.get('other')?.value;
  switch (operation.does) {
    case 'normalised': {
      const order = args.named.get('order');
      const isSum = isOfMagnitudes(order);
      if (!isSum && !isEuclidean(order)) return undefined;
      const given = args.named.get('axis');
      const axis = given ? axisOf(given) : knownAxis(operation.axis);
      // Two rows of length 0 stay what they are: libraries divide by a small number then.
      const length = store.binary(
        'maximum',
        isSum ? magnitudes(store, operand.term, axis, true) : store.reduce('norm', operand.term, axis, true),
        store.constant(1e-12),
      );
      return result(call, store.binary('divide', operand.term, length), [operand]);
    }
    case 'distances': {
      const between = other ? [operand, other] : [operand];
      const term = isEuclidean(args.named.get('order'))
        ? distancesOf(store, termsOf(between))
        : store.opaque('lengths', termsOf(between), { range: nonNegative });
      return result(call, term, between);
    }
    case 'outer': {
      if (!other) return undefined;
      const column = store.reshape({ to: 'insert', at: -1 }, operand.term);
      const row = store.reshape({ to: 'insert', at: 0 }, other.term);
      return result(call, store.binary('multiply', column, row), [operand, other]);
    }
    case 'linear': {
      if (!other) return undefined;
      const product = innerProduct(store, operand.term, store.reshape({ to: 'reverse' }, other.term));
      const added = args.named.get('bias')?.value;
      const bias = added && !isNothing(added.term) ? added : undefined;
      return bias
        ? result(call, store.binary('add', product, bias.term), [operand, other, bias])
        : result(call, product, [operand, other]);
    }
  }
}

/** Whether a length is the sum of magnitudes. */
export function isOfMagnitudes(order: Argument | undefined): boolean {
  const { term } = order?.value ?? {};
  return term !== undefined && (term.kind === 'constant' ? term.value === 1 : textOf(term) === 'l1');
}

/** The sum of magnitudes, which those of exponentials are themselves. */
export function magnitudes(store: TermStore, of: Term, axis: Axis, keepdims: boolean | 'unknown'): Term {
  const isPositive = of.kind === 'map' && of.name === 'exp';
  return store.reduce('sum', isPositive ? of : store.map('abs', of), axis, keepdims);
}

/** Whether a length is the usual one, the root of the sum of squares, as it is where nothing is said. */
export function isEuclidean(order: Argument | undefined): boolean {
  if (!order || isNothing(order.value.term)) return true;
  const { term } = order.value;
  if (term.kind === 'constant') return term.value === 2;
  return /^(fro|l2|euclidean)$/.test(textOf(term) ?? '');
}
