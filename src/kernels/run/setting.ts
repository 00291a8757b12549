import { findPolicy, policyNames, type PolicyName } from '../arithmetic/evaluation.ts';
import type { Format } from '../formats/format.ts';
import { arithmeticFormatNames, findFormat } from '../formats/registry.ts';
import type { Kernel } from '../kernel.ts';
import { findKernel, kernelNames } from '../registry.ts';
import { failure, type KernelError } from './errors.ts';

/** What names stand for. */
export interface Setting {
  readonly ok: true;
  readonly kernel: Kernel;
  readonly format: Format;
  readonly policy: PolicyName;
}

/** Names that come from users, looked up. */
export function findSetting(
  name: string,
  given: string | Format = 'float64',
  policyName = 'framework',
): Setting | KernelError {
  const kernel = findKernel(name);
  if (!kernel) return failure('unknown-kernel', `There is no kernel "${name}"; there is ${kernelNames.join(', ')}.`);
  const format = typeof given === 'string' ? findFormat(given) : given;
  if (!format) {
    const known = arithmeticFormatNames.join(', ');
    return failure(
      'unknown-format',
      `There is no format "${typeof given === 'string' ? given : given.name}"; there is ${known}.`,
    );
  }
  if (format.use === 'storage') {
    const message = `${format.name} only stores numbers: round to it, and compute in another format.`;
    return failure('storage-format', message);
  }
  const policy = findPolicy(policyName);
  if (!policy) {
    return failure('unknown-policy', `There is no policy "${policyName}"; there is ${policyNames.join(', ')}.`);
  }
  return { ok: true, kernel, format, policy };
}
