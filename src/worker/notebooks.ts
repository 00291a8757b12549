// The variables of the open notebooks, and their cells run one after the other.
import type { EvaluateParams, EvaluateResult } from '../protocol/methods.ts';
import { type CancelSignal, RpcError, messageOf } from '../protocol/rpc/index.ts';
import { evaluateCell } from './cells/evaluate.ts';
import { Scope, readScope, writeScope } from './cells/scope.ts';

/** How long a cell may run before messages are let in, which may cancel it; in milliseconds. */
const slice = 12;

interface Notebook {
  readonly scope: Scope;
  /** What the host was last told. */
  readonly text: string;
}

export interface Notebooks {
  /** @throws {RpcError} `cancelled`; the notebook then has the variables it had before. */
  evaluate(params: EvaluateParams, signal: CancelSignal): Promise<EvaluateResult>;
  /** Once its cells that were asked for before have run. */
  forget(notebook: string): void;
}

export function createNotebooks(): Notebooks {
  const notebooks = new Map<string, Notebook>();
  let last: Promise<unknown> = Promise.resolve();

  /** Ours, if the host speaks of the same; else as the host has it: its text outlives workers and cancelled cells. */
  const open = (name: string, text: string | undefined): Scope => {
    const here = notebooks.get(name);
    if (here && (text === undefined || text === here.text)) return here.scope;
    return text === undefined ? new Scope() : readScope(text);
  };

  const evaluate = async (
    { notebook, source, scope: text }: EvaluateParams,
    signal: CancelSignal,
  ): Promise<EvaluateResult> => {
    refuseIfCancelled(signal);
    let scope: Scope;
    try {
      scope = open(notebook, text);
    } catch (error) {
      const name = error instanceof Error ? error.name : 'Error';
      return { ok: false, outputs: [], error: { name, message: messageOf(error) }, scope: writeScope(new Scope()) };
    }
    // A cancelled cell may have changed some variables: what is here is not given to another before it is whole.
    notebooks.delete(notebook);
    const { outputs, error } = await evaluateCell(source, scope, pauses(signal));
    const written = writeScope(scope);
    notebooks.set(notebook, { scope, text: written });
    return error ? { ok: false, outputs, error, scope: written } : { ok: true, outputs, scope: written };
  };

  return {
    evaluate(params, signal) {
      const result = last.then(() => evaluate(params, signal));
      last = result.catch(() => undefined);
      return result;
    },
    forget(notebook) {
      last = last.then(() => notebooks.delete(notebook));
    },
  };
}

/** Lets the event loop take messages when a cell has run for a while. @throws {RpcError} `cancelled` by rejection */
function pauses(signal: CancelSignal): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since > slice) {
      await new Promise((resolve) => setTimeout(resolve, 0));
      since = performance.now();
    }
    refuseIfCancelled(signal);
  };
}

function refuseIfCancelled(signal: CancelSignal): void {
  if (signal.aborted) throw new RpcError('cancelled', 'The cell was interrupted.');
}
