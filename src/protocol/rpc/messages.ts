// What travels. `version` and `id` keep their names and places in every version, so that a mismatch can be answered.
import { type RpcErrorCode, isRpcErrorCode } from './errors.ts';

/** Raised with every change of a message or of a method's parameters or result. */
export const protocolVersion = 2;

export interface RequestMessage {
  readonly version: number;
  readonly kind: 'request';
  readonly id: number;
  readonly method: string;
  readonly params: unknown;
}

export interface CancelMessage {
  readonly version: number;
  readonly kind: 'cancel';
  readonly id: number;
}

export interface ResultMessage {
  readonly version: number;
  readonly kind: 'result';
  readonly id: number;
  readonly result: unknown;
}

export interface ErrorMessage {
  readonly version: number;
  readonly kind: 'error';
  /** null where the request could not be read at all: it may be any that is pending. */
  readonly id: number | null;
  readonly code: RpcErrorCode;
  readonly message: string;
}

export type ClientMessage = RequestMessage | CancelMessage;
export type ServerMessage = ResultMessage | ErrorMessage;

/** A message that is not one of ours, or one of another version; `id` where it could be read. */
export type Unreadable =
  | { readonly kind: 'malformed'; readonly id: number | null }
  | { readonly kind: 'foreign-version'; readonly id: number | null; readonly version: unknown };

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (message: unknown): Fields | undefined =>
  typeof message === 'object' && message !== null ? (message as Fields) : undefined;

const idOf = (fields: Fields | undefined): number | null =>
  typeof fields?.['id'] === 'number' && Number.isSafeInteger(fields['id']) ? fields['id'] : null;

function unreadable(fields: Fields | undefined): Unreadable | undefined {
  const id = idOf(fields);
  if (fields === undefined || !('version' in fields)) return { kind: 'malformed', id };
  if (fields['version'] === protocolVersion) return undefined;
  return { kind: 'foreign-version', id, version: fields['version'] };
}

/** Reads what a server received. Never throws. */
export function readClientMessage(message: unknown): ClientMessage | Unreadable {
  const fields = fieldsOf(message);
  const id = idOf(fields);
  const broken = unreadable(fields);
  if (broken) return broken;
  const isRequest = fields?.['kind'] === 'request' && typeof fields['method'] === 'string';
  if (id !== null && (isRequest || fields?.['kind'] === 'cancel')) return message as ClientMessage;
  return { kind: 'malformed', id };
}

/** Reads what a client received. Never throws. */
export function readServerMessage(message: unknown): ServerMessage | Unreadable {
  const fields = fieldsOf(message);
  const id = idOf(fields);
  const broken = unreadable(fields);
  if (broken) return broken;
  if (fields?.['kind'] === 'result' && id !== null) return message as ResultMessage;
  const isError = fields?.['kind'] === 'error' && isRpcErrorCode(fields['code']);
  if (isError && typeof fields['message'] === 'string' && (id !== null || fields['id'] === null))
    return message as ErrorMessage;
  return { kind: 'malformed', id };
}
