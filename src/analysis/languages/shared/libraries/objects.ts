// Arrays and numbers that are objects of a class of the project.
import type { Family } from './family.ts';

/** Only the class says how they are made, so no code is written for them. */
export const objects: Family = {
  name: 'objects',
  format: 'float64',
  behaviour: { overflow: 'silent', differentiates: true },
  pairs: false,
  methods: true,
  axis: 'axis',
  keepdims: 'keepdims',
  maximum: undefined,
  softmax: undefined,
  functions: {},
};

export function isOfObjects({ name }: Family): boolean {
  return name === objects.name;
}
