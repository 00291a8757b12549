// The value of a term as if numbers had no end: in many bits, and with every exponent. What the code means, whatever its
// format makes of it.
import { wideArithmetic, type Wide, type WideArithmetic } from '../../../kernels/index.ts';
import { comparisonOf } from '../comparison.ts';
import { asGrouped, type Grouped } from '../groups.ts';
import { asRunning, type Running } from '../runningSum.ts';
import type { BinaryName, BinaryTerm, LibraryTerm, MapName, ReduceName, ReduceTerm, Term } from '../term.ts';
import { broadcastShapes, broadcastTo, permute, sizeOf, type NdArray } from './array.ts';
import { axesOf } from './axes.ts';
import type { Inputs } from './evaluate.ts';
import { mapsOf } from './exactMaps.ts';
import { gatherArray } from './gather.ts';
import { linesOfGroups, ofBase, ofNone } from './grouped.ts';
import { targetsOf } from './library.ts';
import { shapedArray } from './shaped.ts';
import { linesAlong } from './running.ts';
import { Unsupported } from './unsupported.ts';

interface WideArray {
  readonly shape: readonly number[];
  readonly data: readonly Wide[];
}

/**
 * The value of a term in real numbers, brought to doubles: ±Infinity where it is beyond them.
 * @param bits - of each operation; a difference of numbers that have more than these in common is lost
 * @throws ShapeError where the library would raise; Unsupported where a term has no value here
 */
export function evaluateExactly(root: Term, inputs: Inputs, bits: number): NdArray {
  const { shape, data } = new Exactly(inputs, wideArithmetic(bits)).value(root);
  const { toNumber } = wideArithmetic(bits);
  return { shape, data: Float64Array.from(data, toNumber) };
}

/**
 * Σ weights · (value at `to` − value at `from`) in real numbers, brought to a double: of inputs that are near to one
 * another what a gradient says their difference makes.
 * @throws ShapeError, Unsupported
 */
export function exactRise(
  root: Term,
  from: Inputs,
  to: Inputs,
  weightsOf: (value: NdArray) => Float64Array,
  bits: number,
): number {
  const wide = wideArithmetic(bits);
  const [start, end] = [from, to].map((inputs) => new Exactly(inputs, wide).value(root));
  const weights = weightsOf(asPlain(start!));
  const parts = end!.data.map((x, i) => wide.multiply(wide.of(weights[i]!), wide.subtract(x, start!.data[i]!)));
  return wide.toNumber(parts.reduce(wide.add, wide.of(0)));
}

class Exactly {
  private readonly known = new Map<Term, WideArray>();
  private readonly maps: Readonly<Partial<Record<MapName, (x: Wide) => Wide>>>;
  private readonly one: Wide;

  constructor(
    inputs: Inputs,
    private readonly wide: WideArithmetic,
  ) {
    this.one = wide.of(1);
    this.maps = mapsOf(wide);
    for (const [term, { shape, data }] of inputs) this.known.set(term, { shape, data: Array.from(data, wide.of) });
  }

  value(term: Term): WideArray {
    const before = this.known.get(term);
    if (before) return before;
    const found = this.compute(term);
    this.known.set(term, found);
    return found;
  }

