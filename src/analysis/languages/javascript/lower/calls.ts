import { saidBy } from '../../shared/lower/expressions.ts';
import { knownAxis } from '../../../terms/axis.ts';
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { withoutBrackets } from '../../shared/brackets.ts';
import { apply } from '../../shared/lower/apply.ts';
import { leave, libraryOf, occur, termsOf, type Frame } from '../../shared/lower/frame.ts';
import { isArrayClass } from '../libraries/arrayClasses.ts';
import { familyOfPath, findFunction } from '../libraries/index.ts';
import { tfjs } from '../libraries/families.ts';
import { tensorMethods } from '../libraries/tensors.ts';
import { argumentNodes, lowerArguments, type Argument, type Arguments } from './arguments.ts';
import { arrayMethod, extreme } from './arrays.ts';
import { lowerTogether } from './awaited.ts';
import { callbackOf, runCallback } from './callbacks.ts';
import { changedAt, changeInPlace, wasFollowed } from './changes.ts';
import { callCollection } from './collections.ts';
import { noteState } from './controls.ts';
import { lowerExpression, lowerOther } from './expressions.ts';
import { defineExpression, isFunction } from './functions.ts';
import { callImplementations } from './implementations.ts';
import { callBase } from './instances.ts';
import { inline } from './inline.ts';
import { callOfLayer, makeLayer } from './layers.ts';
import { minimised } from './minimised.ts';
import { dottedName, methodOf, readName, resolve } from './names.ts';
import { callOfNumber, isOfNumber } from './objectNumbers.ts';
import { entriesOf, madeOfPairs, mapMethod } from './maps.ts';
import { arrayFrom, newArray } from './newArrays.ts';
import { isObject, mergedObject, partsOf } from './objects.ts';
import { familyHere } from './singles.ts';
import { requiredModule, usesModule } from './specifiers.ts';
import { nothingKey } from '../../shared/lower/nothing.ts';
import { binary } from '../../shared/lower/operators.ts';

export function lowerCall(frame: Frame, node: SyntaxNode, depth: number): Occurrence {
  const callee = node.field('function');
  if (!callee) return lowerOther(frame, node, depth);
  if (requiredModule(node) !== undefined) return readName(frame, node, resolve(frame, node));
  const args = argumentNodes(node);
  if (callee.type === 'super') return callBase(frame, node, lowerArguments(frame, args, depth), depth);
  const together = lowerTogether(frame, node, args, depth);
  if (together) return together;
  const called = withoutBrackets(callee);
  if (isFunction(called)) {
    const definition = defineExpression(frame, called);
    const given = lowerArguments(frame, args, depth);
    return inline(frame, node, { definition }, given, depth) ?? unknown(frame, node, 'call function', given, []);
  }
  const applied = spreadApply(frame, node, callee, depth);
  if (applied) return applied;
  const curried = callee.type === 'call_expression' ? resolve(frame, callee.field('function') ?? callee) : undefined;
  if (curried?.kind === 'library') {
    const value = callCollection(frame, node, curried.path, [...argumentNodes(callee), ...args], depth);
    if (value) return value;
  }
  const binding = resolve(frame, callee);
  if (binding?.kind === 'library') return callLibrary(frame, node, binding.path, args, depth);
  const method = callee.type === 'member_expression' ? callee.field('property')?.text : undefined;
  const isNumber =
    binding?.kind === 'function' && binding.receiver && method && isOfNumber(frame, node, binding.receiver, method);
  if (binding?.kind === 'function' && !isNumber) {
    const given = lowerArguments(frame, args, depth);
    const receiver = binding.receiver ? [binding.receiver] : [];
    return (
      inline(frame, node, { ...binding, name: binding.receiver && objectName(callee) }, given, depth) ??
      unknown(frame, node, `call ${binding.definition.id}`, given, receiver)
    );
  }
  if (callee.type === 'member_expression') return callMethod(frame, node, callee, args, depth);
  const target = lowerExpression(frame, callee, depth);
  const given = lowerArguments(frame, args, depth);
  const callable = frame.session.callables.get(target.term);
  if (callable?.kind === 'library') return callLibrary(frame, node, callable.path, args, depth);
  const followed = callable?.kind === 'function' ? inline(frame, node, callable, given, depth) : undefined;
  if (!followed) frame.session.callers.callValue();
  return followed ?? unknown(frame, node, 'call', given, [target]);
}

/** Math.max.apply(null, x) */
function spreadApply(frame: Frame, node: SyntaxNode, callee: SyntaxNode, depth: number): Occurrence | undefined {
  const object = callee.type === 'member_expression' ? callee.field('object') : undefined;
  if (!object || callee.field('property')?.text !== 'apply') return undefined;
  const name = extremeNamed(resolve(frame, object));
  const list = argumentNodes(node)[1];
  return name && list && extreme(frame, node, name, lowerExpression(frame, list, depth));
}

