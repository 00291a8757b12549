// The notebook renderer's entry: draws outputs of our type, and tells the host which are on the screen.
import type { ActivationFunction, OutputItem } from 'vscode-notebook-renderer';
import { decodePayload } from '../protocol/decode.ts';
import type { Decoded } from '../protocol/decode.ts';
import { payloadVersion } from '../protocol/payload.ts';
import type { RendererMessage } from '../protocol/payload.ts';
import type { Output } from './output.ts';
import { Outputs } from './outputs.ts';

/** Draws synchronously, as the host measures an output's height on return. Works without a host to post to. */
export const activate: ActivationFunction = (context) => {
  const outputs = new Outputs();
  return {
    renderOutputItem(item, element, signal) {
      if (signal.aborted) return;
      const message = render(outputs.at(item.id, element), item);
      if (message.type === 'undrawable') context.postMessage?.(message);
      else {
        afterPaint(() => {
          if (element.isConnected && outputs.has(item.id)) context.postMessage?.(message);
        });
      }
    },
    disposeOutputItem(id) {
      outputs.dispose(id);
    },
  };
};

function render(output: Output, item: OutputItem): RendererMessage {
  const common = { version: payloadVersion, outputId: item.id };
  let decoded: Decoded;
  try {
    decoded = decodePayload(item.data());
    output.draw(decoded);
  } catch (error) {
    const message = `This output cannot be drawn: ${error instanceof Error ? error.message : String(error)}. Please report this.`;
    output.showProblem(message);
    return { type: 'undrawable', ...common, code: 'internal', message };
  }
  if (decoded.ok) return { type: 'drawn', ...common, kind: decoded.payload.kind };
  return { type: 'undrawable', ...common, code: decoded.code, message: decoded.message };
}

/** A frame's callback runs before it is painted, a task queued from there after. */
function afterPaint(then: () => void): void {
  requestAnimationFrame(() => setTimeout(then));
}
