import type { Occurrence } from '../../../terms/occurrence.ts';
import { isTest } from '../../../terms/comparison.ts';
import { textOf } from '../../../terms/text.ts';
import { eachOf } from '../../../terms/elements.ts';
import { holdsLayers, keepsValue } from '../libraries/decorators.ts';
import { arrayMethods, findFunction, findLayer } from '../libraries/index.ts';
import { givesItself, setsAttribute } from '../libraries/effects.ts';
import { moduleGiven } from '../libraries/either.ts';
import { changesFirst, isInPlace, placeOfInPlace } from '../libraries/inPlace.ts';
import { makesDictionary, makesRecord, replacesFields } from '../libraries/transforms.ts';
import { withoutBrackets } from '../../shared/brackets.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { apply } from '../../shared/lower/apply.ts';
import type { Argument, Arguments } from '../../shared/lower/arguments.ts';
import { change } from '../../shared/lower/changes.ts';
import type { Binding } from '../../shared/lower/binding.ts';
import { lowerExpression, lowerOther } from './expressions.ts';
import { libraryOf, occur, type Frame } from '../../shared/lower/frame.ts';
import { intoOut } from './into.ts';
import { inline, type Followed } from './inline.ts';
import { extended, makeLayer } from './layers.ts';
import { calledForEach, folded, ofRows } from './folds.ts';
import { orderedBy, placeOfExtreme, sortInPlace } from './orders.ts';
import { noteChanges } from './changing.ts';
import { grow } from './lists.ts';
import { inside } from './modules.ts';
import { dottedName, readName, resolve } from './names.ts';
import { attributeOf, guessedMethod, inherited } from './objects.ts';
import { lowerArguments } from './arguments.ts';
import { callApplied, transformedOf } from './applied.ts';
import { compileModel } from './compiled.ts';
import { giveControls } from './controls.ts';
import { callOfFrame, seriesOf } from './dataFrames.ts';
import { anyOf, entryOf, fieldOf, fromPairs, mayHaveEntries, recordOf, withFields } from './dictionaries.ts';
import { isOfTensors, isTensorMethod, takes } from './arrayMethods.ts';
import { numbersOf } from './objectNumbers.ts';
import { tensorsHere } from './tensors.ts';
import { attributeOrUsual } from './options.ts';
import { setAttribute } from './settings.ts';
import { callAny, ofSlices, transformed } from './transforms.ts';
import { callForeign, callUnknown, notFollowed } from './unknownCalls.ts';

export function lowerCall(frame: Frame, node: SyntaxNode, depth: number): Occurrence {
  const callee = node.field('function');
  if (!callee) return lowerOther(frame, node, depth);
  const binding = resolve(frame, callee);
  if (binding?.kind === 'library') return callLibrary(frame, node, binding.path, depth);
  const isOfArrays = binding?.kind === 'function' && callee.type === 'attribute' && isOfTensors(binding.definition);
  if (binding?.kind === 'function' && !isOfArrays) {
    const args = lowerArguments(frame, node, depth);
    const name = binding.receiver && objectName(callee);
    const byClass = ofClass(frame, callee, binding, args);
    const value = byClass
      ? inline(frame, node, byClass.followed, byClass.args, depth)
      : inline(frame, node, { ...binding, name }, args, depth);
    return value ?? callUnknown(frame, node, callee, binding, args);
  }
  if (callee.type === 'attribute' && (!binding || isOfArrays)) return callMethod(frame, node, callee, depth);
  const target = lowerExpression(frame, callee, depth);
  const args = lowerArguments(frame, node, depth);
  if (callee.text === 'getattr' && !binding) {
    const attribute = attributeOrUsual(frame, node, args) ?? attributeNamed(frame, node, args);
    if (attribute) return attribute;
  }
  // norm = staticmethod(f): in the body of a class, the function itself, which takes no object.
  if (callee.text === 'staticmethod' && !binding && args.all.length === 1 && args.all[0])
    return occur(frame, node, args.all[0].value.term, [args.all[0].value], { form: 'read' });
  // setattr(state, 'x', x)
  if (callee.text === 'setattr' && !binding && args.all[0])
    setAttribute(frame, args.all[0].node, { ...args, all: args.all.slice(1) });
  // int(step < n) is 1 or 0, as the test is.
  const [first, ...more] = args.all;
  if (callee.text === 'int' && !binding && first && more.length === 0 && isTest(first.value.term))
    return occur(frame, node, first.value.term, [first.value], { form: 'read' });
  const given = binding ? undefined : calledForEach(frame, node, callee, args, depth);
  if (given) return given;
  if (callee.text === 'dict' && !binding && args.all.length > 0) {
    const record = fromPairs(frame, node, args);
    if (record) return record;
  }
  return (
    callAny(frame, node, target, args, depth, dottedName(callee)) ?? callUnknown(frame, node, callee, target, args)
  );
}