function extremeNamed(binding: ReturnType<typeof resolve>): 'max' | 'min' | undefined {
  if (binding?.kind !== 'library') return undefined;
  const [, name] = /^(?:Math|p5)\.(max|min)$/.exec(binding.path) ?? [];
  return name === 'max' || name === 'min' ? name : undefined;
}

/** What an object is called whose method is called. */
function objectName(callee: SyntaxNode): string | undefined {
  const object = callee.type === 'member_expression' ? callee.field('object') : undefined;
  return object?.type === 'super' ? 'this' : object && dottedName(object);
}

/** Functions that run a function they are given and give what it gives, with where that stands among the arguments. */
const transparent: Readonly<Record<string, number>> = { 'tfjs.tidy': -1, 'tfjs.engine.tidy': -1, '"react".useMemo': 0 };

function callLibrary(
  frame: Frame,
  node: SyntaxNode,
  path: string,
  args: readonly SyntaxNode[],
  depth: number,
): Occurrence {
  const name = extremeNamed({ kind: 'library', path });
  // Of p5 they take an array as well.
  const isOfArray = path.startsWith('p5.') && args.length === 1 && args[0]!.type !== 'spread_element';
  if (name && isOfArray) return extreme(frame, node, name, lowerExpression(frame, args[0]!, depth));
  if (name) return extremeOf(frame, node, name, args, depth);
  const length = path === 'Math.hypot' ? lengthOfSpread(frame, node, args, depth) : undefined;
  if (length) return length;
  const collection = callCollection(frame, node, path, args, depth);
  if (collection) return collection;
  const passed = Object.hasOwn(transparent, path) ? args.at(transparent[path]!) : undefined;
  const callback = passed && callbackOf(frame, passed);
  const run = callback && runCallback(frame, callback, [], depth);
  if (run) return occur(frame, node, run.term, [run], { form: 'read' });
  const [type = '', method] = path.split('.');
  if (isArrayClass(type)) {
    const made =
      method === 'from'
        ? arrayFrom(frame, node, type, args, depth)
        : method === undefined
          ? newArray(
              frame,
              node,
              type,
              args.map((each) => lowerExpression(frame, each, depth)),
            )
          : undefined;
    if (made) return made;
  }
  if ((path === 'Object.entries' || path === 'Object.fromEntries') && args[0]) {
    const of = lowerExpression(frame, args[0], depth);
    const values = path === 'Object.entries' ? partsOf(frame, node, 'values', of) : undefined;
    const found = values
      ? occur(frame, node, entriesOf(frame.store, values.term), [values])
      : madeOfPairs(frame, node, of);
    if (found) return found;
  }
  const parts = /^Object\.(keys|values)$/.exec(path)?.[1];
  if (parts !== undefined && args[0]) {
    return partsOf(frame, node, parts as 'keys' | 'values', lowerExpression(frame, args[0], depth));
  }
  const known = findFunction(path);
  const given = lowerArguments(frame, args, depth);
  const layer = makeLayer(frame, node, path, given);
  if (layer) return layer;
  const value = known && apply(frame, node, { ...known, family: familyHere(frame, known.family) }, given);
  if (value) return value;
  const values = given.all.map((argument) => argument.value);
  const [target] = values;
  if (path === 'Object.assign' && target && isObject(target.term)) return mergedObject(frame, node, values);
  if (path === 'lodash.defaults') return mergedObject(frame, node, [...values].reverse());
  // States of a component are each their own.
  const isRandom = /random|now$|\buse(?:State|Reducer|Ref)$/i.test(path);
  const unique = isRandom ? ` ${frame.session.ordinal(`${frame.id} ${path}`)}` : '';
  const term = frame.store.opaque(`call ${path}${spreads(given)}${unique}`, termsOf(values), {
    pure: !isRandom,
    says: saidBy(frame, path),
  });
  const call = occur(frame, node, term, values, { family: familyOfPath(path) });
  leave(frame, call);
  noteState(frame, path, call, values);
  return call;
}

/** Math.hypot(...x): how long a vector is. */
function lengthOfSpread(
  frame: Frame,
  node: SyntaxNode,
  args: readonly SyntaxNode[],
  depth: number,
): Occurrence | undefined {
  const [only, ...others] = args;
  const inner = only?.type === 'spread_element' && others.length === 0 ? only.named[0] : undefined;
  const vector = inner && lowerExpression(frame, inner, depth);
  return vector && occur(frame, node, frame.store.reduce('norm', vector.term, knownAxis(0), false), [vector]);
}