  private compute(term: Term): WideArray {
    switch (term.kind) {
      case 'constant':
        return { shape: [], data: [this.wide.of(term.value)] };
      case 'map': {
        const f = this.maps[term.name];
        if (!f) throw new Unsupported(`${term.name} is not computed exactly`);
        return map(this.value(term.operand), f);
      }
      case 'binary':
        return this.combine(this.value(term.left), this.value(term.right), this.binary(term));
      case 'where': {
        const condition = this.value(term.condition);
        const chosen = (isTaken: boolean, of: Term) =>
          this.combine(condition, this.value(of), (c, x) => (this.wide.sign(c) > 0 === isTaken ? x : NaN));
        return this.combine(chosen(true, term.yes), chosen(false, term.no), (y, n) => (Number.isNaN(y) ? n : y));
      }
      case 'reduce':
        return this.reduce(term);
      case 'reshape':
        return this.moved(term.operand, (array) => shapedArray(term, array, (of) => this.plain(of)));
      case 'gather':
        return this.moved(term.operand, (array) => gatherArray(term, array, (index) => this.plain(index)));
      case 'refined':
      case 'cast':
        return this.value(term.operand);
      case 'library':
        return this.library(term);
      case 'opaque': {
        const running = asRunning(term);
        if (running) return this.running(running);
        const groups = asGrouped(term);
        if (groups) return this.grouped(groups);
        const compared = comparisonOf(term);
        if (!compared) throw new Unsupported('opaque has no value of its own');
        const holds = { '<': [-1], '<=': [-1, 0], '>': [1], '>=': [0, 1] }[compared.comparator];
        return this.combine(this.value(compared.left), this.value(compared.right), (a, b) =>
          this.wide.of(holds.includes(this.wide.compare(a, b)) ? 1 : 0),
        );
      }
      default:
        throw new Unsupported(`${term.kind} has no value of its own`);
    }
  }

  private binary({ name, right }: BinaryTerm): (a: Wide, b: Wide) => Wide {
    const { add, subtract, multiply, divide, compare, exp, log, of } = this.wide;
    const isGreater = (a: Wide, b: Wide) => compare(a, b) >= 0;
    const either = (a: Wide, b: Wide) => (Number.isNaN(a) || Number.isNaN(b) ? NaN : undefined);
    switch (name) {
      case 'add':
        return add;
      case 'subtract':
        return subtract;
      case 'multiply':
        return multiply;
      case 'divide':
        return divide;
      case 'maximum':
        return (a, b) => either(a, b) ?? (isGreater(a, b) ? a : b);
      case 'minimum':
        return (a, b) => either(a, b) ?? (isGreater(a, b) ? b : a);
      case 'logaddexp':
        return (a, b) => log(add(exp(a), exp(b)));
      case 'power': {
        const times = right.kind === 'constant' && Number.isInteger(right.value) ? right.value : undefined;
        if (times === undefined || Math.abs(times) > 64) return (a, b) => exp(multiply(b, log(a)));
        const raised = (x: Wide) => Array.from({ length: Math.abs(times) }, () => x).reduce(multiply, of(1));
        return (a) => (times < 0 ? divide(of(1), raised(a)) : raised(a));
      }
      default:
        throw new Unsupported(`${name as BinaryName} is not computed exactly`);
    }
  }

  private reduce(term: ReduceTerm): WideArray {
    const { name, axis, operand, keepdims } = term;
    if (keepdims === 'unknown') throw new Unsupported('keepdims is given at run time');
    const array = this.value(operand);
    return this.along(
      array,
      axesOf(axis, asPlain(array), (of) => this.plain(of)),
      keepdims,
      this.reduction(name),
    );
  }

  private reduction(name: ReduceName): (line: readonly Wide[]) => Wide {
    const { add, subtract, multiply, divide, compare, exp, log, sqrt, of } = this.wide;
    const sum = (line: readonly Wide[]) => line.reduce(add, of(0));
    const mean = (line: readonly Wide[]) => divide(sum(line), of(line.length));
    const squares = (line: readonly Wide[]) => line.map((x) => multiply(x, x));
    const variance = (line: readonly Wide[]) => {
      const middle = mean(line);
      return mean(squares(line.map((x) => subtract(x, middle))));
    };
    const extremum = (order: number) => (line: readonly Wide[]) =>
      line.reduce((best, x) => (Number.isNaN(best) || Number.isNaN(x) ? NaN : compare(x, best) === order ? x : best));
    const reductions: Readonly<Record<ReduceName, (line: readonly Wide[]) => Wide>> = {
      sum,
      mean,
      max: extremum(1),
      min: extremum(-1),
      product: (line) => line.reduce(multiply, of(1)),
      logsumexp: (line) => log(sum(line.map(exp))),
      norm: (line) => sqrt(sum(squares(line))),
      variance,
      deviation: (line) => sqrt(variance(line)),
    };
    return reductions[name];
  }

