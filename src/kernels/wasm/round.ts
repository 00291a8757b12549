import type { Format } from '../formats/format.ts';
import { roundArray as roundInTypeScript } from '../formats/round.ts';
import { isDouble, roundInPlace, roundsTo } from './emulated.ts';
import { align, type Workspace } from './workspace.ts';

/** Elements that go through memory at a time: what is copied in is still in the first cache when it is copied out. */
const chunk = 2048;

/** `roundArray`, bit for bit. */
export function roundArray(
  workspace: Workspace,
  values: ArrayLike<number>,
  format: Format,
  out: Float64Array = new Float64Array(values.length),
): Float64Array {
  const typed = values instanceof Float64Array || values instanceof Float32Array;
  if (!typed || !(roundsTo(format) || isDouble(format)) || out.length !== values.length)
    return roundInTypeScript(values, format, out);
  if (isDouble(format)) {
    out.set(values);
    return out;
  }
  const start = workspace.reserve(chunk * 8);
  const first = start / 8;
  const { doubles } = workspace;
  workspace.writeFormat(format);
  for (let from = 0; from < values.length; from += chunk) {
    const to = Math.min(from + chunk, values.length);
    doubles.set(values.subarray(from, to), first);
    roundInPlace(workspace, format, start, start + align((to - from) * 8));
    out.set(doubles.subarray(first, first + to - from), from);
  }
  return out;
}
