// model.compile(loss=…): from then on the loss is taken of what the model gives.
import { definitionsOf, type Occurrence } from '../../../terms/occurrence.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Argument, Arguments } from '../../shared/lower/arguments.ts';
import { leave, occur, syntaxOf, type Frame } from '../../shared/lower/frame.ts';
import { entriesOf } from './dictionaries.ts';
import { callAny } from './transforms.ts';

/** Notes the losses of a model that is followed, where they are such as can be called: one, or one for each output. */
export function compileModel(
  frame: Frame,
  objectNode: SyntaxNode,
  object: Occurrence,
  { all, spread }: Arguments,
  depth: number,
): void {
  const { callables } = frame.session;
  const positional = all.filter(({ keyword }) => keyword === undefined);
  const loss = all.find(({ keyword }) => keyword === 'loss') ?? positional[1];
  if (spread || !loss || !callables.has(object.term)) return;
  const node = loss.keyword === undefined ? loss.node : (loss.node.field('value') ?? loss.node);
  const named = entriesOf(frame, node, loss.value);
  const isList = loss.value.term.kind === 'stack';
  if (!named && !isList && !callables.has(loss.value.term)) return;
  const model = callables.get(object.term);
  const input = given(argumentFor(frame, objectNode, object, 'input'));
  const output = model?.kind === 'model' ? model.outputs : callAny(frame, objectNode, object, input, depth);
  if (!output) return;
  const targets = argumentFor(frame, objectNode, object, 'targets');
  const outputs = outputsOf(frame, objectNode, output);
  const take = (criterion: Occurrence, of: Occurrence) => {
    if (!callables.has(criterion.term)) return;
    const written = syntaxOf(criterion);
    const isInside =
      written && written.start >= node.start && written.end <= node.end && written.source === node.source;
    const at = isInside ? written : node;
    const prediction: Argument = { keyword: undefined, node: objectNode, value: of };
    const value = callAny(frame, at, criterion, given(targets, prediction), depth);
    if (value) leave(frame, value);
  };
  if (named) {
    for (const [name, criterion] of named) {
      const of = outputs.find(([called]) => called === name.slice(1));
      if (of) take(criterion, of[1]);
    }
  } else if (isList) {
    const criteria = definitionsOf(loss.value)[0]?.operands ?? [];
    if (criteria.length === outputs.length)
      for (const [index, criterion] of criteria.entries()) take(criterion, outputs[index]![1]);
  } else {
    // One loss for all is taken of each.
    for (const [, of] of outputs) take(loss.value, of);
  }
}

/** The outputs of a model, with what each is called. */
function outputsOf(
  frame: Frame,
  node: SyntaxNode,
  output: Occurrence,
): readonly (readonly [name: string | undefined, output: Occurrence])[] {
  const named = entriesOf(frame, node, output);
  if (named) return named.map(([key, value]) => [key.slice(1), value]);
  const { layerNames } = frame.session;
  const { term } = output;
  if (term.kind !== 'stack') return [[layerNames.get(term), output]];
  return term.items.map((item) => [layerNames.get(item), occur(frame, node, item, [output], { form: 'read' })]);
}

/** What a model is called with later. */
function argumentFor(frame: Frame, node: SyntaxNode, { term }: Occurrence, what: string): Argument {
  const value = occur(frame, node, frame.store.opaque(`${what} of a model`, [term]), [], { form: 'read' });
  return { keyword: undefined, node, value };
}

function given(...all: readonly Argument[]): Arguments {
  return { all, spread: false };
}
