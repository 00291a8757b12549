// What names and dotted names stand for.
import type { Occurrence } from '../../../terms/occurrence.ts';
import { findConstant, findFunction, isKnownModule } from '../libraries/index.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Binding } from '../../shared/lower/binding.ts';
import type { Frame } from '../../shared/lower/frame.ts';
import { isNothing } from '../../shared/lower/nothing.ts';
import type { Session } from '../../shared/lower/session.ts';
import type { Term } from '../../../terms/term.ts';
import { eitherOf } from '../libraries/either.ts';
import { noteIteration } from './iterators.ts';
import { inside } from './modules.ts';
import { attributeOf } from './objects.ts';
import { setElsewhere } from './setElsewhere.ts';
import { lookUp, readName as read } from '../../shared/lower/names.ts';

/** What people import these modules as, wherever they do: used when a file gets its names from `import *`. */
export const customaryAliases: Readonly<Record<string, string>> = {
  np: 'numpy',
  numpy: 'numpy',
  torch: 'torch',
  math: 'math',
  tf: 'tensorflow',
  jnp: 'jax.numpy',
  F: 'torch.nn.functional',
};

/** Libraries whose `import *` gives the functions of others as well. */
const passesOn: Readonly<Record<string, readonly string[]>> = { fastai: ['torch'] };

/** What comes with the names of some modules. */
export function passedOnBy(modules: Iterable<string>): readonly string[] {
  return [...modules].flatMap((module) => passesOn[module.split('.')[0]!] ?? []);
}

/** The dotted name of `self.layer.weight` and its like; undefined if anything but names is in it. */
export function dottedName(node: SyntaxNode): string | undefined {
  if (node.type === 'identifier') return node.text;
  if (node.type !== 'attribute') return undefined;
  const object = node.field('object');
  const outer = object && dottedName(object);
  return outer && `${outer}.${node.field('attribute')?.text ?? ''}`;
}

/** What an expression stands for where that is a module, something of a library, a function or a followed name. */
export function resolve(frame: Frame, node: SyntaxNode): Binding | undefined {
  if (node.type === 'parenthesized_expression') {
    const [inner] = node.named;
    return inner && resolve(frame, inner);
  }
  if (node.type === 'identifier')
    return imported(frame, lookUp(frame, node.text) ?? setElsewhere(frame, node.text) ?? unbound(frame, node.text));
  if (node.type !== 'attribute') return undefined;
  const object = node.field('object');
  const attribute = node.field('attribute')?.text;
  if (!object || !attribute) return undefined;
  const base = resolve(frame, object);
  if (base?.kind === 'library') return imported(frame, { kind: 'library', path: inside(base.path, attribute) });
  const path = dottedName(node);
  const here = path === undefined ? undefined : frame.environment.get(path);
  if (here ?? base?.kind !== 'value') return here;
  const module = chosenModule(frame, base.occurrence.term);
  if (module !== undefined) return imported(frame, { kind: 'library', path: inside(module, attribute) });
  const found = attributeOf(frame, base.occurrence, attribute);
  return found && isProperty(found) ? undefined : found;
}

/** The module that a value is: one that a function gives, or that is given to one, or one of several that are alike. */
export function chosenModule({ session }: Frame, term: Term): string | undefined {
  const branches = term.kind === 'join' ? term.items : term.kind === 'where' ? [term.yes, term.no] : [term];
  const given = branches.filter((branch) => branches.length === 1 || !isNothing(branch));
  const paths = given.map((branch) => moduleIn(session, branch));
  if (paths.length === 0 || paths.includes(undefined)) return undefined;
  return eitherOf(paths.flatMap((path) => path ?? []));
}

function moduleIn({ callables }: Session, term: Term): string | undefined {
  const callable = callables.get(term);
  return callable?.kind === 'library' && isKnownModule(callable.path) ? callable.path : undefined;
}

/** Something of another file of the project is what that file says. */
function imported({ session }: Frame, binding: Binding | undefined): Binding | undefined {
  return binding?.kind === 'library' ? (session.modules.find(session, binding.path) ?? binding) : binding;
}

/** Its value is that of a call, and not of a name. */
export function isProperty(binding: Binding): boolean {
  return binding.kind === 'function' && binding.definition.decoration === 'property' && binding.receiver !== undefined;
}

/** A name that nothing in the text binds: Python's own, or from a module that was imported whole. */
function unbound(frame: Frame, name: string): Binding | undefined {
  if (frame.ownNames.has(name)) return undefined;
  const { starred } = frame.session;
  for (const module of [...starred].reverse()) {
    const path = `${module}.${name}`;
    if (frame.session.modules.find(frame.session, path)) return { kind: 'library', path };
    if (isKnownModule(module) && (findFunction(path) ?? findConstant(path)) !== undefined)
      return { kind: 'library', path };
  }
  if (findFunction(`builtins.${name}`)) return { kind: 'library', path: `builtins.${name}` };
  // Of what notebooks of fastai import altogether PyTorch's functions are a part.
  const given = passedOnBy(starred)
    .map((library) => `${library}.${name}`)
    .find((path) => findFunction(path));
  if (given !== undefined) return { kind: 'library', path: given };
  const module = starred.some((from) => !isKnownModule(from)) ? customaryAliases[name] : undefined;
  return module === undefined ? undefined : { kind: 'library', path: module };
}

/** The value of a name or dotted name where it is read. */
export function readName(frame: Frame, node: SyntaxNode, binding: Binding | undefined): Occurrence {
  noteIteration(frame, binding);
  return read(frame, node, binding, ({ ownNames }, name) => ownNames.has(name));
}
