// Arrays and numbers that are objects of a class of the project, as of a library written from scratch: a class with an exponential
// and with operators. A method of theirs that has the name of one of an array does what that does.
import type { Family } from '../../shared/libraries/family.ts';
import { objects } from '../../shared/libraries/objects.ts';
import type { FunctionDefinition } from '../../shared/lower/binding.ts';
import {
  classesAround,
  importedClasses,
  lineage,
  member,
  type ClassDefinition,
} from '../../shared/lower/classDefinition.ts';
import { syntaxOf, type Frame } from '../../shared/lower/frame.ts';
import { arrayMethods } from '../libraries/index.ts';
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { SyntaxNode } from '../../syntax.ts';

const families = new WeakMap<SyntaxNode, Family | undefined>();

/** How the objects compute whose class has this body; undefined of a class of anything else. */
function familyOfBody(body: SyntaxNode): Family | undefined {
  if (families.has(body)) return families.get(body);
  const methods = new Map(body.named.flatMap((each) => methodIn(each)).map((each) => [nameOf(each), each]));
  const exponential = methods.get('exp')?.field('body');
  const hasOperators = ['__truediv__', '__mul__', '__sub__', '__add__'].some((name) => methods.has(name));
  const text = exponential && hasOperators ? exponential.text.replace(/#.*/g, '') : '';
  // One that does not overflow is no plain exponential.
  const isPlain = /\bexp\(/.test(text) && !/clip|clamp|minimum|maximum|\b(?:min|max)\(|[<>]/.test(text);
  const family: Family | undefined = isPlain
    ? {
        ...objects,
        format: /\bfloat32\b/.test(body.text) ? 'float32' : 'float64',
        behaviour: { overflow: /\bmath\.exp\(/.test(text) ? 'raises' : 'warns', differentiates: true },
      }
    : undefined;
  families.set(body, family);
  return family;
}

function methodIn(node: SyntaxNode): readonly SyntaxNode[] {
  if (node.type === 'function_definition') return [node];
  return node.type === 'decorated_definition' ? node.named.filter(({ type }) => type === 'function_definition') : [];
}

function nameOf(definition: SyntaxNode): string {
  return definition.field('name')?.text ?? '';
}

/** Whether a method of such a class is the one of arrays by its name; what a class itself makes of them, as its softmax, is followed. */
export function isOfNumbers({ node, frame }: FunctionDefinition): boolean {
  const name = nameOf(node);
  if (!frame.isClass || !Object.hasOwn(arrayMethods, name)) return false;
  const body = node.parent?.type === 'decorated_definition' ? node.parent.parent : node.parent;
  return body !== undefined && isPlainMethod(name) && familyOfBody(body) !== undefined;
}

function isPlainMethod(name: string): boolean {
  return ['map', 'reduce'].includes(arrayMethods[name]!.operation.does);
}

const libraries = /^(?:torch|tensorflow|jax|keras|tinygrad|mlx|cupy|paddle|mxnet)\b/;

/** How an object computes that is one of such a class, or may be: of nothing that is known, where no library of tensors is in sight. */
export function numbersOf(frame: Frame, object: Occurrence, method: string): Family | undefined {
  const { session } = frame;
  if (!Object.hasOwn(arrayMethods, method) || !isPlainMethod(method)) return undefined;
  const callable = session.callables.get(object.term);
  if (callable?.kind === 'instance') return familyIn(callable.of, method);
  if (callable || session.imports.some(({ path }) => libraries.test(path))) return undefined;
  for (const definition of [...classesAround(frame), ...importedClasses(frame)]) {
    const family = familyIn(definition, method);
    if (family) return family;
  }
  return undefined;
}

function familyIn(definition: ClassDefinition, method: string): Family | undefined {
  const binding = member(definition, method);
  if (binding?.kind !== 'function') return undefined;
  const bodies = lineage(definition).flatMap(({ occurrence }) => syntaxOf(occurrence)?.field('body') ?? []);
  const family = bodies.map(familyOfBody).find((each) => each);
  if (family) definition.frame.session.trace?.reads(binding.definition);
  return family;
}
