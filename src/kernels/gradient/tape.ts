import type { Arithmetic } from '../arithmetic/arithmetic.ts';
import type { Rules } from './rules.ts';

/** A vector, or a single number, that was computed on a tape. */
export interface Node {
  readonly values: Float64Array;
  /** Whether it stands for one number, which goes with every element of a vector. */
  readonly isScalar: boolean;
  /** Whether the variable has a part in it. */
  readonly isVariable: boolean;
}

interface Step {
  readonly result: Node;
  /** Passes the cotangent of the result on to the operands. */
  readonly pull: (cotangent: Float64Array) => void;
}

/**
 * Reverse-mode differentiation of a formula over one vector, every operation of it and of its derivative rounded under
 * the arithmetic. What is computed is written down; `gradient` goes back over it.
 */
export class Tape {
  readonly arithmetic: Arithmetic;
  readonly #rules: Rules;
  readonly #detachMax: boolean;
  readonly #steps: Step[] = [];
  readonly #cotangents = new Map<Node, Float64Array>();

  /** @param detachMax - whether a maximum counts as a constant, as with `x.max().detach()` */
  constructor(arithmetic: Arithmetic, rules: Rules, detachMax = false) {
    this.arithmetic = arithmetic;
    this.#rules = rules;
    this.#detachMax = detachMax;
  }

  variable(values: Float64Array): Node {
    return { values, isScalar: false, isVariable: true };
  }

  constant(values: Float64Array | number): Node {
    const isScalar = typeof values === 'number';
    return { values: isScalar ? Float64Array.of(values) : values, isScalar, isVariable: false };
  }

  exp(x: Node): Node {
    const { exp, multiply } = this.arithmetic;
    return this.#map(x, exp, (g, _, y) => multiply(g, y));
  }

  log(x: Node): Node {
    const { divide, log } = this.arithmetic;
    return this.#map(x, log, divide);
  }

  log1p(x: Node): Node {
    const { add, divide, log1p } = this.arithmetic;
    return this.#map(x, log1p, (g, value) => divide(g, add(value, 1)));
  }

