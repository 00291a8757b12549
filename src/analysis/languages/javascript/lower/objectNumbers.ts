// Numbers that are objects of a class of the project: scalars that keep how they were computed, small tensors.
import type { Occurrence } from '../../../terms/occurrence.ts';
import { pickOne } from '../../../terms/gathers.ts';
import { eachOf } from '../../../terms/elements.ts';
import type { TermStore } from '../../../terms/store.ts';
import type { ReduceName, Term } from '../../../terms/term.ts';
import { isText } from '../../../terms/text.ts';
import { substitute, subterms } from '../../../terms/walk.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Family } from '../../shared/libraries/family.ts';
import type { LibraryFunction } from '../../shared/libraries/operation.ts';
import { apply } from '../../shared/lower/apply.ts';
import { extremeOf } from '../../shared/lower/comparisons.ts';
import { importedClasses, lineage, type ClassDefinition } from '../../shared/lower/classDefinition.ts';
import { libraryOf, occur, syntaxOf, type Frame } from '../../shared/lower/frame.ts';
import { isOfObjects, objects } from '../../shared/libraries/objects.ts';
import { numbers, singleObjects } from '../libraries/families.ts';
import { numberMethod } from '../libraries/objectNumbers.ts';
import { bareText } from './bareText.ts';
import { lowerArguments } from './arguments.ts';
import { parametersOf } from './parameters.ts';
import { usesModule } from './specifiers.ts';

/** What a class of numbers has. */
interface Numbers {
  readonly methods: ReadonlyMap<string, LibraryFunction>;
  readonly family: Family;
  /** The property in which an object keeps its number. */
  readonly property: string | undefined;
}

const ofClass = new WeakMap<ClassDefinition, Numbers>();
const ofModule = new WeakMap<Frame, Numbers[]>();

/** Notes a class if its objects are numbers: they have an exponential, and something that is done with it. */
export function noteNumbers({ module }: Frame, definition: ClassDefinition, node: SyntaxNode): void {
  const made = numbersOf(node);
  if (!made) return;
  ofClass.set(definition, made);
  const known = ofModule.get(module);
  if (known) known.push(made);
  else ofModule.set(module, [made]);
}

function numbersOf(node: SyntaxNode): Numbers | undefined {
  const written = (node.field('body')?.named ?? []).filter(
    ({ type, children }) =>
      type === 'method_definition' && !children.some((part) => /^(static|get|set)$/.test(part.type)),
  );
  const named = new Map(written.map((method) => [method.field('name')?.text ?? '', method]));
  const exponential = named.get('exp');
  if (!exponential || isLimited(exponential)) return undefined;
  const isArray = named.has('sum');
  const methods = new Map<string, LibraryFunction>();
  for (const [name, method] of named) {
    const known = numberMethod(name, isArray);
    if (known && takes(method, known)) methods.set(name, known);
  }
  const isOfNumbers = methods.has('exp') && ['div', 'log', 'sub', 'add', 'divide'].some((name) => methods.has(name));
  if (!isOfNumbers) return undefined;
  const family = /\bFloat32Array\b/.test(node.text) ? singleObjects : objects;
  return { methods, family, property: propertyIn(exponential, named.get('constructor')) };
}

/** Whether a method takes what one of its name does: nothing, or something else. */
function takes(method: SyntaxNode, { operation }: LibraryFunction): boolean {
  const parameters = parametersOf(method);
  if (operation.does === 'binary') return parameters.length > 0;
  const required = parameters.filter((each) => !each.default && !each.collects && !isOptional(each.node));
  return operation.does !== 'map' || required.length === 0;
}

function isOptional(pattern: SyntaxNode): boolean {
  return pattern.parent?.type === 'optional_parameter';
}

/** Whether an exponential does not overflow: what it is given is bounded, or it knows how large numbers get. */
function isLimited(method: SyntaxNode): boolean {
  const body = method.field('body');
  return body !== undefined && /\bMath\.(min|max)\b|clamp|clip|[<>]=?\(*-?\d\d|\d\d\)*[<>]/i.test(bareText(body));
}

/** The property that the exponential is taken of, or that the constructor puts its first argument in. */
function propertyIn(exponential: SyntaxNode, constructor: SyntaxNode | undefined): string | undefined {
  const read = /\bexp\(\(*this\.(\w+)\)|\bthis\.(\w+)\)*\.map\(/.exec(bareText(exponential));
  if (read) return read[1] ?? read[2];
  const [first] = constructor ? parametersOf(constructor) : [];
  if (!first || first.isProperty) return first?.name;
  const name = first.name.replaceAll('$', String.raw`\$`);
  return new RegExp(String.raw`\bthis\s*\.\s*(\w+)\s*=[^=;]*\b${name}\b`).exec(
    constructor?.text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, ' ') ?? '',
  )?.[1];
}

/** A call of a method of such a number: of an object of the class, or of something of which nothing is known. */
export function callOfNumber(
  frame: Frame,
  node: SyntaxNode,
  object: Occurrence,
  code: SyntaxNode,
  name: string,
  args: readonly SyntaxNode[],
  depth: number,
): Occurrence | undefined {
  const own = classFor(frame, node, object, name);
  const known = own?.methods.get(name);
  // What is called for what it does is no number: a set, to which something is added.
  if (!own || !known || node.parent?.type === 'expression_statement') return undefined;
  const { operation } = known;
  if (args.some(({ type }) => type === 'spread_element') || (operation.does === 'map' && args.length > 0))
    return undefined;
  if (operation.does === 'binary' && args.length === 0) return undefined;
  const receiver = numberIn(frame, object, own);
  const given = lowerArguments(frame, args, depth);
  const all = given.all.map((each) => ({ ...each, value: numberIn(frame, each.value, own) }));
  frame.session.callers.callMethod(name);
  if (operation.does === 'reduce' && args.length === 0) {
    const term = overUntoldAxis(frame.store, operation.name, receiver.term);
    return occur(frame, node, term, [receiver], { family: own.family });
  }
  const itself = { keyword: undefined, node: code, value: receiver };
  return apply(frame, node, { ...known, family: own.family }, { all: [itself, ...all], spread: false }, true);
}

