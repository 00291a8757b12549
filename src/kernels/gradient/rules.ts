import type { Arithmetic } from '../arithmetic/arithmetic.ts';

/**
 * What frameworks differ in when they differentiate backwards: the quotient x / y with respect to y. Everything else
 * (exp: g · e^x as computed; log: g / x; a maximum: g in equal parts to those that attain it) they do alike.
 */
export interface Rules {
  /** The cotangent of y, from that of x / y. */
  readonly divisor: (cotangent: number, x: number, y: number, arithmetic: Arithmetic) => number;
}

/** https://github.com/pytorch/pytorch/blob/v1.13.0/torch/csrc/autograd/FunctionsManual.cpp, div_tensor_other_grad */
const torch: Rules = {
  divisor: (cotangent, x, y, { divide, multiply }) => multiply(-cotangent, divide(divide(x, y), y)),
};

/**
 * y^−2 is computed first, as 1 / (y · y): it is 0 once y² overflows, and infinite once y² underflows.
 * https://github.com/jax-ml/jax/blob/main/jax/_src/lax/lax.py, the JVP of div_p, transposed
 */
const jax: Rules = {
  divisor: (cotangent, x, y, { divide, multiply }) => -multiply(multiply(cotangent, divide(1, multiply(y, y))), x),
};

export const rules = { torch, jax } as const satisfies Record<string, Rules>;

export type RulesName = keyof typeof rules;

export const rulesNames = /* @__PURE__ */ Object.keys(rules) as readonly RulesName[]; // the object's own keys, as its type says

/** The rules of that name, or undefined. */
export function findRules(name: string): Rules | undefined {
  return Object.hasOwn(rules, name) ? rules[name as RulesName] : undefined;
}