/** getattr(nn, 'Softmax') */
function attributeNamed(frame: Frame, node: SyntaxNode, { all: [of, named] }: Arguments): Occurrence | undefined {
  const name = named && textOf(named.value.term);
  const module = of && resolve(frame, of.node);
  if (name === undefined || module?.kind !== 'library') return undefined;
  return readName(frame, node, { kind: 'library', path: inside(module.path, name) });
}

/** Base.f(self, x) is self.f(x), of another class. */
function ofClass(
  frame: Frame,
  callee: SyntaxNode,
  { definition, receiver }: Extract<Binding, { kind: 'function' }>,
  { all, spread }: Arguments,
): { readonly followed: Followed; readonly args: Arguments } | undefined {
  const [self, ...rest] = all;
  const isMethod = definition.frame.isClass && definition.decoration === 'none';
  if (callee.type !== 'attribute' || receiver || !isMethod || !self || self.keyword !== undefined) return undefined;
  if (frame.session.callables.get(self.value.term)?.kind !== 'instance') return undefined;
  const followed = { definition, receiver: self.value, name: dottedName(self.node) };
  return { followed, args: { all: rest, spread } };
}

/** self in self.f(x) */
function objectName(callee: SyntaxNode): string | undefined {
  const object = callee.type === 'attribute' ? callee.field('object') : undefined;
  return object && dottedName(object);
}

function callLibrary(frame: Frame, node: SyntaxNode, path: string, depth: number): Occurrence {
  const args = lowerArguments(frame, node, depth);
  const module = moduleGiven(path);
  if (module !== undefined) return readName(frame, node, { kind: 'library', path: module });
  const changed = changesFirst(path) ? args.all[0] : undefined;
  noteChanges(frame, undefined, args);
  giveControls(frame, path, args);
  const layer = findLayer(path);
  if (layer) return makeLayer(frame, node, path, layer, args);
  const along = ofSlices(path, args);
  const order =
    path === 'functools.reduce' ? folded(frame, node, args, depth) : orderedBy(frame, node, path, args, depth);
  const special = order ?? (along ? undefined : ofRows(frame, node, path, args, depth));
  if (special) return special;
  const known = findFunction(along?.path ?? path);
  const result = known && apply(frame, node, known, along?.args ?? args);
  const name = changed && dottedName(withoutBrackets(changed.node));
  if (changed) change(frame, changed.value, name === undefined ? undefined : result);
  // np.add.at(x, i, y): from then on x is what it makes of it.
  if (result && name !== undefined) frame.bind(name, { kind: 'value', occurrence: result });
  if (result) return intoOut(frame, known, args, result, placeOfInPlace(path));
  const [first] = args.all;
  // jit(f) is f, as far as its values go.
  if (first && keepsValue(path) && frame.session.callables.has(first.value.term)) {
    return occur(frame, node, first.value.term, [first.value], { form: 'read' });
  }
  if (first && holdsLayers(path) && eachOf(first.value.term)) {
    return occur(frame, node, first.value.term, [first.value], { form: 'read' });
  }
  const made =
    transformed(frame, node, path, args) ?? transformedOf(frame, node, path, args) ?? seriesOf(frame, node, path, args);
  if (made) return made;
  const record = makesRecord(path)
    ? recordOf(frame, node, args.all)
    : makesDictionary(path)
      ? fromPairs(frame, node, args)
      : undefined;
  if (record) return record;
  return callForeign(frame, node, path, args);
}

