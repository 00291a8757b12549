// Iterators: what goes through one takes what is in it, so that it is not to be read once more, or once less.
import type { Occurrence } from '../../../terms/occurrence.ts';
import { makesIterator } from '../libraries/effects.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Binding } from '../../shared/lower/binding.ts';
import { affect } from '../../shared/lower/changes.ts';
import { syntaxOf, type Frame } from '../../shared/lower/frame.ts';

/** Notes that a name is read that holds an iterator. */
export function noteIteration(frame: Frame, binding: Binding | undefined): void {
  if (binding?.kind !== 'value') return;
  const { occurrence } = binding;
  if (wholesOf(occurrence).some((made) => isIterator(frame, made))) affect(frame, occurrence, false);
}

/** Where a value was made, as a whole: not what it is an item of. */
function wholesOf(occurrence: Occurrence): readonly Occurrence[] {
  const seen = new Set([occurrence]);
  for (const place of seen) {
    const { form, term, operands } = place;
    // list(map(f, x)) is another thing than what it is of.
    if (form === 'expression' || form === 'inlined' || syntaxOf(place)?.type === 'call') continue;
    for (const each of operands) if (form !== 'read' || each.term === term) seen.add(each);
  }
  return [...seen].filter(({ form }) => form === 'expression' || form === 'inlined' || form === 'read');
}

/** Notes that a value is an iterator, wherever it is read from here on: next(x) */
export function noteIterator({ session }: Frame, { term }: Occurrence): void {
  session.iterators.add(term);
}

/** Whether an annotation says that a parameter is an iterator. */
export function isIteratorType(annotation: SyntaxNode): boolean {
  return /^(?:\w+\.)*(?:Iterator|Iterable|Generator)\b/.test(annotation.text);
}

function isIterator(frame: Frame, place: Occurrence): boolean {
  if (frame.session.iterators.has(place.term)) return true;
  // a, b = tee(x)
  const isItem = place.term.kind === 'gather' && place.term.key.startsWith('item ');
  const node = syntaxOf((isItem && place.operands[0]) || place);
  // What a loop goes through by itself has no name, nor has what is given to another: list(map(f, x)).
  if (!node || /^(?:for_(?:statement|in_clause)|argument_list)$/.test(node.parent?.type ?? '')) return false;
  if (node.type === 'generator_expression') return !isItem;
  const callee = node.type === 'call' ? node.field('function') : undefined;
  const name = (callee?.field('attribute') ?? callee)?.text ?? '';
  return isItem ? name === 'tee' : makesIterator(name);
}