  negative(x: Node): Node {
    return this.#map(
      x,
      (value) => -value,
      (g) => -g,
    );
  }

  /** |x|, with the derivative 0 at 0. */
  abs(x: Node): Node {
    const { multiply } = this.arithmetic;
    return this.#map(x, Math.abs, (g, value) => multiply(g, Math.sign(value)));
  }

  /** The greater of two, and NaN of a NaN; where they are equal, each gets half of the cotangent. */
  greater(a: Node, b: Node): Node {
    const { multiply } = this.arithmetic;
    const part = (own: number, other: number) => (own === other ? 0.5 : own > other ? 1 : 0);
    return this.#zip(
      a,
      b,
      (x, y) => Math.max(x, y),
      (g, x, y) => multiply(g, part(x, y)),
      (g, x, y) => multiply(g, part(y, x)),
    );
  }

  add(a: Node, b: Node): Node {
    const same = (g: number) => g;
    return this.#zip(a, b, this.arithmetic.add, same, same);
  }

  subtract(a: Node, b: Node): Node {
    return this.#zip(
      a,
      b,
      this.arithmetic.subtract,
      (g) => g,
      (g) => -g,
    );
  }

  multiply(a: Node, b: Node): Node {
    const { multiply } = this.arithmetic;
    return this.#zip(
      a,
      b,
      multiply,
      (g, _, y) => multiply(g, y),
      (g, x) => multiply(g, x),
    );
  }

  divide(a: Node, b: Node): Node {
    const { divide } = this.arithmetic;
    const divisor = this.#rules.divisor;
    return this.#zip(
      a,
      b,
      divide,
      (g, _, y) => divide(g, y),
      (g, x, y) => divisor(g, x, y, this.arithmetic),
    );
  }

  /** a where the condition is 1, else b; each gets the cotangents of its own elements and 0 for the others. */
  choose(condition: Float64Array, a: Node, b: Node): Node {
    const values = condition.map((isChosen, i) => at(isChosen === 1 ? a : b, i));
    return this.#record(values, false, [a, b], (g) => {
      this.#pass(
        a,
        g.map((value, i) => (condition[i] === 1 ? value : 0)),
      );
      this.#pass(
        b,
        g.map((value, i) => (condition[i] === 1 ? 0 : value)),
      );
    });
  }

  sum(x: Node): Node {
    const total = Float64Array.of(this.arithmetic.sum(x.values));
    return this.#record(total, true, [x], (g) => {
      this.#pass(x, new Float64Array(x.values.length).fill(g[0]!));
    });
  }

  /** The greatest element, of those where the condition is 1 if one is given. */
  max(x: Node, condition?: Float64Array): Node {
    const { divide, max } = this.arithmetic;
    const greatest = max(condition ? x.values.filter((_, i) => condition[i] === 1) : x.values);
    if (this.#detachMax) return this.constant(greatest);
    return this.#record(Float64Array.of(greatest), true, [x], (g) => {
      const attains = (value: number, i: number) => value === greatest && (!condition || condition[i] === 1);
      const share = divide(g[0]!, x.values.filter(attains).length);
      this.#pass(
        x,
        x.values.map((value, i) => (attains(value, i) ? share : 0)),
      );
    });
  }

  /** One element. */
  pick(x: Node, index: number): Node {
    return this.#record(x.values.slice(index, index + 1), true, [x], (g) => {
      const cotangent = new Float64Array(x.values.length);
      cotangent[index] = g[0]!;
      this.#pass(x, cotangent);
    });
  }

  /**
   * The cotangent of the variable for that of the result; 0 where the result does not depend on it.
   * @param cotangent - as long as the result's values
   */
  gradient(result: Node, cotangent: Float64Array, variable: Node): Float64Array {
    this.#cotangents.clear();
    this.#pass(result, cotangent);
    for (const step of [...this.#steps].reverse()) {
      const arrived = this.#cotangents.get(step.result);
      if (arrived) step.pull(arrived);
    }
    return this.#cotangents.get(variable) ?? new Float64Array(variable.values.length);
  }

  #map(x: Node, f: (x: number) => number, back: (g: number, x: number, y: number) => number): Node {
    const values = x.values.map(f);
    return this.#record(values, x.isScalar, [x], (g) => {
      this.#pass(
        x,
        g.map((one, i) => back(one, x.values[i]!, values[i]!)),
      );
    });
  }

  #zip(
    a: Node,
    b: Node,
    f: (a: number, b: number) => number,
    backA: (g: number, a: number, b: number) => number,
    backB: (g: number, a: number, b: number) => number,
  ): Node {
    const longer = a.isScalar ? b : a;
    const values = longer.values.map((_, i) => f(at(a, i), at(b, i)));
    return this.#record(values, longer.isScalar, [a, b], (g) => {
      if (a.isVariable)
        this.#pass(
          a,
          g.map((one, i) => backA(one, at(a, i), at(b, i))),
        );
      if (b.isVariable)
        this.#pass(
          b,
          g.map((one, i) => backB(one, at(a, i), at(b, i))),
        );
    });
  }

  #record(values: Float64Array, isScalar: boolean, operands: readonly Node[], pull: Step['pull']): Node {
    const result = { values, isScalar, isVariable: operands.some(({ isVariable }) => isVariable) };
    if (result.isVariable) this.#steps.push({ result, pull });
    return result;
  }

  /** Adds to a node's cotangent; of a number that went with a vector it is the sum. */
  #pass(node: Node, cotangent: Float64Array): void {
    if (!node.isVariable) return;
    const { add, sum } = this.arithmetic;
    const own = node.isScalar && cotangent.length !== 1 ? Float64Array.of(sum(cotangent)) : cotangent;
    const before = this.#cotangents.get(node);
    this.#cotangents.set(node, before ? before.map((value, i) => add(value, own[i]!)) : own);
  }
}

function at({ values, isScalar }: Node, index: number): number {
  return values[isScalar ? 0 : index]!;
}
