import { Bits } from './bits.ts';
import type { Statement } from './statements.ts';

/**
 * What is found in a piece of a document may depend on the text of which pieces, given that those which are no
 * definitions are the same as before: on what it speaks of, and what that speaks of; and on whatever may call it, with
 * what that speaks of, since a parameter is what calls give it.
 * @returns of each piece the numbers of those, itself among them, in order
 */
export function dependencies(statements: readonly Statement[]): readonly (readonly number[])[] {
  const { calls, uses } = edges(statements);
  const reached = closure(uses);
  const callers = closure(transposed(calls));
  return callers.map((own) => {
    const all = new Bits(statements.length);
    for (const caller of own.members()) all.add(reached[caller]!);
    return all.members();
  });
}

type Edges = readonly (readonly number[])[];

/** Which pieces each speaks of: of what it may call, and of that or values that others have made. */
function edges(statements: readonly Statement[]): { readonly calls: Edges; readonly uses: Edges } {
  const callable = new Map<string, number[]>();
  const valued = new Map<string, number[]>();
  const note = (index: number) => {
    const { names, values } = statements[index]!.content;
    for (const name of names) noteIn(callable, name, index);
    for (const name of values) noteIn(valued, name, index);
  };
  let others: number[] = [];
  for (const [index, { content }] of statements.entries()) {
    if (content.isDefinition) note(index);
    else others.push(index);
  }
  // What is made with a definition, or with what was made with one, may be another when that changes.
  const isMade = (index: number) =>
    [...statements[index]!.content.words].some((word) => callable.has(word) || valued.has(word));
  for (let before = -1; before !== others.length;) {
    before = others.length;
    const made = others.filter(isMade);
    others = others.filter((index) => !made.includes(index));
    made.forEach(note);
  }
  const spokenOf = (names: ReadonlyMap<string, readonly number[]>): Edges =>
    statements.map(({ content }, index) => {
      const found = new Set<number>();
      for (const word of content.words) for (const other of names.get(word) ?? []) found.add(other);
      found.delete(index);
      return [...found];
    });
  const calls = spokenOf(callable);
  const values = spokenOf(valued);
  return { calls, uses: calls.map((own, index) => [...own, ...values[index]!]) };
}

function noteIn(names: Map<string, number[]>, name: string, index: number): void {
  const known = names.get(name);
  if (known) known.push(index);
  else names.set(name, [index]);
}

function transposed(edges: Edges): Edges {
  const back: number[][] = edges.map(() => []);
  for (const [from, all] of edges.entries()) for (const to of all) back[to]!.push(from);
  return back;
}

/** What can be reached from each, itself among it. */
function closure(edges: Edges): readonly Bits[] {
  const reached = edges.map((own, index) => Bits.of(edges.length, [index, ...own]));
  for (let changed = true; changed;) {
    changed = false;
    for (let index = edges.length - 1; index >= 0; index--) {
      for (const other of edges[index]!) changed = reached[index]!.add(reached[other]!) || changed;
    }
  }
  return reached;
}
