// Objects of libraries that are functions: made once with their configuration, called later.
import type { Term } from '../../../terms/term.ts';
import { textOf as nameIn } from '../../../terms/text.ts';
import { definitionsOf, type Occurrence } from '../../../terms/occurrence.ts';
import { findActivation, type KnownLayer } from '../libraries/index.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { apply, result, type Application } from '../../shared/lower/apply.ts';
import { bindArguments, type Argument, type Arguments } from '../../shared/lower/arguments.ts';
import { callValue } from './callables.ts';
import type { Layer } from '../../shared/lower/callable.ts';
import { change } from '../../shared/lower/changes.ts';
import { occur, syntaxOf, termsOf, type Frame } from '../../shared/lower/frame.ts';
import { outputOf, unknownStep } from '../../shared/lower/layers.ts';
import { stringText } from './literals.ts';
import { isAppended } from '../../../terms/appended.ts';
import { isNothing } from '../../shared/lower/nothing.ts';
import { valuesIn } from './dictionaries.ts';
import { lowerExpression } from './expressions.ts';
import { isHead } from '../libraries/layers.ts';
import { parameterNames } from '../libraries/parameters.ts';

/** The object that a call of a layer's class makes; every one is another value. */
export function makeLayer(
  frame: Frame,
  node: SyntaxNode,
  path: string,
  { layer, family }: KnownLayer,
  { all }: Arguments,
): Occurrence {
  const values = all.map(({ value }) => value);
  const key = `object ${path} ${frame.id} ${frame.session.ordinal(`${frame.id} ${path}`)}`;
  const made = occur(frame, node, frame.store.opaque(key, termsOf(values)), values, { family });
  const callable = configured(frame, node, { layer, family }, all);
  if (callable) frame.session.callables.set(made.term, callable);
  return made;
}

function configured(
  frame: Frame,
  node: SyntaxNode,
  { layer, family }: KnownLayer,
  all: readonly Argument[],
): Layer | undefined {
  switch (layer.kind) {
    case 'function': {
      const { named } = bindArguments(all, layer.configuration, parameterNames);
      const configuration = [...named].map(([keyword, argument]) => ({ ...argument, keyword }));
      return { kind: 'configured', function: { ...layer.function, family }, configuration };
    }
    case 'sequence':
      return { kind: 'sequence', steps: stepsIn(frame, node, all), family };
    case 'backbone':
      return { kind: 'sequence', steps: [occur(frame, node, frame.store.opaque(body))], family };
    case 'model': {
      const { named } = bindArguments(all, layer.configuration, {});
      const inputs = named.get('inputs') ?? named.get('input');
      const outputs = named.get('outputs') ?? named.get('output');
      return inputs && outputs && { kind: 'model', inputs: inputs.value, outputs: outputs.value };
    }
    case 'activated':
    case 'activation': {
      const alone = layer.kind === 'activation';
      const activation = alone
        ? all[0]
        : bindArguments(all, layer.configuration, parameterNames).named.get('activation');
      const called = all.find(({ keyword }) => keyword === 'name')?.value.term;
      const name = called && nameIn(called);
      return activation && { kind: 'activated', activation, alone, name };
    }
  }
}

/** PyTorch's takes them one by one or by their names, Keras's as a list. */
function stepsIn(frame: Frame, node: SyntaxNode, all: readonly Argument[]): readonly Occurrence[] {
  return all.flatMap(({ value }) => {
    const inside = layersIn(value.term);
    if (!inside) return [value];
    return inside.map((term) => occur(frame, node, term, [value], { form: 'read' }));
  });
}

/** The layers in a list or by their names; what stands before those that are known is one. Undefined of a layer. */
function layersIn(term: Term): readonly Term[] | undefined {
  const among = (part: Term) => layersIn(part) ?? [part];
  if (term.kind === 'stack') return term.items.flatMap((item) => (isSpread(item) ? among(item) : [item]));
  if (term.kind === 'binary') {
    const after = term.name === 'add' ? layersIn(term.right) : undefined;
    return after && [...among(term.left), ...after];
  }
  if (term.kind !== 'opaque') return undefined;
  const [first, ...others] = term.operands;
  if (isAppended(term) && first) return [...among(first), ...others];
  if (isSpread(term) && first) return among(first);
  return valuesIn(term);
}

/** `*layers` */
function isSpread(term: Term): boolean {
  return term.kind === 'opaque' && term.key.startsWith('list_splat ') && term.operands.length === 1;
}

const body = 'all but the last layer';

/** model.fc = Linear(512, 10), model.classifier[6] = …: what a model ends with from then on. */
export function replaceHead(frame: Frame, target: SyntaxNode, head: Occurrence, depth: number): void {
  const place = target.type === 'subscript' ? target.field('value') : target;
  const object = place?.type === 'attribute' ? place.field('object') : undefined;
  if (!place || !object) return;
  if (!isHead(place.field('attribute')?.text ?? '')) {
    if (object.type === 'attribute') replaceHead(frame, object, head, depth);
    return;
  }
  const { callables } = frame.session;
  const { term } = lowerExpression(frame, object, depth);
  const model = callables.get(term);
  const first = model?.kind === 'sequence' ? model.steps[0] : undefined;
  // The object is the same wherever it has a name.
  if (model?.kind === 'sequence' && first?.term === frame.store.opaque(body))
    callables.set(term, { ...model, steps: [first, head] });
}

