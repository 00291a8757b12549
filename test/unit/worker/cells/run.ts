// Cells run one after the other in one scope, and what they gave.
import { decodePayload } from '../../../../src/protocol/encode.ts';
import type { Payload } from '../../../../src/protocol/payload.ts';
import { type CellResult, evaluateCell } from '../../../../src/worker/cells/evaluate.ts';
import { Scope } from '../../../../src/worker/cells/scope.ts';

/** The result of the last of the cells. */
export async function run(...cells: string[]): Promise<CellResult> {
  const scope = new Scope();
  let result: CellResult = { outputs: [] };
  for (const cell of cells) result = await runIn(scope, cell);
  return result;
}

export const runIn = (scope: Scope, cell: string): Promise<CellResult> =>
  evaluateCell(cell, scope, () => Promise.resolve());

/** The payloads of the last cell's outputs. @throws {Error} when it failed */
export async function payloads(...cells: string[]): Promise<Payload[]> {
  const { outputs, error } = await run(...cells);
  if (error) throw new Error(error.message);
  return outputs.map(({ bytes }) => {
    const decoded = decodePayload(bytes);
    if (!decoded.ok) throw new Error(decoded.message);
    return decoded.payload;
  });
}

/** The text of the value that the last cell shows. */
export async function shown(...cells: string[]): Promise<string | undefined> {
  const last = (await payloads(...cells)).at(-1);
  return last?.kind === 'value' ? last.text : undefined;
}

/** What is wrong with the last cell, and the text it points at. */
export async function failure(...cells: string[]): Promise<{ message: string; at: string; name: string }> {
  const { error } = await run(...cells);
  if (!error) throw new Error('the cell did not fail');
  return { name: error.name, message: error.message, at: (cells.at(-1) ?? '').slice(error.start, error.end) };
}
