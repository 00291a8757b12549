import type { Event } from 'vscode';
import type { DrawnMessage } from '../protocol/payload.ts';

/** What `activate` returns: for tests, for `npm start -- --check`, and for extensions that want to know when a chart is on the screen. */
export interface ExtensionApi {
  /** Every output that the renderer has said it drew, in order. */
  readonly drawn: readonly DrawnMessage[];
  readonly onDidDraw: Event<DrawnMessage>;
}
