export type KernelErrorCode =
  | 'unknown-kernel'
  | 'unknown-format'
  | 'storage-format'
  | 'unknown-policy'
  | 'unknown-rules'
  | 'shape-mismatch'
  | 'axis-out-of-range'
  | 'missing-target'
  | 'target-count'
  | 'target-not-integer'
  | 'target-out-of-range'
  | 'missing-operand'
  | 'operand-length'
  | 'temperature-not-positive'
  | 'logits-not-finite'
  | 'out-length'
  | 'out-overlaps';

export interface KernelError {
  readonly ok: false;
  readonly code: KernelErrorCode;
  /** What is wrong, with the offending name, index, length or shape, and what would be right. */
  readonly message: string;
}

export function failure(code: KernelErrorCode, message: string): KernelError {
  return { ok: false, code, message };
}
