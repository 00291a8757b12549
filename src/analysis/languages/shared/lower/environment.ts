import type { Term } from '../../../terms/term.ts';
import type { Binding } from './binding.ts';

/**
 * What names stand for at a point of the program. Attributes count as names with dots ("self.weight"). A fork sees what
 * is below it and keeps its own changes, so that branches cost what they change.
 */
export class Environment {
  /** How this path has ended, if it cannot be continued here. */
  ended: 'return' | 'break' | 'continue' | undefined;
  private readonly own = new Map<string, Binding | undefined>();
  /** Pairs of values, the first of which is not less than the second wherever this path is taken. */
  private readonly orders: (readonly [Term, Term])[] = [];
  /** Conditions, and whether they hold wherever this path is taken. */
  private readonly conditions = new Map<Term, boolean>();

  constructor(private readonly below?: Environment) {}

  /** What this is a fork of. */
  get base(): Environment | undefined {
    return this.below;
  }

  get(name: string): Binding | undefined {
    const binding = this.own.get(name);
    return binding || this.own.has(name) ? binding : this.below?.get(name);
  }

  set(name: string, binding: Binding | undefined): void {
    this.own.set(name, binding);
  }

  /** Notes that one value is not less than another from here on. */
  order(above: Term, below: Term): void {
    this.orders.push([above, below]);
  }

  isOrdered(above: Term, below: Term): boolean {
    return [...this.layers()].some(({ orders }) => orders.some(([a, b]) => a === above && b === below));
  }

  /** Notes whether a condition holds from here on. */
  assume(condition: Term, holds: boolean): void {
    this.conditions.set(condition, holds);
  }

  /** Whether a condition holds here; undefined if no branch on the way here says so. */
  holds(condition: Term): boolean | undefined {
    for (const { conditions } of this.layers()) if (conditions.has(condition)) return conditions.get(condition);
    return undefined;
  }

  /** Takes over what another path knows of conditions and of the order of values, where it is the only one that goes on. */
  keepOrders(path: Environment): void {
    for (const layer of path.layers()) {
      if (layer === this) break;
      this.orders.push(...layer.orders);
      for (const [condition, holds] of layer.conditions)
        if (!this.conditions.has(condition)) this.conditions.set(condition, holds);
    }
  }

  names(): readonly string[] {
    return [...new Set([...this.layers()].flatMap(({ own }) => [...own.keys()]))];
  }

  private *layers(): Generator<Environment> {
    yield this;
    if (this.below) yield* this.below.layers();
  }

  /** The one below is not to be changed while a fork of it is in use. */
  fork(): Environment {
    return new Environment(this);
  }

  /** Names whose binding differs from that in `base`, which lies below. */
  changedSince(base: Environment): ReadonlySet<string> {
    const names = new Set<string>();
    for (const layer of this.layers()) {
      if (layer === base) break;
      for (const name of layer.own.keys()) names.add(name);
    }
    return names;
  }

  /** The same bindings as changes on `base` alone, so that later changes in between do not show. */
  snapshot(base: Environment): Environment {
    const copy = base.fork();
    for (const name of this.changedSince(base)) copy.set(name, this.get(name));
    return copy;
  }
}
