// Runs a cell: its statements in order, with what they show.
import type { SourceError } from '../../protocol/methods.ts';
import type { CellOutput } from '../../protocol/payload.ts';
import { CellError, evaluationError, syntaxError } from './errors.ts';
import { kernelCall } from './kernelCalls.ts';
import { builtinNames } from './language.ts';
import { caption, kernelOutput, valueOutput } from './outputs.ts';
import type { Scope } from './scope.ts';
import { refuseForeign, shownCall } from './shownCall.ts';
import { type Statement, readStatements } from './statements.ts';
import type { KnownNames } from './suggestions.ts';
import { valueText } from './values.ts';

export interface CellResult {
  /** What was shown before an error, too. */
  readonly outputs: readonly CellOutput[];
  readonly error?: SourceError;
}

/**
 * Evaluates a cell in `scope`, and changes the scope as the cell says, up to an error. A cell that cannot be read runs
 * not at all.
 *
 * A kernel's call that is a statement, alone or assigned, is shown as an output; of plain values, that of the last
 * statement. A semicolon after a statement hides it.
 *
 * @param pause - awaited between statements; what it throws ends the cell and is thrown on
 */
export async function evaluateCell(source: string, scope: Scope, pause: () => Promise<void>): Promise<CellResult> {
  const outputs: CellOutput[] = [];
  let statements: readonly Statement[];
  try {
    statements = readStatements(source);
  } catch (error) {
    if (error instanceof CellError) return { outputs, error: syntaxError(error, source) };
    throw error;
  }
  for (const statement of statements) {
    await pause();
    try {
      const output = run(statement, scope, statement === statements.at(-1));
      if (output && statement.visible) outputs.push(output());
    } catch (error) {
      return { outputs, error: evaluationError(error, statement, () => knownNames(scope), source) };
    }
  }
  return { outputs };
}

/** Evaluates, and gives what would be shown; the output itself is made only for what is shown. */
function run({ node, source }: Statement, scope: Scope, isLast: boolean): (() => CellOutput) | undefined {
  refuseForeign(node);
  const { targets, call } = shownCall(node, (name) => scope.has(name));
  if (call) {
    const result = kernelCall(
      call.name,
      call.args.map((arg): unknown => arg.compile().evaluate(scope)),
    );
    for (const target of targets) scope.set(target, result.value());
    return () => kernelOutput(result.payload(caption(source)));
  }
  const value: unknown = node.compile().evaluate(scope);
  scope.define(node, source, value);
  if (!isLast || value === undefined) return undefined;
  const text = typeof value === 'function' ? (scope.definitions.get(value) ?? valueText(value)) : valueText(value);
  return () => valueOutput(caption(source), text);
}

function knownNames(scope: Scope): KnownNames {
  const { functions, constants } = builtinNames();
  const own = [...scope].map(([name, value]) => ({ name, isFunction: typeof value === 'function' }));
  return {
    functions: [...own.filter((one) => one.isFunction).map((one) => one.name), ...functions],
    values: [...own.filter((one) => !one.isFunction).map((one) => one.name), ...constants],
  };
}
