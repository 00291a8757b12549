import type { Statement } from './statements.ts';

/**
 * Statements that can have to do with each other, given that those which are no definitions are the same as before: one
 * has a word that is the name of a definition, or of what was made with one; or both have to do with a third one.
 * @returns of each statement the number of its component, in the order of their first statements
 */
export function components(statements: readonly Statement[]): readonly number[] {
  const groups = new Groups(statements.length);
  const definers = new Map<string, number>();
  const define = (index: number) => {
    for (const name of statements[index]!.content.names) {
      const other = definers.get(name);
      if (other === undefined) definers.set(name, index);
      else groups.join(index, other);
    }
  };
  let others: number[] = [];
  for (const [index, { content }] of statements.entries()) {
    if (content.isDefinition) define(index);
    else others.push(index);
  }
  const mentions = (index: number) => [...statements[index]!.content.words].some((word) => definers.has(word));
  for (let before = -1; before !== others.length;) {
    before = others.length;
    others = others.filter((index) => {
      const isMade = mentions(index);
      if (isMade) define(index);
      return !isMade;
    });
  }
  for (const [index, { content }] of statements.entries()) {
    for (const word of content.words) {
      const definer = definers.get(word);
      if (definer !== undefined) groups.join(index, definer);
    }
  }
  return groups.numbers();
}

class Groups {
  private readonly parents: number[];

  constructor(size: number) {
    this.parents = Array.from({ length: size }, (_, index) => index);
  }

  join(a: number, b: number): void {
    const [root, other] = [this.rootOf(a), this.rootOf(b)];
    this.parents[Math.max(root, other)] = Math.min(root, other);
  }

  numbers(): readonly number[] {
    const numbers = new Map<number, number>();
    return this.parents.map((_, index) => {
      const root = this.rootOf(index);
      const number = numbers.get(root) ?? numbers.size;
      numbers.set(root, number);
      return number;
    });
  }

  private rootOf(index: number): number {
    let root = index;
    while (this.parents[root] !== root) root = this.parents[root]!;
    for (let at = index; at !== root;) {
      const up = this.parents[at]!;
      this.parents[at] = root;
      at = up;
    }
    return root;
  }
}
