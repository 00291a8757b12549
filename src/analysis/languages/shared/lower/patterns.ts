// Functions whose axes a pattern names, as in "b n d -> b 1 d": einops.
import { allAxes, knownAxis } from '../../../terms/axis.ts';
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { Axis, ReduceName, Term } from '../../../terms/term.ts';
import { textOf } from '../../../terms/text.ts';
import type { Operation } from '../libraries/operation.ts';
import { result, type Application } from './apply.ts';
import { swapped } from './shapes.ts';

type PatternOperation = Extract<Operation, { does: 'by-pattern' }>;

const reductions: Readonly<Record<string, ReduceName>> = {
  sum: 'sum',
  mean: 'mean',
  max: 'max',
  min: 'min',
  prod: 'product',
};

/** Undefined of what is given no pattern, or a reduction that is not known. */
export function byPattern(call: Application, { how }: PatternOperation): Occurrence | undefined {
  const { frame, operand, args } = call;
  const { store } = frame;
  const given = args.named.get('pattern')?.value;
  const pattern = given && textOf(given.term);
  if (!given || pattern === undefined) return undefined;
  const operands = [operand, given];
  const moved = store.reshape({ to: 'other', key: `${how} ${pattern}`, operands: [] }, operand.term);
  if (how === 'rearrange') return result(call, arranged(pattern, operand.term, call) ?? moved, operands);
  if (how === 'repeat') {
    return result(call, store.reshape({ to: 'broadcast', key: pattern, operands: [] }, operand.term), operands);
  }
  const named = args.named.get('reduction')?.value.term;
  const reduction = named && textOf(named);
  const name = reduction === undefined || !Object.hasOwn(reductions, reduction) ? undefined : reductions[reduction]!;
  if (!name) return undefined;
  const plain = plainReduction(pattern);
  if (plain) return result(call, store.reduce(name, operand.term, plain.axis, plain.kept), operands);
  const axis: Axis = { kind: 'symbolic', term: given.term };
  return result(call, store.reduce(name, moved, axis, 'unknown'), operands);
}

/** The names on both sides, "()" for an axis of length 1; undefined where several are one axis. */
function sidesOf(pattern: string): readonly [readonly string[], readonly string[]] | undefined {
  const sides = pattern.replaceAll('()', '1').split('->');
  const [before, after] = sides.map((side) => side.split(/\s+/).filter(Boolean));
  return before && after && sides.length === 2 && !pattern.replaceAll('()', '').includes('(')
    ? [before, after]
    : undefined;
}

/** Axes that go, or stay with length 1, while the others stay where they are. */
function plainReduction(pattern: string): { readonly axis: Axis; readonly kept: boolean } | undefined {
  const [before, after] = sidesOf(pattern) ?? [];
  if (!before || !after) return undefined;
  if (after.length === 0) return { axis: allAxes, kept: false };
  const gone = before.flatMap((name, place) => (after.includes(name) ? [] : [place]));
  const kept = after.length === before.length;
  const expected = kept
    ? before.map((name, place) => (gone.includes(place) ? '1' : name))
    : before.filter((_, place) => !gone.includes(place));
  if (expected.join(' ') !== after.join(' ')) return undefined;
  const rest = before.indexOf('...');
  const counted = gone.map((place) => (rest >= 0 && place > rest ? place - before.length : place));
  return { axis: knownAxis(...counted), kept };
}

/** A new axis of length 1, one that goes, two that change places. */
function arranged(pattern: string, operand: Term, { frame: { store } }: Application): Term | undefined {
  const [before, after] = sidesOf(pattern) ?? [];
  if (!before || !after || before.includes('...')) return undefined;
  const isOne = (name: string) => name === '1';
  const named = (names: readonly string[]) => names.filter((name) => !isOne(name)).join(' ');
  if (named(before) === named(after)) {
    const added = after.flatMap((name, place) => (isOne(name) ? [place] : []));
    if (added.length === 0) return store.reshape({ to: 'squeeze' }, operand);
    return added.length === 1 && !before.some(isOne)
      ? store.reshape({ to: 'insert', at: added[0]! }, operand)
      : undefined;
  }
  const axes = after.length === before.length ? swapped(after.map((name) => before.indexOf(name))) : undefined;
  return axes && store.reshape({ to: 'swap', axes }, operand);
}
