// A result as a cell's output: the payload's bytes, and the texts that stand for it without the renderer.
import { encodePayload } from '../../protocol/encode.ts';
import type { CellOutput, KernelPayload, ValuePayload } from '../../protocol/payload.ts';
import { kernelMarkdown, kernelPlain } from './kernelText.ts';

/** A caption of more is no caption: somebody typed all the numbers. */
const longestSource = 200;

export const caption = (source: string): string =>
  source.length > longestSource ? `${source.slice(0, longestSource - 1)}…` : source;

export const kernelOutput = (payload: KernelPayload): CellOutput => ({
  bytes: encodePayload(payload),
  markdown: kernelMarkdown(payload),
  plain: kernelPlain(payload),
});

export function valueOutput(source: string, text: string): CellOutput {
  const payload: ValuePayload = { kind: 'value', source, text };
  const fence = '`'.repeat((text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length + 1), 3));
  return { bytes: encodePayload(payload), markdown: `${fence}\n${text}\n${fence}`, plain: text };
}
