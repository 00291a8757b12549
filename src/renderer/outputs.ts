import { Output } from './output.ts';

/** The outputs on the page by the host's id, each drawn into one element. */
export class Outputs {
  private readonly byId = new Map<string, { readonly element: HTMLElement; readonly output: Output }>();

  /** The output that stands in `element`, whatever its id was; a new one where there is none. */
  at(id: string, element: HTMLElement): Output {
    const known = [...this.byId].find(([, entry]) => entry.element === element);
    if (known && known[0] !== id) this.byId.delete(known[0]);
    const stale = this.byId.get(id);
    if (stale && stale.element !== element) stale.output.dispose();
    const output = known?.[1].output ?? new Output(element);
    this.byId.set(id, { element, output });
    return output;
  }

  has(id: string): boolean {
    return this.byId.has(id);
  }

  dispose(id: string | undefined): void {
    for (const [known, { output }] of [...this.byId]) {
      if (id !== undefined && known !== id) continue;
      output.dispose();
      this.byId.delete(known);
    }
  }
}