const added = new Map([
  ['add', 0],
  ['append', 0],
  ['extend', 0],
  ['add_module', 1],
  ['register_module', 1],
]);

/** The layer that `add` and its like make of another: the object is the same, what it does is not. */
export function extended(
  frame: Frame,
  node: SyntaxNode,
  object: Occurrence,
  method: string,
  { all, spread }: Arguments,
): Occurrence | undefined {
  const { session } = frame;
  const before = session.callables.get(object.term) ?? annotated(frame, object);
  const at = added.get(method);
  const given = at === undefined ? undefined : all[at];
  if (before?.kind !== 'sequence' || !given || spread || all.length !== at! + 1) return undefined;
  const more = method === 'extend' ? stepsIn(frame, node, [given]) : [given.value];
  const term = frame.store.opaque('extended', [object.term, ...termsOf(more)]);
  session.callables.set(term, { ...before, steps: [...before.steps, ...more] });
  return occur(frame, node, term, [object, given.value]);
}

/** A parameter of which its annotation says that it is layers one after another, which are not known. */
function annotated({ session }: Frame, object: Occurrence): Layer | undefined {
  const family = session.sequences.get(object.term);
  return family && { kind: 'sequence', steps: [object], family, of: object };
}

/** net[:-1] and net[-1] of PyTorch's Sequential: all layers but the last, and that, if it is known. */
export function layersAt(frame: Frame, node: SyntaxNode, object: Occurrence): Occurrence | undefined {
  const index = node
    .fields('subscript')
    .map(({ text }) => text)
    .join();
  if (index !== ':-1' && index !== '-1') return undefined;
  const { callables } = frame.session;
  const model = callables.get(object.term);
  const last = model?.kind === 'sequence' && model.family?.name === 'torch' ? model.steps.at(-1) : undefined;
  if (model?.kind !== 'sequence' || !last || callables.get(last.term)?.kind !== 'configured') return undefined;
  if (index === '-1') return occur(frame, node, last.term, [object], { form: 'read' });
  const term = frame.store.opaque('all but the last of', [object.term]);
  callables.set(term, { ...model, steps: model.steps.slice(0, -1), of: model.of ?? object });
  return occur(frame, node, term, [object]);
}

/** Undefined if the layer's own arguments are not such as it takes. */
export function callLayer(
  frame: Frame,
  node: SyntaxNode,
  layer: Layer,
  object: Occurrence,
  args: Arguments,
  depth: number,
): Occurrence | undefined {
  if (layer.kind === 'configured') {
    const inPlace = layer.configuration.find(({ keyword }) => keyword === 'inplace');
    if (inPlace?.value.term === frame.store.constant(1) && args.all[0]) change(frame, args.all[0].value);
    return apply(frame, node, layer.function, { ...args, all: [...args.all, ...layer.configuration] });
  }
  const [input] = args.all;
  if (!input || args.spread) return undefined;
  if (layer.kind === 'model') return outputOf(frame, node, layer, input.value);
  if (layer.kind === 'activated') {
    const before = layer.alone ? input.value : unknownStep(frame, node, object, 0, input.value);
    const value = activate(frame, node, layer.activation, { ...input, value: before }, depth);
    if (value && layer.name !== undefined) frame.session.layerNames.set(value.term, layer.name);
    return value;
  }
  return layer.steps.reduce((value, step, index) => {
    const callable = frame.session.callables.get(step.term);
    const given: Arguments = { all: [{ ...input, keyword: undefined, value }], spread: false };
    const result = callable && callValue(frame, node, callable, step, given, depth);
    return result ?? unknownStep(frame, node, layer.of ?? object, index, value);
  }, input.value);
}

/** A layer that is called as a function: tf.layers.dense(x, 10, activation=tf.nn.softmax). */
export function activated(call: Application, activation: Argument | undefined): Occurrence | undefined {
  const { frame, node, args } = call;
  if (!activation) return undefined;
  const given = [...args.named.values()].filter((argument) => argument !== activation).map(({ value }) => value);
  const key = `layer ${frame.id} ${frame.session.ordinal(`${frame.id} layer`)}`;
  const value = result(call, frame.store.opaque(key, termsOf(given)), given);
  return activate(frame, node, activation, { keyword: undefined, node, value }, 0);
}

/** An activation by its name, as a function, or as a layer. */
function activate(
  frame: Frame,
  node: SyntaxNode,
  activation: Argument,
  input: Argument,
  depth: number,
): Occurrence | undefined {
  const args: Arguments = { all: [{ ...input, keyword: undefined }], spread: false };
  const name = textOf(activation.value);
  const known = name === undefined ? undefined : findActivation(name);
  if (known) return apply(frame, node, known, args);
  const callable = frame.session.callables.get(activation.value.term);
  if (callable) return callValue(frame, node, callable, activation.value, args, depth);
  return isNothing(activation.value.term) ? input.value : undefined;
}

/** The string that a value is. */
function textOf(value: Occurrence): string | undefined {
  const [place, ...others] = definitionsOf(value);
  const node = place && others.length === 0 ? syntaxOf(place) : undefined;
  return node?.type === 'string' ? stringText(node.text) : undefined;
}
