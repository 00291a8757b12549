import { Bits } from './bits.ts';
import type { Content, Statement } from './statements.ts';

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
  const families = familiesOf(statements);
  const familyOf = ({ ofClass }: Content) => (ofClass ? families.get(ofClass.name) : undefined);
  const named = new Map<string, number[]>();
  const attributes = new Map<string, number[]>();
  const note = (index: number) => {
    const { content } = statements[index]!;
    for (const name of content.names) noteIn(named, name, index);
    for (const name of content.methods) noteIn(named, `${familyOf(content)}.${name}`, index);
    for (const name of content.attributes) noteIn(attributes, `${familyOf(content)}.${name}`, index);
  };
  const said = statements.map(({ content }) => {
    const family = familyOf(content);
    const words = [...content.words];
    return family === undefined ? words : [...words, ...[...content.attributeWords].map((word) => `${family}.${word}`)];
  });
  let others: number[] = [];
  for (const [index, { content }] of statements.entries()) {
    if (content.isDefinition) note(index);
    else others.push(index);
  }
  // What is made with a definition, or with what was made with one, may be another when that changes.
  const isMade = (index: number) => said[index]!.some((word) => named.has(word) || attributes.has(word));
  for (let before = -1; before !== others.length;) {
    before = others.length;
    const made = new Set(others.filter(isMade));
    others = others.filter((index) => !made.has(index));
    made.forEach(note);
  }
  const spokenOf = (names: ReadonlyMap<string, readonly number[]>): Edges =>
    said.map((words, index) => {
      const found = new Set(words.flatMap((word) => names.get(word) ?? []));
      found.delete(index);
      return [...found];
    });
  const calls = spokenOf(named);
  const values = spokenOf(attributes);
  return { calls, uses: calls.map((own, index) => [...own, ...values[index]!]) };
}

/** Of each class by its name which others it is related to: the least of their numbers. */
function familiesOf(statements: readonly Statement[]): ReadonlyMap<string, number> {
  const classes = new Map<string, Set<string>>();
  for (const { content } of statements) {
    const { name, bases } = content.ofClass ?? {};
    if (name !== undefined) classes.set(name, new Set([...(classes.get(name) ?? []), ...bases!]));
  }
  const families = new Map([...classes.keys()].map((name, index) => [name, index]));
  for (let changed = true; changed;) {
    changed = false;
    for (const [name, bases] of classes) {
      for (const base of bases) {
        const [own, other] = [families.get(name)!, families.get(base)];
        if (other === undefined || other === own) continue;
        families.set(name, Math.min(own, other));
        families.set(base, Math.min(own, other));
        changed = true;
      }
    }
  }
  return families;
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
