/** Thrown where a document takes more steps than it may. */
export class OutOfSteps extends Error {}

/**
 * What a document may cost, counted and not timed, so that the same text has the same outcome on every machine: a term that
 * is asked for, an expression that is read, or a comparison of values is a step or several.
 */
export class Steps {
  private left: number;

  constructor(private readonly most: number) {
    this.left = most;
  }

  /** How many were taken, those beyond the most among them. */
  get taken(): number {
    return this.most - this.left;
  }

  /** @throws {OutOfSteps} */
  take(count = 1): void {
    this.left -= count;
    if (this.left < 0) throw new OutOfSteps('too many steps');
  }
}