function callMethod(frame: Frame, node: SyntaxNode, callee: SyntaxNode, depth: number): Occurrence {
  const objectNode = callee.field('object');
  const name = callee.field('attribute')?.text ?? '';
  if (!objectNode) return lowerOther(frame, node, depth);
  const above = isSuper(frame, objectNode) ? inherited(frame, objectNode, name) : undefined;
  if (above) {
    const args = lowerArguments(frame, node, depth);
    const value = inline(frame, node, above, args, depth);
    if (value) return value;
  }
  const object = lowerExpression(frame, objectNode, depth);
  const args = lowerArguments(frame, node, depth);
  if (setsAttribute(name)) setAttribute(frame, objectNode, args);
  if (name === 'compile') compileModel(frame, objectNode, object, args, depth);
  const entry = name === 'get' ? entryByCall(frame, node, object, args) : undefined;
  if (entry) return entry;
  const replaced = replacesFields(name) ? withFields(frame, node, object, args) : undefined;
  if (replaced) return replaced;
  const field = fieldOf(frame, callee, object, name);
  const called = field && callAny(frame, node, field, args, depth);
  if (called) return called;
  const own = callOwnMethod(frame, node, object, objectNode, name, args, depth);
  if (own) return own;
  const grown = grow(frame, node, objectNode, name, args);
  if (grown) return grown;
  const ofFrame = callOfFrame({ frame, node, object, args, depth }, name);
  if (ofFrame) return ofFrame;
  const inPlace = name.endsWith('_') && !name.startsWith('_');
  const plain = inPlace && !/^(requires_grad|copy)_$/.test(name) ? name.slice(0, -1) : name;
  // Numbers have no such methods: x / math.sqrt(n) of an x that has is an array.
  const library = libraryOf(object);
  const known = library?.ofLists ? undefined : library;
  // NumPy's gives nothing, PyTorch's another array.
  const sortsInPlace = name === 'sort' && known?.name === 'numpy';
  if (!sortsInPlace && Object.hasOwn(arrayMethods, plain) && takes(plain, args, known !== undefined)) {
    const receiver: Argument = { keyword: undefined, node: objectNode, value: object };
    const family =
      known ?? numbersOf(frame, object, plain) ?? (isTensorMethod(plain, args) ? tensorsHere(frame) : undefined);
    const result = apply(
      frame,
      node,
      { ...arrayMethods[plain]!, family },
      { ...args, all: [receiver, ...args.all] },
      true,
    );
    if (result && inPlace && isInPlace(name)) change(frame, object, result);
    const target = inPlace ? dottedName(objectNode) : undefined;
    if (result && target !== undefined) frame.bind(target, { kind: 'value', occurrence: result });
    if (result) return intoOut(frame, { ...arrayMethods[plain]!, family }, args, result);
  }
  const order =
    name === 'sort' && !known
      ? sortInPlace(frame, node, objectNode, object, args)
      : name === 'index'
        ? placeOfExtreme(frame, node, object, args)
        : undefined;
  if (order) return order;
  const guessed = guessedMethod(frame, node, object, name);
  const value = guessed && inline(frame, node, guessed, args, depth);
  return value ?? notFollowed(frame, node, object, name, args);
}

/** super(), super(A, self) */
function isSuper(frame: Frame, object: SyntaxNode): boolean {
  const callee = object.type === 'call' ? object.field('function') : undefined;
  return callee?.text === 'super' && !resolve(frame, callee);
}

/** d.get('a') of a dictionary that is written out. */
function entryByCall(frame: Frame, node: SyntaxNode, object: Occurrence, { all }: Arguments): Occurrence | undefined {
  const [key, otherwise] = all;
  if (!key || key.keyword !== undefined || !mayHaveEntries(object.term)) return undefined;
  return entryOf(frame, node, object, key.value.term) ?? otherwise?.value ?? anyOf(frame, node, object);
}

/** A method of an object of the text, or of a layer. */
function callOwnMethod(
  frame: Frame,
  node: SyntaxNode,
  object: Occurrence,
  objectNode: SyntaxNode,
  method: string,
  args: Arguments,
  depth: number,
): Occurrence | undefined {
  const callable = frame.session.callables.get(object.term);
  const name = dottedName(objectNode);
  switch (callable?.kind) {
    case undefined:
      return extendedAs(frame, node, object, name, method, args);
    case 'library':
    case 'function':
    case 'record':
    case 'partial':
    case 'mapped':
    case 'gradient':
    case 'value and gradient':
      return undefined;
    case 'applied':
      return method === 'apply' ? callApplied(frame, node, callable, args, depth) : undefined;
    case 'class':
    case 'instance': {
      const binding = attributeOf(frame, object, method);
      if (binding?.kind === 'value') return callAny(frame, node, binding.occurrence, args, depth);
      if (binding?.kind === 'function')
        return isOfTensors(binding.definition) ? undefined : inline(frame, node, { ...binding, name }, args, depth);
      if (!binding && givesItself(method) && callable.kind === 'instance' && callable.of.extendsUnknown)
        return itself(frame, node, object);
      if (method === 'apply' && !binding && callable.kind === 'instance' && callable.of.extendsUnknown)
        return callApplied(frame, node, { of: object, before: 1 }, args, depth);
      return callable.kind === 'class' || callable.of.extendsUnknown
        ? undefined
        : notFollowed(frame, node, object, method, args);
    }
    default: {
      if (ownCalls.has(method)) return callAny(frame, node, object, args, depth, name);
      if (givesItself(method)) return itself(frame, node, object);
      return extendedAs(frame, node, object, name, method, args);
    }
  }
}

/** model.add(layer): from then on the name stands for a model with one layer more. */
function extendedAs(
  frame: Frame,
  node: SyntaxNode,
  object: Occurrence,
  name: string | undefined,
  method: string,
  args: Arguments,
): Occurrence | undefined {
  const more = extended(frame, node, object, method, args);
  if (more && name !== undefined) frame.bind(name, { kind: 'value', occurrence: more });
  return more;
}

/** model.train(), model.double(): the same model. */
function itself(frame: Frame, node: SyntaxNode, object: Occurrence): Occurrence {
  return occur(frame, node, object.term, [object], { form: 'read' });
}

/** Methods of layers that are the same as calling them. */
const ownCalls = new Set(['forward', 'call', '__call__', 'predict', 'predict_on_batch']);
