import { writtenAt } from '../../shared/write/valuePlaces.ts';
import type { Edit } from '../../../findings.ts';
import type { RewritePlan } from '../../../rules/rule.ts';
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Family, LibraryCall } from '../../shared/libraries/family.ts';
import { libraryOf } from '../../shared/lower/frame.ts';
import type { Session } from '../../shared/lower/session.ts';
import { Withheld } from '../../shared/write/withheld.ts';
import { insertAt, lineStart, newline } from '../../shared/write/edits.ts';
import { numbers } from '../libraries/families.ts';
import { hasComment } from './statements.ts';

/** One plan while it is being written. */
export class Task {
  readonly edits: Edit[] = [];
  /** Why the new code is not safe, though it is what was meant. */
  readonly doubts = new Set<string>();
  /** Names that were given to values, with the function around each. */
  readonly given = new Map<string, SyntaxNode>();
  /** What arrow functions give without a block, and get one around; and what stands between its lines. */
  private readonly bodies = new Map<SyntaxNode, string>();

  constructor(
    readonly plan: RewritePlan,
    readonly session: Session,
  ) {}

  syntax(place: Occurrence): SyntaxNode {
    const node = writtenAt(place);
    // What is awaited is no value yet.
    return node.parent?.type === 'await_expression' ? node.parent : node;
  }

  /** Gives what an arrow function gives a block; `close` has to follow. Returns what stands between the lines of that. */
  opened(body: SyntaxNode): string {
    const known = this.bodies.get(body);
    if (known !== undefined) return known;
    if (hasComment(body)) throw new Withheld('a comment stands in the function');
    const { text, cell } = body.source;
    // The block begins on the line of the arrow, also if what stood there did not.
    const arrow = body.parent!.children.find((child) => child.text === '=>')!;
    const isBelow = /^\s*[\r\n]\s*$/.test(text.slice(arrow.end, body.start));
    const start = lineStart(text, isBelow ? arrow.start : body.start);
    const indent = /^[ \t]*/.exec(text.slice(start))![0];
    const between = newline(text) + indent + (indent.includes('\t') ? '\t' : '  ');
    if (isBelow) this.edits.push({ cell, start: arrow.end, end: body.start, text: ` {${between}` });
    else this.edits.push(insertAt(body, body.start, `{${between}`));
    this.bodies.set(body, between);
    return between;
  }

  /** Ends the blocks that were begun. */
  close(): void {
    for (const [body, between] of this.bodies) {
      const outer = between.replace(/(\t| {2})$/, '');
      this.edits.push(insertAt(body, body.start, 'return '), insertAt(body, body.end, `;${outer}}`));
    }
  }

  /** The library that code at a place is written with. */
  familyOf(...places: readonly (Occurrence | undefined)[]): Family {
    for (const place of [...places, ...this.plan.like]) {
      const family = place && libraryOf(place);
      if (family) return family;
    }
    return numbers;
  }

  /** Whether functions of tensors are written as methods near some places. */
  prefersMethods(family: Family, places: Iterable<Occurrence>): boolean {
    return family.methods && [...places].some((place) => this.session.calls.get(place)?.isMethod);
  }

  /** What a function is called here: through the name of its library, or by its own. */
  nameOf({ ways }: LibraryCall): string {
    const [way] = ways;
    if (!way) throw new Withheld(undefined); /* it has no name to be called by */
    if (way.module === 'Math' || way.module === 'Number') return `${way.module}.${way.name}`;
    const { imports } = this.session;
    const own = imports.find(({ path }) => path === `${way.module}.${way.name}`)?.name;
    const whole = imports.filter(({ path }) => path === way.module).at(-1)?.name;
    if (own !== undefined) return own;
    if (whole !== undefined) return `${whole}.${way.name}`;
    if (imports.some(({ path }) => path.startsWith(`${way.module}.`))) {
      throw new Withheld(`${way.name} is not imported here`);
    }
    return `${way.module === 'tfjs' ? 'tf' : 'math'}.${way.name}`;
  }
}
