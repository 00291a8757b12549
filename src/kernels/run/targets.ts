import type { Kernel } from '../kernel.ts';
import { failure, type KernelError } from './errors.ts';
import type { Layout } from './layout.ts';

type Targets = number | ArrayLike<number> | undefined;

/** What is wrong with the targets of a kernel on lines of that layout, if anything is. */
export function wrongTargets(kernel: Kernel, layout: Layout, targets: Targets): KernelError | undefined {
  if (!kernel.takes.includes('target')) return undefined;
  if (targets === undefined) {
    return failure('missing-target', `${kernel.title} needs a target: the index of the true class among the logits.`);
  }
  if (typeof targets === 'number') return wrongTarget(targets, 'The target', layout.length);
  const lines = layout.outer * layout.inner;
  if (targets.length !== lines) {
    return failure('target-count', `There are ${targets.length} targets for ${lines} lines along the axis.`);
  }
  for (let i = 0; i < lines; i++) {
    const wrong = wrongTarget(targets[i]!, `The target at ${i}`, layout.length);
    if (wrong) return wrong;
  }
  return undefined;
}

function wrongTarget(target: number, name: string, n: number): KernelError | undefined {
  if (!Number.isInteger(target)) {
    return failure('target-not-integer', `${name} is ${target}; it must be an integer, counted from 0.`);
  }
  if (target >= 0 && target < n) return undefined;
  const range = n === 0 ? 'there are no logits' : `it must be from 0 to ${n - 1}, for ${n} logits`;
  return failure('target-out-of-range', `${name} is ${target}; ${range}.`);
}
