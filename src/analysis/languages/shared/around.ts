// Where some code stands in a tree, and what stands in it.
import type { SyntaxNode } from '../syntax.ts';

/** The whole text that some code is in. */
export function rootOf(node: SyntaxNode): SyntaxNode {
  let at = node;
  while (at.parent) at = at.parent;
  return at;
}

/** Whether some code is other code, or a part of it. */
export function isWithin(inner: SyntaxNode, outer: SyntaxNode): boolean {
  return inner.source === outer.source && outer.start <= inner.start && inner.end <= outer.end;
}

/** Some code and its named parts, in no order. */
export function* partsOf(node: SyntaxNode): Generator<SyntaxNode> {
  const queue = [node];
  for (let at = queue.pop(); at; at = queue.pop()) {
    yield at;
    queue.push(...at.named);
  }
}

/** Those of them that hold a word, in no order: the others are not looked at. */
export function* partsWith(word: string, node: SyntaxNode): Generator<SyntaxNode> {
  const { text } = node.source;
  const places: number[] = [];
  for (let at = text.indexOf(word, node.start); at !== -1 && at < node.end; at = text.indexOf(word, at + 1))
    places.push(at);
  const queue = [{ part: node, places }];
  for (let at = queue.pop(); at; at = queue.pop()) {
    yield at.part;
    for (const part of at.part.named) {
      const within = at.places.filter((place) => part.start <= place && place < part.end);
      if (within.length > 0) queue.push({ part, places: within });
    }
  }
}
