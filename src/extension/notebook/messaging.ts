import * as vscode from 'vscode';
import type { DrawnMessage, RendererMessage } from '../../protocol/payload.ts';
import type { ExtensionApi } from '../api.ts';
import { rendererId } from '../ids.ts';

/** How many acknowledgements are kept; the oldest go first. */
const kept = 1000;

/** Listens to what the renderer says it has drawn. */
export class RendererMessages implements ExtensionApi, vscode.Disposable {
  private readonly emitter = new vscode.EventEmitter<DrawnMessage>();
  private readonly received: DrawnMessage[] = [];
  private readonly subscription: vscode.Disposable;
  readonly onDidDraw = this.emitter.event;

  constructor(log: vscode.LogOutputChannel) {
    this.subscription = vscode.notebooks
      .createRendererMessaging(rendererId)
      .onDidReceiveMessage(({ message }: { message: unknown }) => {
        if (!isRendererMessage(message)) return;
        if (message.type === 'undrawable') {
          log.warn(`Output ${message.outputId} could not be drawn: ${message.message}`);
          return;
        }
        this.received.push(message);
        if (this.received.length > kept) this.received.shift();
        this.emitter.fire(message);
      });
  }

  get drawn(): readonly DrawnMessage[] {
    return this.received;
  }

  dispose(): void {
    this.subscription.dispose();
    this.emitter.dispose();
  }
}

/** The renderer runs in a webview: what it sends is checked like any input. */
function isRendererMessage(message: unknown): message is RendererMessage {
  if (typeof message !== 'object' || message === null) return false;
  const { type, version, outputId, kind, message: text } = message as Record<string, unknown>;
  if (typeof version !== 'number' || typeof outputId !== 'string') return false;
  if (type === 'undrawable') return typeof text === 'string';
  return type === 'drawn' && (kind === 'kernel' || kind === 'value');
}
