// What a function of a library makes of its arguments.
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { Term } from '../../../terms/term.ts';
import { isText } from '../../../terms/text.ts';
import { allAxes, knownAxis } from '../../../terms/axis.ts';
import { comparison } from '../../../terms/comparison.ts';
import { unit } from '../../../terms/bounds/interval.ts';
import {
  byMask,
  diagonal,
  extremePicked,
  identityMatrix,
  oneHot,
  positionOf,
  takeAlong,
} from '../../../terms/gathers.ts';
import { withoutNaN } from '../../../terms/withoutNaN.ts';
import { contraction, innerProduct, noteBatched } from '../../../terms/innerProduct.ts';
import type { Operation, KnownFunction } from '../libraries/operation.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { bindArguments, type Argument, type Arguments, type BoundArguments } from './arguments.ts';
import { axisOf } from './axes.ts';
import { attribute, detach, occur, termsOf, type Frame } from './frame.ts';
import { bounded, choice, fed, filled, random, range, span } from './ranges.ts';
import { drawn } from './draws.ts';
import { toBase } from './bases.ts';
import { clip } from './limits.ts';
import { ordered, orderOf, turned } from './sorting.ts';
import { loss } from './losses.ts';
import { reduce } from './reductions.ts';
import { runningOf } from './running.ts';
import { grouped } from './groups.ts';
import { byPattern } from './patterns.ts';
import { reshape } from './shapes.ts';
import { elsewhere, orZero } from './elsewhere.ts';
import { binary } from './operators.ts';
import { numberIn, rowOf } from './sources.ts';
import { stacked } from './stacked.ts';
import { triangle } from './triangles.ts';
import { vectors } from './vectors.ts';

/** A call of a known function, as its operation sees it. */
export interface Application {
  readonly frame: Frame;
  readonly node: SyntaxNode;
  readonly known: KnownFunction;
  readonly args: BoundArguments;
  readonly isMethod: boolean;
  readonly operand: Occurrence;
  /** What `*args` and `**options` among the arguments are. */
  readonly spreads: readonly Term[];
  readonly spreadAt: readonly number[]; // where these stand among the others
}

/** Undefined if the arguments are not such as the operation takes: then the call is opaque. */
export function apply(
  frame: Frame,
  node: SyntaxNode,
  known: KnownFunction,
  { all, spread }: Arguments,
  isMethod = false,
): Occurrence | undefined {
  const { operation, parameters } = known;
  const { language } = frame.session;
  if (spread && operation.does !== 'reduce' && operation.does !== 'reshape') return undefined;
  const args = bindArguments(
    all.filter(({ unpacked }) => !unpacked),
    parameters,
    language.parameterNames,
  );
  const spreads = termsOf(all.filter(({ unpacked }) => unpacked).map(({ value }) => value));
  const spreadAt = all.flatMap(({ unpacked }, place) => (unpacked ? [place] : []));
  // Parameters with names of their own, such as the condition of where, stand for the operand.
  const operand = (args.named.get('operand') ?? args.named.get(parameters[0]!) ?? all[0])?.value;
  // math.log2(q) of a math that is not imported: what an array takes of itself has no other argument.
  const isOfItself = operation.does === 'map' || operation.does === 'log-to' || operation.does === 'power-of';
  if (isMethod && isOfItself && args.rest.length > 0) return undefined;
  if (operation.does === 'constant') return occur(frame, node, frame.store.constant(operation.value));
  if (operation.does === 'random') return random(frame, node, operation, args, all);
  if (operation.does === 'fed') return fed(frame, node, args);
  if (!operand) return operation.does === 'bounded' ? bounded(frame, node, operation, all) : undefined;
  const call: Application = { frame, node, known, args, isMethod, operand, spreads, spreadAt };
  const value = operate(call, operation, all);
  if (value) frame.session.calls.set(value, call);
  return value;
}

