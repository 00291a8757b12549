import type { Occurrence } from '../../../terms/occurrence.ts';
import type { ShapeChange, Term } from '../../../terms/term.ts';
import type { Operation } from '../libraries/operation.ts';
import { result, type Application } from './apply.ts';
import type { Argument } from './arguments.ts';

type ShapeOperation = Extract<
  Operation,
  { does: 'insert-axis' | 'squeeze' | 'reverse' | 'swap' | 'flatten' | 'broadcast' | 'reshape' | 'rearranged' }
>;

/** Changes of shape, as far as broadcasting cares. */
export function reshape(call: Application, operation: ShapeOperation): Occurrence {
  const change = changeOf(call, operation);
  return result(call, call.frame.store.reshape(change, call.operand.term), [call.operand]);
}

function changeOf(call: Application, operation: ShapeOperation): ShapeChange {
  const { args } = call;
  const { does } = operation;
  switch (does) {
    case 'insert-axis': {
      if (operation.axis !== undefined) return { to: 'insert', at: operation.axis };
      const at = args.named.get('axis')?.value.term;
      if (at?.kind === 'constant') return { to: 'insert', at: at.value };
      return at ? { to: 'insert', at } : given(call, 'other', []);
    }
    case 'swap':
      return swap(call);
    case 'reshape':
      return toShape(call);
    case 'reverse':
      return args.named.has('shape') ? permuted(call) : { to: 'reverse' };
    case 'squeeze':
    case 'flatten':
      return { to: does };
    case 'broadcast':
      return given(call, 'broadcast', shapeArguments(call));
    case 'rearranged':
      return given(
        call,
        'other',
        [...call.args.named.values(), ...call.args.rest].filter(({ value }) => value !== call.operand),
      );
  }
}

/** x.transpose() reverses in NumPy; with two axes it swaps them in PyTorch, and so it does in NumPy for a matrix. */
function swap(call: Application): ShapeChange {
  const first = call.args.named.get('axis')?.value.term;
  const second = call.args.named.get('axis2')?.value.term;
  if (!first) return { to: 'reverse' };
  if (call.args.rest.length > 0) return permuted(call, [...call.args.named.values(), ...call.args.rest].slice(1));
  if (first.kind === 'constant' && second?.kind === 'constant') {
    return { to: 'swap', axes: [first.value, second.value] };
  }
  return given(call, 'other', [...call.args.named.values()]);
}

/** Axes in another order; (0, 2, 1) swaps two of them. */
function permuted(call: Application, order = shapeArguments(call)): ShapeChange {
  const axes = sizesOf(order).map((term) => (term.kind === 'constant' ? term.value : NaN));
  const from = axes.map((axis) => (axis < 0 ? axis + axes.length : axis));
  const swap = swapped(from);
  return swap ? { to: 'swap', axes: swap } : given(call, 'other', order);
}

/**
 * The two axes that change places, while all others stay where they are; undefined of any other order.
 * @param from - which axis each one was before
 */
export function swapped(from: readonly number[]): readonly [number, number] | undefined {
  const [a, b, ...others] = from.flatMap((axis, place) => (axis === place ? [] : [place]));
  if (a === undefined || b === undefined || others.length > 0) return undefined;
  return from[a] === b && from[b] === a ? [a, b] : undefined;
}

/** (-1, 1) and (n, 1) are columns, (1, -1) and (1, n) rows. */
function toShape(call: Application): ShapeChange {
  const sizeArguments = shapeArguments(call);
  const sizes = sizesOf(sizeArguments);
  const key = sizeArguments
    .map(({ keyword }) => keyword ?? '')
    .join(' ')
    .trim();
  // Nobody knows how many there are of those.
  if (call.spreads.length > 0) {
    return { to: 'other', key: `${key} *${call.spreadAt.join(' ')}`, operands: [...sizes, ...call.spreads] };
  }
  const isOne = (term: Term | undefined) => term?.kind === 'constant' && term.value === 1;
  if (sizes.length === 2 && isOne(sizes[1]) && !isOne(sizes[0])) return { to: 'column', key, operands: sizes };
  if (sizes.length === 2 && isOne(sizes[0]) && !isOne(sizes[1])) return { to: 'row', key, operands: sizes };
  if (sizes.length === 1 && sizes[0]?.kind === 'constant' && sizes[0].value === -1) return { to: 'flatten' };
  return { to: 'other', key, operands: sizes };
}

/** What a shape is given as, one by one or in a list. */
function sizesOf(given: readonly Argument[]): readonly Term[] {
  const [only] = given;
  const { term } = only?.value ?? {};
  return given.length === 1 && term?.kind === 'stack' ? term.items : given.map(({ value }) => value.term);
}

function shapeArguments({ args }: Application): readonly Argument[] {
  const shape = args.named.get('shape');
  return shape ? [shape, ...args.rest] : args.rest;
}

function given(
  call: Application,
  to: 'column' | 'row' | 'broadcast' | 'other',
  sizes: readonly Argument[],
): ShapeChange {
  const words = sizes.map(({ keyword }) => keyword ?? '').join(',');
  return { to, key: `${call.known.operation.does} ${words}`, operands: sizes.map(({ value }) => value.term) };
}
