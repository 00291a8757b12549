import { typescriptBackend } from '../backend/typescript.ts';
import { sweepIndex, type Sweep } from '../backend/backend.ts';
import type { Format } from '../formats/format.ts';
import { formats } from '../formats/registry.ts';
import { emulatedArithmetic, type EmulatedArithmetic, type Span } from './emulated.ts';
import { narrowBytes, narrowTwins, type Twins } from './narrow.ts';
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
  const start = workspace.reserve(5 * bytes + narrowBytes(n));
  const span = (index: number): Span => ({ start: start + index * bytes, end: start + (index + 1) * bytes });
  const [given, scaled, references, rounded, out] = [span(0), span(1), span(2), span(3), span(4)];
  const float64 = emulatedArithmetic(workspace, formats.float64)!; // memory is of doubles
  const inMemory = inFormats.map(
    (format) => narrowTwins(workspace, format, n, out.end) ?? doubleTwins(workspace, format, { n, rounded, out }),
  );
  if (n === 0 || hasNaN(logits) || inMemory.includes(undefined)) {
    return typescriptBackend.sweep(logits, scales, inFormats);
  }

  const { code, doubles } = workspace;
  const errors = new Float64Array(inFormats.length * scales.length * 2);
  doubles.set(logits, given.start / 8);
  doubles.fill(-Infinity, given.start / 8 + n, given.end / 8);
  for (let scale = 0; scale < scales.length; scale++) {
    code.multiply64(given.start, given.end, scaled.start, scales[scale]!);
    doubles.fill(-Infinity, scaled.start / 8 + n, scaled.end / 8); // −Infinity times a scale is anything
    float64.subtract(scaled, float64.max(scaled), references);
    softmax(float64, references, references, n);
    doubles.fill(0, references.start / 8 + n, references.end / 8);
    inMemory.forEach((twins, index) => {
      const { naive, stable } = twins!.errors(scaled, references); // all of them are there
      errors[sweepIndex(index, scale, 0, scales.length)] = naive;
      errors[sweepIndex(index, scale, 1, scales.length)] = stable;
    });
  }
  workspace.release();
  return { errors };
}

interface Place {
  readonly n: number;
  readonly rounded: Span;
  readonly out: Span;
}

/** The twins in double, rounded to the format. */
function doubleTwins(workspace: Workspace, format: Format, { n, rounded, out }: Place): Twins | undefined {
  const inFormat = emulatedArithmetic(workspace, format);
  if (!inFormat) return undefined;
  const { code, doubles } = workspace;
  const distance = (references: Span): number => {
    doubles.fill(0, out.start / 8 + n, out.end / 8);
    return code.distance64(out.start, out.end, references.start);
  };
  return {
    errors: (scaled, references) => {
      inFormat.select();
      inFormat.round(scaled, rounded);
      const greatest = inFormat.max(rounded);
      softmax(inFormat, rounded, out, n);
      const naive = distance(references);
      // In float64 it is the reference itself.
      if (format === formats.float64)
        return { naive, stable: code.distance64(references.start, references.end, references.start) };
      inFormat.subtract(rounded, greatest, out);
      softmax(inFormat, out, out, n);
      return { naive, stable: distance(references) };
    },
  };
}

function softmax(inFormat: EmulatedArithmetic, from: Span, to: Span, n: number): void {
  inFormat.exp(from, to);
  inFormat.divide(to, inFormat.sum(to, n));
}

function hasNaN(values: ArrayLike<number>): boolean {
  for (let i = 0; i < values.length; i++) if (Number.isNaN(values[i])) return true;
  return false;
}
