// Requests and answers over any channel of structured clones: typed, versioned, cancellable, never left pending.
export { type Client, type RequestOptions, createClient } from './client.ts';
export { RpcError, type RpcErrorCode, messageOf } from './errors.ts';
export { protocolVersion } from './messages.ts';
export type { MethodMap, MethodName, ParamsOf, ResultOf } from './methods.ts';
export { type CancelSignal, type Cancellation, type Dispose, type Port, createCancellation } from './port.ts';
export { type HandlerContext, type Handlers, serve } from './server.ts';