function operate(call: Application, operation: Operation, all: readonly Argument[]): Occurrence | undefined {
  const { frame, args, operand } = call;
  const { store } = frame;
  const value = (name: string) => args.named.get(name)?.value;
  const besideOperand = () => all.map((argument) => argument.value).filter((each) => each !== operand);
  const make = (term: Term, ...operands: Occurrence[]) => result(call, term, operands);
  switch (operation.does) {
    case 'map':
      if (args.named.has('where')) return undefined; // elsewhere it is what stood in `out` before
      if (args.named.has('base')) return toBase(call, operation.name, args.named.get('base')!.value);
      return make(withDtype(call, store.map(operation.name, operand.term)), operand);
    case 'power-of':
      return make(
        store.map('exp', store.binary('multiply', operand.term, store.constant(Math.log(operation.base)))),
        operand,
      );
    case 'log-to':
      return make(
        store.binary('divide', store.map('log', operand.term), store.constant(Math.log(operation.base))),
        operand,
      );
    case 'binary': {
      const other = value('other');
      // pattern.sub('', text): no numbers, and no function of two values.
      if ([operand, other].some((each) => each && isText(each.term))) return undefined;
      const within = value('where');
      if (other && within && args.named.size === (args.named.has('out') ? 4 : 3))
        return elsewhere(call, operation.name, other, within);
      // x.sub(y, alpha=2) is x - 2 * y, x.div(y, rounding_mode='floor') no quotient.
      if ([...args.named.keys()].some((name) => !ofBinary.has(name))) return undefined;
      return other && familiar(call, binary(frame, call.node, operation.name, operand, other));
    }
    case 'quotient-or-zero':
      return orZero(call);
    case 'inner-product': {
      const other = value('other');
      const turned = ({ term }: Occurrence, flag: string) =>
        value(flag)?.term === store.constant(1) ? store.reshape({ to: 'reverse' }, term) : term;
      if (!other) return undefined;
      const product = innerProduct(store, turned(operand, 'transpose_a'), turned(other, 'transpose_b'));
      if (operation.batched) noteBatched(product);
      return make(product, operand, other);
    }
    case 'normalised':
    case 'distances':
    case 'linear':
    case 'outer':
      return vectors(call, operation);
    case 'grouped':
      return grouped(call, operation);
    case 'by-pattern':
      return byPattern(call, operation);
    case 'contraction': {
      const values = all.map((argument) => argument.value);
      return make(contraction(store, termsOf(values)), ...values);
    }
    case 'reduce':
      return reduce(call, operation.name, undefined, operation.usual === 'first');
    case 'sum-of-numbers': {
      const kept = withoutNaN(store, operand.term);
      return reduce(kept === operand.term ? call : { ...call, operand: make(kept, operand) }, 'sum');
    }
    case 'same-of-numbers':
      return passed(call, withoutNaN(store, operand.term));
    case 'reduce-or-binary':
      return reduce(call, operation.reduce, operation.binary);
    case 'library': {
      const axis = args.named.has('axis') ? axisOf(args.named.get('axis')!) : undefined;
      const usual = operation.axis === 'all' ? allAxes : knownAxis(operation.axis === 'last' ? -1 : 1);
      // What it is given is converted first: softmax(x, dim=-1, dtype=torch.float32).
      return make(store.library(operation.name, withDtype(call, operand.term), axis ?? usual), operand);
    }
    case 'drawn':
      return drawn(call);
    case 'loss':
      return loss(call, operation);
    case 'clip':
      return clip(call, operation, value('low'), value('high'));
    case 'where': {
      const [condition, yes, no] = ['condition', 'yes', 'no'].map(value);
      const chosen = condition && yes && no && choice(store, condition.term, yes.term, no.term);
      return chosen && make(chosen, condition, yes, no);
    }
    case 'fill': {
      const condition = value('condition');
      const filler = value('value');
      return (
        condition && filler && make(store.where(condition.term, filler.term, operand.term), condition, filler, operand)
      );
    }
    case 'trained':
      return make(store.opaque('trained', [operand.term]), operand);
    case 'same': {
      if (args.named.get('requires_grad')?.value.term === store.constant(1))
        return operate(call, { does: 'trained' }, all);
      const read = numberIn(operand.term);
      if (read !== undefined) return make(store.constant(read));
      const row = rowOf(operand.term);
      if (row) return make(withDtype(call, store.reshape({ to: 'insert', at: 0 }, row)), operand);
      const same = withDtype(call, operand.term);
      return passed(call, operation.detaches ? detach(frame, same) : same);
    }
    case 'sort': {
      const others = besideOperand();
      const inOrder = make(store.gather(operand.term, orderOf(call, operation), termsOf(others)), operand, ...others);
      if (operation.pairs ?? call.known.family?.pairs !== false) frame.session.pairs.add(inOrder);
      return inOrder;
    }
    case 'ordered':
      return ordered(call);
    case 'turned':
      return turned(call);
    case 'cast': {
      const format = operation.format ?? dtypeOf(frame, args.named.get('dtype'));
      return passed(call, format ? store.cast(operand.term, format) : operand.term);
    }
    case 'gather':
    case 'mask': {
      const indices = ['indices', 'axis'].map(value).filter((index) => index !== undefined);
      const key = operation.does === 'mask' ? byMask : takeAlong;
      const extreme = extremePicked(store, operand.term, termsOf(indices.slice(0, 1)), true);
      return make(extreme ?? store.gather(operand.term, key, termsOf(indices)), operand, ...indices);
    }
    case 'pieces':
    case 'diagonal': {
      const others = besideOperand();
      // "a b".split(" ")
      if (all.some(({ value: { term } }) => isText(term))) return undefined;
      const key = operation.does === 'diagonal' ? diagonal : 'pieces';
      return make(store.gather(operand.term, key, termsOf(others)), operand, ...others);
    }
    case 'index-of': {
      const extreme = reduce(call, operation.name);
      return extreme && make(positionOf(store, extreme.term), operand);
    }
    case 'reciprocal':
      return make(store.binary('divide', store.constant(1), operand.term), operand);
    case 'reciprocal-root':
      return make(store.binary('divide', store.constant(1), store.map('sqrt', operand.term)), operand);
    case 'running-sum': {
      const others = besideOperand();
      return make(runningOf(call, operation), operand, ...others);
    }
    case 'one-hot':
    case 'identity': {
      const key = operation.does === 'one-hot' ? oneHot : identityMatrix;
      return make(store.opaque(key, [operand.term], { range: unit }), operand);
    }
    case 'activated':
      return frame.session.language.activated(call, args.named.get('activation'));
    case 'range':
      return range(call, all);
    case 'stack':
      return stacked(call, operation, all);
    case 'triangle':
      return triangle(call, operation.part, all);
    case 'full': {
      const by = operation.value ?? value('value')?.term;
      const array = filled(call, operand, by, dtypeOf(frame, args.named.get('dtype')));
      // What is filled with a number that is given is a mask more often than something to be stored to.
      const isMask = array && operation.value === undefined;
      return isMask ? passed({ ...call, operand: array }, withDtype(call, array.term)) : array;
    }
    case 'compare': {
      const other = value('other');
      return other && make(comparison(store, operation.operator, operand.term, other.term), operand, other);
    }
    case 'quantify':
    case 'assert':
    case 'constant':
    case 'random':
    case 'fed':
      return undefined;
    case 'bounded':
      return bounded(frame, call.node, operation, all);
    case 'span':
      return span(call, operation, all);
    default:
      return reshape(call, operation);
  }
}

/** What a function of two values may be given without being another. */
const ofBinary = new Set(['operand', 'other', 'out', 'dtype', 'name']);

/** A value of this call's library. */
export function result({ frame, node, known }: Application, term: Term, operands: readonly Occurrence[]): Occurrence {
  return occur(frame, node, term, operands, { family: known.family });
}

/** The operand's value at another place, of this call's library if the call has one. */
export function passed(call: Application, term: Term): Occurrence {
  const form = term === call.operand.term ? 'read' : 'expression';
  return occur(call.frame, call.node, term, [call.operand], { form, family: call.known.family });
}

export function familiar({ known }: Application, occurrence: Occurrence): Occurrence {
  if (known.family) attribute(occurrence, known.family);
  return occurrence;
}

function withDtype({ frame, args }: Application, term: Term): Term {
  const format = dtypeOf(frame, args.named.get('dtype'));
  return format ? frame.store.cast(term, format) : term;
}

/** The format that a dtype argument names. */
function dtypeOf(frame: Frame, argument: Argument | undefined) {
  return argument && frame.session.language.formatOf(frame, argument);
}
