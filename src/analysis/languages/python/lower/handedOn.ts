// Arguments that a function takes as they come, `*args` and `**options`, and hands on to another as it was given them.
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Argument } from '../../shared/lower/arguments.ts';
import { occur, syntaxOf, termsOf, type Frame } from '../../shared/lower/frame.ts';
import { lookUp } from '../../shared/lower/names.ts';
import { entriesOf } from './dictionaries.ts';
import type { Parameter } from './parameters.ts';

/** What `*args` of a function are at a call: the positional arguments that no parameter before takes. */
export function restOf(frame: Frame, { node }: Parameter, rest: readonly Occurrence[]): Occurrence {
  return occur(frame, node, frame.store.stack(termsOf(rest)), rest);
}

/** The arguments that `*args` or `**options` of a function are that has been called; undefined where they are not known. */
export function handedOn(frame: Frame, node: SyntaxNode): readonly Argument[] | undefined {
  const [name] = node.named;
  const binding = frame.inlined > 0 && name?.type === 'identifier' ? lookUp(frame, name.text) : undefined;
  const parameter = binding?.kind === 'value' ? syntaxOf(binding.occurrence) : undefined;
  if (binding?.kind !== 'value' || !parameter) return undefined;
  const { occurrence } = binding;
  const { term } = occurrence;
  if (node.type === 'dictionary_splat') {
    const entries = collects(parameter, 'dictionary_splat_pattern') ? entriesOf(frame, node, occurrence) : undefined;
    return entries?.map(([key, value]) => ({ keyword: key.slice(1), node, value }));
  }
  if (term.kind !== 'stack' || !collects(parameter, 'list_splat_pattern')) return undefined;
  return term.items.map((item, index) => {
    const source = occurrence.operands[index] ?? occurrence;
    return { keyword: undefined, node, value: occur(frame, node, item, [source], { form: 'read' }) };
  });
}

function collects({ type, named: [first] }: SyntaxNode, kind: string): boolean {
  return type === kind || first?.type === kind;
}