/** Math.max of any number of values, some of which may be spread arrays. */
function extremeOf(
  frame: Frame,
  node: SyntaxNode,
  name: 'max' | 'min',
  args: readonly SyntaxNode[],
  depth: number,
): Occurrence {
  const parts = args.map((each) => {
    const inner = each.type === 'spread_element' ? each.named[0] : undefined;
    return inner
      ? extreme(frame, args.length === 1 ? node : each, name, lowerExpression(frame, inner, depth))
      : lowerExpression(frame, each, depth);
  });
  const [first, ...rest] = parts;
  if (!first) return occur(frame, node, frame.store.constant(name === 'max' ? -Infinity : Infinity));
  const pair = name === 'max' ? 'maximum' : 'minimum';
  return rest.reduce((so, part) => binary(frame, node, pair, so, part), first);
}

function callMethod(
  frame: Frame,
  node: SyntaxNode,
  callee: SyntaxNode,
  args: readonly SyntaxNode[],
  depth: number,
): Occurrence {
  const code = callee.field('object');
  const name = callee.field('property')?.text ?? '';
  if (!code) return lowerOther(frame, node, depth);
  const object = lowerExpression(frame, code, depth);
  const number = callOfNumber(frame, node, object, code, name, args, depth);
  if (number) return number;
  // What a name holds has been looked at.
  const isFollowed = dottedName(callee) === undefined || isOfNumber(frame, node, object, name);
  const own = isFollowed ? methodOf(frame, object, name) : undefined;
  if (own?.kind === 'function') {
    const given = lowerArguments(frame, args, depth);
    return inline(frame, node, own, given, depth) ?? unknown(frame, node, `call ${own.definition.id}`, given, [object]);
  }
  const family = libraryOf(object);
  const isTensor = family?.name === 'tfjs';
  // What a tensor gives out as an array is of its library still: map and reduce are of arrays alone.
  const ofMap = mapMethod(frame, node, name, object, code, args, depth);
  if (ofMap) return ofMap;
  const isOfTensors = isTensor && Object.hasOwn(tensorMethods, name);
  const value = isOfTensors ? undefined : arrayMethod(name, { frame, node, array: object, code, args, depth });
  if (value) return value;
  const loss = minimised(frame, name, args, depth);
  const given = lowerArguments(frame, loss ? args.slice(1) : args, depth);
  if (loss) return unknown(frame, node, `method ${name}`, given, [object, loss]);
  const ofLayer = callOfLayer(frame, node, object, name, given, depth);
  if (ofLayer) return ofLayer;
  const any = callImplementations(frame, node, object, name, given, depth);
  if (any) return any;
  const tensor =
    isTensor || (!family && usesModule(frame, 'tfjs')) ? callTensor(frame, node, object, code, name, given) : undefined;
  if (tensor) return tensor;
  forget(frame, code, name, object);
  frame.session.callers.callMethod(name);
  return unknown(frame, node, `method ${name}`, given, [object]);
}

/** A method of a tensor; of something not known, only where it is given what that method takes. */
function callTensor(
  frame: Frame,
  node: SyntaxNode,
  object: Occurrence,
  code: SyntaxNode,
  name: string,
  { all, spread }: Arguments,
): Occurrence | undefined {
  if (!Object.hasOwn(tensorMethods, name)) return undefined;
  const method = tensorMethods[name]!;
  if (method.operation.does === 'map' && all.length > 0) return undefined;
  const receiver: Argument = { keyword: undefined, node: code, value: object };
  return apply(frame, node, { ...method, family: tfjs }, { all: [receiver, ...all], spread }, true);
}

/** Methods after which an array holds something else. */
const changing = new Set(['pop', 'shift', 'unshift', 'splice', 'set', 'sort', 'reverse', 'copyWithin', 'push', 'fill']);

function forget(frame: Frame, code: SyntaxNode, method: string, before: Occurrence): void {
  const name = changing.has(method) ? dottedName(code) : undefined;
  if (name !== undefined) changeInPlace(frame, name, changedAt(frame, code, before));
}

function unknown(
  frame: Frame,
  node: SyntaxNode,
  key: string,
  args: Arguments,
  before: readonly Occurrence[],
): Occurrence {
  // A function that was followed, and returns nothing.
  if (wasFollowed(frame, node)) return occur(frame, node, frame.store.opaque(nothingKey));
  const operands = [...before, ...args.all.map(({ value }) => value)];
  const call = occur(
    frame,
    node,
    frame.store.opaque(`${key}${spreads(args)}`, termsOf(operands), { pure: false, says: saidBy(frame, key) }),
    operands,
  );
  leave(frame, call);
  const callee = node.field('function');
  noteState(frame, (callee && dottedName(callee)) ?? '', call, operands.slice(before.length));
  return call;
}

function spreads({ all }: Arguments): string {
  return all.some(({ node }) => node.type === 'spread_element')
    ? ` ${all.map(({ node }) => (node.type === 'spread_element' ? '*' : '.')).join('')}`
    : '';
}
