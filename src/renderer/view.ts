/** What an output shows, in a shadow root of its own. */
export interface View<T> {
  readonly root: HTMLElement;
  update(shown: T): void;
  /** Ends what outlives the elements; they are removed by whoever put them there. */
  dispose(): void;
}
