// The output of a kernel: caption, twins, thresholds, and the numbers behind a button.
import type { KernelPayload } from '../protocol/payload.ts';
import { isScalar } from '../protocol/payload-layout.ts';
import { caption } from './caption.ts';
import type { Caption } from './caption.ts';
import { html } from './dom.ts';
import { numberTable } from './number-table.ts';
import { clip, counted } from './numbers.ts';
import { tally } from './tally.ts';
import type { Tally } from './tally.ts';
import { outcomeIcon, thresholdTable } from './threshold-table.ts';
import { drawDistributions, drawScalars } from './twins.ts';
import type { View } from './view.ts';

const maxSourceLength = 300;
const minWidth = 240;
/** Taken where the output is not laid out yet, as when it is drawn into a hidden element. */
const usualWidth = 720;

interface Result {
  readonly payload: KernelPayload;
  readonly naive: Tally;
  readonly stable: Tally;
}

/** Builds the parts once; `update` fills them anew, so that the focus, the open table and what is scrolled stay as they are. */
export class KernelView implements View<KernelPayload> {
  readonly root: HTMLElement;
  private readonly captionPart = html('figcaption');
  private readonly twinsPart = html('div', { class: 'twins' });
  private readonly thresholdsPart = html('div', { class: 'scroller', ...region('Failure thresholds by format') });
  private readonly button = html('button', { type: 'button', 'aria-expanded': 'false', 'aria-controls': 'numbers' });
  private readonly numbersPart = html('div', {
    id: 'numbers',
    class: 'scroller rows',
    ...region('Numbers'),
    hidden: '',
  });
  private readonly resized: ResizeObserver;
  private result: Result | undefined;
  private drawnWidth = 0;

  constructor() {
    this.root = html(
      'figure',
      {},
      this.captionPart,
      this.twinsPart,
      this.thresholdsPart,
      this.button,
      this.numbersPart,
    );
    this.button.addEventListener('click', () => {
      this.toggle();
    });
    this.resized = new ResizeObserver(() => {
      if (this.width() !== this.drawnWidth) this.drawTwins();
    });
  }

  /** Draws `payload`; the view must be in the document, since its width is measured. */
  update(payload: KernelPayload): void {
    const { naive, stable, thresholds, format, logits } = payload;
    this.result = { payload, naive: tally(naive), stable: tally(stable) };
    this.drawCaption(payload.source, caption(payload, this.result.naive, this.result.stable));
    this.drawTwins();
    this.thresholdsPart.replaceChildren(thresholdTable(thresholds, format, logits));
    this.thresholdsPart.hidden = thresholds.length === 0;
    this.button.textContent = `Numbers (${counted(logits.length, 'row')})`;
    if (!this.numbersPart.hidden) this.fillNumbers();
    this.resized.observe(this.root);
  }

  dispose(): void {
    this.resized.disconnect();
  }

  private drawTwins(): void {
    if (!this.result) return;
    const { payload, naive, stable } = this.result;
    this.drawnWidth = this.width();
    this.twinsPart.replaceChildren(
      ...(isScalar(payload.kernel)
        ? drawScalars(payload, naive, stable)
        : drawDistributions(payload, naive, stable, this.drawnWidth)),
    );
  }

  private drawCaption(source: string, { outcome, result, input }: Caption): void {
    const code = html('code', {}, clip(source, maxSourceLength));
    this.captionPart.replaceChildren(
      html('p', { class: 'result' }, outcomeIcon(outcome), result),
      html('p', { class: 'note' }, code, ` on ${input}`),
    );
  }

  private width(): number {
    const width = Math.floor(this.root.clientWidth);
    return width === 0 ? usualWidth : Math.max(minWidth, width);
  }

  private toggle(): void {
    const open = this.numbersPart.hidden;
    if (open) this.fillNumbers();
    else this.numbersPart.replaceChildren();
    this.numbersPart.hidden = !open;
    this.button.setAttribute('aria-expanded', String(open));
  }

  private fillNumbers(): void {
    if (this.result) this.numbersPart.replaceChildren(...numberTable(this.result.payload));
  }
}

/** What scrolls must be reachable by keyboard, and then needs a name. */
function region(label: string): Readonly<Record<string, string>> {
  return { role: 'region', 'aria-label': label, tabindex: '0' };
}
