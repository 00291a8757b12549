/**
 * Why a request was rejected.
 *
 * - `cancelled`: the caller's signal was aborted.
 * - `closed`: the port was closed, or the worker behind it died or could not be started.
 * - `interrupted`: another request's cancelled work did not stop, so the worker both were in was ended.
 * - `version`: the two ends were built from different versions of the protocol.
 * - `unknown-method`, `malformed`: the other end does not know the method, or one end could not read a message.
 * - `unsendable`: the parameters or the result cannot be cloned.
 * - `failed`: the handler threw; the message is what it threw.
 */
export const rpcErrorCodes = [
  'cancelled',
  'closed',
  'interrupted',
  'version',
  'unknown-method',
  'malformed',
  'unsendable',
  'failed',
] as const;

export type RpcErrorCode = (typeof rpcErrorCodes)[number];

/** What every rejected request rejects with. */
export class RpcError extends Error {
  override readonly name = 'RpcError';
  readonly code: RpcErrorCode;

  constructor(code: RpcErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

export const isRpcErrorCode = (code: unknown): code is RpcErrorCode =>
  (rpcErrorCodes as readonly unknown[]).includes(code);

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
