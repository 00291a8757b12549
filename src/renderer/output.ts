// One output on the page: its shadow root, and the view that stands in it.
import type { Decoded } from '../protocol/decode.ts';
import { KernelView } from './kernel-view.ts';
import { keepNavigationKeys } from './keyboard.ts';
import { styleSheet } from './styles.ts';
import { ProblemView, ValueView } from './text-views.ts';
import type { View } from './view.ts';

/** Draws into `element`, again and again: a view of the kind that already stands there is updated in place. */
export class Output {
  private readonly shadow: ShadowRoot;
  private view: Pick<View<unknown>, 'root' | 'dispose'> | undefined;
  private readonly releaseKeys: () => void;

  constructor(element: HTMLElement) {
    // An element that was disposed of keeps its shadow root, and can have no second one.
    this.shadow = element.shadowRoot ?? element.attachShadow({ mode: 'open' });
    this.shadow.replaceChildren();
    this.shadow.adoptedStyleSheets = [styleSheet()];
    this.releaseKeys = keepNavigationKeys(this.shadow);
  }

  /** Shows what was decoded, or why it cannot be shown. Done when it returns. */
  draw(decoded: Decoded): void {
    if (!decoded.ok) this.showProblem(decoded.message);
    else if (decoded.payload.kind === 'value') this.show(ValueView, decoded.payload);
    else this.show(KernelView, decoded.payload);
  }

  showProblem(message: string): void {
    this.show(ProblemView, message);
  }

  dispose(): void {
    this.view?.dispose();
    this.view = undefined;
    this.releaseKeys();
    this.shadow.replaceChildren();
  }

  private show<T>(kind: new () => View<T>, shown: T): void {
    const view = this.view instanceof kind ? this.view : new kind();
    if (view !== this.view) {
      this.view?.dispose();
      this.view = view;
      this.shadow.replaceChildren(view.root);
    }
    view.update(shown);
  }
}
