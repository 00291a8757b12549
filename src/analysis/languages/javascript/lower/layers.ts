// Layers and models of TensorFlow.js: made with their configuration, applied later.
import { definitionsOf, type Occurrence } from '../../../terms/occurrence.ts';
import { textOf } from '../../../terms/text.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { apply } from '../../shared/lower/apply.ts';
import type { Layer } from '../../shared/lower/callable.ts';
import { attribute, leave, occur, syntaxOf, type Frame } from '../../shared/lower/frame.ts';
import { outputOf, unknownStep } from '../../shared/lower/layers.ts';
import { isNothing } from '../../shared/lower/nothing.ts';
import { findFunction } from '../libraries/index.ts';
import { tfjs } from '../libraries/families.ts';
import type { Argument, Arguments } from './arguments.ts';
import { inline } from './inline.ts';
import { isObject, propertyOf } from './objects.ts';

const made = /^tfjs\.(sequential|model|input|layers\.\w+)$/;
/** What layers are called with, by the names that they have beside their own. */
const applied = new Set(['apply', 'predict', 'predictOnBatch', 'call']);

/** tf.sequential(), tf.model({ … }), tf.layers.dense({ … }): every one is another value. Undefined of any other function. */
export function makeLayer(frame: Frame, node: SyntaxNode, path: string, { all }: Arguments): Occurrence | undefined {
  const kind = made.exec(path)?.[1];
  if (kind === undefined) return undefined;
  const values = all.map(({ value }) => value);
  const key = `layer ${path} ${frame.id} ${frame.session.ordinal(`${frame.id} ${path}`)}`;
  const object = occur(frame, node, frame.store.opaque(key), values, { family: tfjs });
  const layer = layerOf(frame, node, kind, values[0]);
  if (layer) frame.session.callables.set(object.term, layer);
  return object;
}

function layerOf(frame: Frame, node: SyntaxNode, kind: string, config: Occurrence | undefined): Layer | undefined {
  const setting = (name: string) =>
    config && isObject(config.term) ? propertyOf(frame, node, config, name) : undefined;
  switch (kind) {
    case 'sequential': {
      const layers = setting('layers');
      const steps = layers?.term.kind === 'stack' ? layers.term.items : [];
      return {
        kind: 'sequence',
        steps: steps.map((term) => occur(frame, node, term, [layers!], { form: 'read' })),
        family: tfjs,
      };
    }
    case 'model': {
      const [inputs, outputs] = [setting('inputs'), setting('outputs')];
      return inputs && outputs && { kind: 'model', inputs, outputs };
    }
    case 'layers.softmax': {
      const activation = occur(frame, node, frame.store.opaque('string softmax', [], { says: 'text' }));
      return { kind: 'activated', activation: argument(node, activation), alone: true };
    }
    default: {
      const activation = setting('activation');
      const alone = kind === 'layers.activation';
      return activation && { kind: 'activated', activation: argument(node, activation), alone };
    }
  }
}

function argument(node: SyntaxNode, value: Occurrence): Argument {
  return { keyword: undefined, node, value };
}

/** A method of a layer or a model; undefined where that is not followed. */
export function callOfLayer(
  frame: Frame,
  node: SyntaxNode,
  object: Occurrence,
  name: string,
  args: Arguments,
  depth: number,
): Occurrence | undefined {
  const layer = frame.session.callables.get(object.term);
  const [given] = args.all;
  if (!layer || !isLayer(layer) || !given || args.spread) return undefined;
  if (name === 'add' && layer.kind === 'sequence') {
    // The object is the same wherever it has a name.
    frame.session.callables.set(object.term, { ...layer, steps: [...layer.steps, given.value] });
    return occur(frame, node, frame.store.opaque('added', [object.term, given.value.term]), [object, given.value]);
  }
  if (name === 'compile') {
    const loss = isObject(given.value.term) ? propertyOf(frame, node, given.value, 'loss') : undefined;
    if (loss) compile(frame, node, object, loss, depth);
    return undefined;
  }
  return applied.has(name) ? output(frame, node, object, given.value, depth) : undefined;
}

function isLayer({ kind }: { readonly kind: string }): boolean {
  return kind === 'sequence' || kind === 'model' || kind === 'activated';
}

function output(
  frame: Frame,
  node: SyntaxNode,
  object: Occurrence,
  input: Occurrence,
  depth: number,
  index = 0,
): Occurrence {
  const layer = frame.session.callables.get(object.term);
  switch (layer?.kind) {
    case 'sequence':
      return layer.steps.reduce((value, step, at) => output(frame, node, step, value, depth, at), input);
    case 'model':
      return outputOf(frame, node, layer, input);
    case 'activated': {
      const before = layer.alone ? input : unknownStep(frame, node, object, 0, input);
      return activate(frame, node, layer.activation.value, before) ?? unknownStep(frame, node, object, 1, before);
    }
    default: {
      const step = unknownStep(frame, node, object, index, input);
      attribute(step, tfjs);
      return step;
    }
  }
}

function activate(frame: Frame, node: SyntaxNode, activation: Occurrence, input: Occurrence): Occurrence | undefined {
  const name = textOf(activation.term);
  if (name === 'linear' || isNothing(activation.term)) return input;
  const known = name === undefined ? undefined : findFunction(`tfjs.${name}`);
  return known && apply(frame, node, known, { all: [argument(node, input)], spread: false });
}

/** model.compile({ loss: … }): from then on the loss is taken of what the model gives. One by its name takes probabilities. */
function compile(frame: Frame, call: SyntaxNode, model: Occurrence, loss: Occurrence, depth: number): void {
  const { callables } = frame.session;
  const written = definitionsOf(loss).map(syntaxOf)[0];
  const isInside = written?.source === call.source && written.start >= call.start && written.end <= call.end;
  const node = written && isInside ? written : call;
  const named = call.field('function')?.field('object') ?? call;
  const callable = callables.get(loss.term);
  if (callable?.kind !== 'function' && callable?.kind !== 'library') return;
  const unknown = (what: string) => occur(frame, named, frame.store.opaque(`${what} of`, [model.term]), [model]);
  const layer = callables.get(model.term);
  const prediction = layer?.kind === 'model' ? layer.outputs : output(frame, named, model, unknown('input'), depth);
  const args: Arguments = { all: [argument(node, unknown('targets')), argument(node, prediction)], spread: false };
  const known = callable.kind === 'library' ? findFunction(callable.path) : undefined;
  const value =
    callable.kind === 'function'
      ? inline(frame, node, callable, args, depth)
      : known && apply(frame, node, known, args);
  if (value) leave(frame, value);
}
