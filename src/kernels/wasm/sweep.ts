import { typescriptBackend } from '../backend/typescript.ts';
import { sweepIndex, type Sweep } from '../backend/backend.ts';
import type { Format } from '../formats/format.ts';
import { formats } from '../formats/registry.ts';
import { emulatedArithmetic, type EmulatedArithmetic, type Span } from './emulated.ts';
import { align, type Workspace } from './workspace.ts';

/** `Backend.sweep`: everything in memory but the loop over formats, scales and twins. */
export function sweep(
  workspace: Workspace,
  logits: ArrayLike<number>,
  scales: ArrayLike<number>,
  inFormats: readonly Format[],
): Sweep {
  const n = logits.length;
  const bytes = align(n * 8);
  const start = workspace.reserve(5 * bytes);
  const span = (index: number): Span => ({ start: start + index * bytes, end: start + (index + 1) * bytes });
  const [given, scaled, rounded, reference, out] = [span(0), span(1), span(2), span(3), span(4)];
  const float64 = emulatedArithmetic(workspace, formats.float64)!; // memory is of doubles
  const arithmetics = inFormats.map((format) => emulatedArithmetic(workspace, format));
  if (n === 0 || arithmetics.includes(undefined)) return typescriptBackend.sweep(logits, scales, inFormats);

  const { code, doubles } = workspace;
  const errors = new Float64Array(inFormats.length * scales.length * 2);
  const softmax = (inFormat: EmulatedArithmetic, from: Span, to: Span): void => {
    inFormat.exp(from, to);
    inFormat.divide(to, inFormat.sum(to, n));
  };
  const distance = (): number => {
    // The stride is of two: what stands beyond the last is made the same.
    if (n % 2 === 1) doubles[out.start / 8 + n] = doubles[reference.start / 8 + n] = 0;
    return code.distance64(out.start, out.start + 16 * Math.ceil(n / 2), reference.start);
  };
  doubles.set(logits, given.start / 8);
  doubles.fill(-Infinity, given.start / 8 + n, given.end / 8);
  for (let scale = 0; scale < scales.length; scale++) {
    code.multiply64(given.start, given.end, scaled.start, scales[scale]!);
    doubles.fill(-Infinity, scaled.start / 8 + n, scaled.end / 8); // −Infinity times a scale is anything
    float64.subtract(scaled, float64.max(scaled), reference);
    softmax(float64, reference, reference);
    arithmetics.forEach((inFormat, index) => {
      if (!inFormat) return;
      inFormat.select();
      inFormat.round(scaled, rounded);
      softmax(inFormat, rounded, out);
      errors[sweepIndex(index, scale, 0, scales.length)] = distance();
      if (inFormats[index] === formats.float64) {
        // The reference itself.
        errors[sweepIndex(index, scale, 1, scales.length)] = code.distance64(
          reference.start,
          reference.end,
          reference.start,
        );
        return;
      }
      inFormat.subtract(rounded, inFormat.max(rounded), out);
      softmax(inFormat, out, out);
      errors[sweepIndex(index, scale, 1, scales.length)] = distance();
    });
  }
  workspace.release();
  return { errors };
}