/** Whether a method of an object of a class is called as one of a number, rather than followed. */
export function isOfNumber(frame: Frame, node: SyntaxNode, object: Occurrence, name: string): boolean {
  return classFor(frame, node, object, name) !== undefined;
}

/** The class that an object is of, or may be of where nothing is known of it, if that has a method of some name. */
function classFor(frame: Frame, node: SyntaxNode, object: Occurrence, name: string): Numbers | undefined {
  const callable = frame.session.callables.get(object.term);
  if (callable?.kind === 'instance') {
    const own = lineage(callable.of).find((each) => ofClass.get(each)?.methods.has(name));
    const found = own && ofClass.get(own);
    // What a class itself makes of its numbers is followed.
    return found?.methods.get(name)?.operation.does === 'library' ? undefined : found;
  }
  const family = libraryOf(object);
  if (callable || (family && !mayBeObject(family)) || usesModule(frame, 'tfjs')) return undefined;
  return classesSeen(frame, node).find(({ methods }) => methods.has(name));
}

const imported = new WeakMap<Frame, readonly Numbers[]>();
/** An exponential of nothing that a library is usually called. */
const callsExponential = /(?<!\b(?:Math|math|tf|np))\s*\??\.\s*exp\(\s*\)/;

/** The classes of numbers of a file, and those that it imports from others of the project. */
function classesSeen(frame: Frame, node: SyntaxNode): readonly Numbers[] {
  const { module } = frame;
  const own = ofModule.get(module) ?? [];
  if (own.length > 0 || !callsExponential.test(node.source.text)) return own;
  const known = imported.get(module);
  if (known) return known;
  const found = importedClasses(frame).flatMap((definition) => ofClass.get(definition) ?? []);
  imported.set(module, found);
  return found;
}

/** What is made of numbers may be an object, as which nothing of a library is. */
function mayBeObject(family: Family): boolean {
  return family.name === numbers.name || isOfObjects(family);
}

/** A number as what it is of: the number that an object is made of, and objects in the place of the numbers that they keep. */
function numberIn(frame: Frame, occurrence: Occurrence, { property }: Numbers): Occurrence {
  const { store } = frame;
  const node = syntaxOf(occurrence);
  const term = withoutProperty(store, madeOf(frame, occurrence).term, property);
  return term === occurrence.term || !node ? occurrence : occur(frame, node, term, [occurrence], { form: 'read' });
}

function madeOf({ session }: Frame, occurrence: Occurrence): Occurrence {
  const callable = session.callables.get(occurrence.term);
  const [number] = occurrence.form === 'read' ? (occurrence.operands[0]?.operands ?? []) : occurrence.operands;
  if (callable?.kind !== 'instance' || !callable.attributes || !ofClass.has(callable.of) || !number) return occurrence;
  return isText(number.term) ? occurrence : number;
}

/** What a sum, or what a loop carries, starts with: new Value(0) is 0 there. */
export function startOf(frame: Frame, occurrence: Occurrence, node: SyntaxNode | undefined): Occurrence {
  if (node?.type !== 'new_expression') return occurrence;
  const { term } = madeOf(frame, occurrence);
  return term.kind === 'constant' ? occur(frame, node, term, [occurrence]) : occurrence;
}

/** What is computed of the numbers that objects keep, as of the objects: Math.max(...x.map((v) => v.data)). */
function withoutProperty(store: TermStore, term: Term, property: string | undefined): Term {
  if (property === undefined) return term;
  const keptOf = (part: Term | undefined) =>
    part?.kind === 'opaque' && part.key === `attribute ${property}` ? part.operands[0] : undefined;
  const kept = [...subterms(term)].flatMap((part) => {
    // That of each, as a list.
    const each = keptOf(eachOf(part));
    const object = each?.kind === 'element' ? each.of : keptOf(part);
    return object ? [[part, object] as const] : [];
  });
  return kept.length === 0 ? term : onceOnly(substitute(store, term, new Map(kept)));
}

/** The first of an array is one of all that its maximum is of. */
function onceOnly(term: Term): Term {
  if (term.kind !== 'binary' || term.right.kind !== 'reduce') return term;
  const { left, right, name } = term;
  const isFirst = left.kind === 'gather' && left.key === pickOne && left.operand === right.operand;
  return isFirst && name === `${right.name}imum` ? right : term;
}

/** One of two objects, as the numbers decide that they keep: the larger of them is the larger of the two. */
export function extremeOfObjects(frame: Frame, node: SyntaxNode, choice: Occurrence): Occurrence {
  const { term } = choice;
  if (term.kind !== 'where') return choice;
  for (const { property } of ofModule.get(frame.module) ?? []) {
    const test = withoutProperty(frame.store, term.condition, property);
    const extreme = test === term.condition ? undefined : extremeOf(test, term.yes, term.no);
    if (extreme) return occur(frame, node, frame.store.binary(extreme, term.no, term.yes), [choice]);
  }
  return choice;
}

/** Classes of arrays go along one axis or over all, and keep it or not: which, they do not say where they are called. */
function overUntoldAxis(store: TermStore, name: ReduceName, term: Term): Term {
  return store.reduce(name, term, { kind: 'symbolic', term: store.opaque('axis of a class') }, true);
}
