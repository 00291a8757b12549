// Outputs that are text: a plain value, and the reason why something cannot be drawn.
import type { ValuePayload } from '../protocol/payload.ts';
import { html } from './dom.ts';
import { clip, count } from './numbers.ts';
import { outcomeIcon } from './threshold-table.ts';
import type { View } from './view.ts';

/** As long as a page of a book thirty times over: beyond, laying out text takes longer than a frame. */
const maxLength = 50_000;

export class ValueView implements View<ValuePayload> {
  readonly root = html('div', { class: 'value-output' });

  update({ text }: ValuePayload): void {
    const shown = html('pre', {}, clip(text, maxLength));
    const left = text.length - maxLength;
    this.root.replaceChildren(
      shown,
      ...(left > 0 ? [html('p', { class: 'note' }, `${count(left)} more characters left out.`)] : []),
    );
  }

  dispose(): void {
    // Holds nothing.
  }
}

export class ProblemView implements View<string> {
  readonly root = html('p', { class: 'problem', role: 'status' });

  update(message: string): void {
    this.root.replaceChildren(outcomeIcon('fails'), message);
  }

  dispose(): void {
    // Holds nothing.
  }
}
