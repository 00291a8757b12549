import type { Format, FormatName } from '../formats/format.ts';
import * as closedForm from './closed-form.ts';

export * from './atlas/index.ts';
export * from './closed-form.ts';
export * from './first-grid-values.ts';

/** Where a format fails, in units of the logits; each field is the function of the same name. */
export interface Thresholds {
  readonly format: FormatName;
  readonly expOverflow: number;
  readonly expSubnormal: number;
  readonly expZero: number;
  readonly sumOverflow: number;
  readonly probabilityZeroGap: number;
  readonly probabilityOneGap: number;
}

/** All thresholds of a format for n logits, by closed form. */
export function thresholds(format: Format, n: number): Thresholds {
  return {
    format: format.name,
    expOverflow: closedForm.expOverflow(format),
    expSubnormal: closedForm.expSubnormal(format),
    expZero: closedForm.expZero(format),
    sumOverflow: closedForm.sumOverflow(format, n),
    probabilityZeroGap: closedForm.probabilityZeroGap(format),
    probabilityOneGap: closedForm.probabilityOneGap(format),
  };
}