  private library(term: LibraryTerm): WideArray {
    const { log, exp, divide, add, subtract, multiply } = this.wide;
    const x = this.value(term.operand);
    const targets = targetsOf(term);
    if (targets) {
      const softplus = map(x, (logit) => log(add(this.one, exp(logit))));
      const each = this.combine(softplus, this.combine(this.value(targets), x, multiply), subtract);
      return { shape: [], data: [this.reduction('mean')(each.data)] };
    }
    if (term.name !== 'softmax' && term.name !== 'log-softmax') throw new Unsupported('a loss of a library');
    const axes = axesOf(term.axis, asPlain(x), (of) => this.plain(of));
    const exponentials = map(x, exp);
    const sums = this.along(exponentials, axes, true, this.reduction('sum'));
    return term.name === 'softmax'
      ? this.combine(exponentials, sums, divide)
      : this.combine(x, map(sums, log), subtract);
  }

  private running({ name, of, axis }: Running): WideArray {
    const { add, exp, log } = this.wide;
    const array = this.value(of);
    const { to, back } = linesAlong(this.number(axis), array.shape.length);
    const lines = moved(name === 'sum' ? array : map(array, exp), (plain) => permute(plain, to));
    const length = lines.shape.at(-1)!;
    const data = [...lines.data];
    for (let i = 0; i < data.length; i++) if (i % length > 0) data[i] = add(data[i - 1]!, data[i]!);
    const sums = moved({ shape: lines.shape, data }, (plain) => permute(plain, back));
    return name === 'sum' ? sums : map(sums, log);
  }

  private grouped(groups: Grouped): WideArray {
    const { shape, data } = this.value(groups.of);
    const lines = linesOfGroups(groups, asPlain({ shape, data }), (of) => this.plain(of));
    const before = ofBase(groups).map(this.wide.of);
    const f = this.reduction(groups.name);
    const of = (line: readonly Wide[]) => (line.length > 0 ? f(line) : this.wide.of(ofNone(groups)));
    return { shape: lines.shape, data: lines.places.map((line) => of([...before, ...line.map((at) => data[at]!)])) };
  }

  private along(
    array: WideArray,
    axes: readonly number[],
    keepdims: boolean,
    f: (line: readonly Wide[]) => Wide,
  ): WideArray {
    const kept = array.shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
    const lines = moved(array, (plain) => permute(plain, [...kept, ...axes])).data;
    const length = sizeOf(axes.map((axis) => array.shape[axis]!));
    const data = Array.from({ length: lines.length / length }, (_, line) =>
      f(lines.slice(line * length, (line + 1) * length)),
    );
    const shape = keepdims
      ? array.shape.map((size, axis) => (axes.includes(axis) ? 1 : size))
      : kept.map((axis) => array.shape[axis]!);
    return { shape, data };
  }

  private combine(a: WideArray, b: WideArray, f: (a: Wide, b: Wide) => Wide): WideArray {
    const shape = broadcastShapes(a.shape, b.shape);
    const [left, right] = [a, b].map((array) => moved(array, (plain) => broadcastTo(plain, shape)).data);
    return { shape, data: left!.map((x, index) => f(x, right![index]!)) };
  }

  private moved(operand: Term, move: (array: NdArray) => NdArray): WideArray {
    return moved(this.value(operand), move);
  }

  private plain(term: Term): NdArray {
    const { shape, data } = this.value(term);
    return { shape, data: Float64Array.from(data, this.wide.toNumber) };
  }

  private number(term: Term): number {
    return this.plain(term).data[0]!;
  }
}

function map({ shape, data }: WideArray, f: (x: Wide) => Wide): WideArray {
  return { shape, data: data.map(f) };
}

/** An operation that only moves elements, done on their places. */
function moved({ shape, data }: WideArray, move: (array: NdArray) => NdArray): WideArray {
  const places = move({ shape, data: Float64Array.from({ length: data.length }, (_, index) => index) });
  return { shape: places.shape, data: Array.from(places.data, (index) => data[index]!) };
}

/** Only its shape matters. */
function asPlain({ shape, data }: WideArray): NdArray {
  return { shape, data: new Float64Array(data.length) };
}
