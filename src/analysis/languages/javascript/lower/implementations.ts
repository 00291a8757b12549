// Objects that may be of one class or of any that extends it: parameters by their types, and `this` where a method is abstract.
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { wordsOf } from '../../shared/words.ts';
import type { Binding } from '../../shared/lower/binding.ts';
import { descendants, member, type ClassDefinition } from '../../shared/lower/classDefinition.ts';
import type { Frame } from '../../shared/lower/frame.ts';
import type { Arguments } from './arguments.ts';
import { bareText } from './bareText.ts';
import { inline } from './inline.ts';
import { resolveDotted } from './names.ts';
import type { Parameter } from './parameters.ts';

/** Classes that extend another are few; what all of very many have in common is not asked. */
const mostImplementations = 4;

/** Notes that a parameter is an object of a class of the project, if its type says so and a method of it is called. */
export function noteObject(
  frame: Frame,
  { annotation, pattern }: Parameter,
  parameter: Occurrence,
  body: string,
): void {
  const name = pattern.type === 'identifier' ? pattern.text : undefined;
  const type =
    annotation && /^:([\w$]+(?:\.[\w$]+)*)(?:<[\w$,]+>)?(?:\|(?:null|undefined))*$/.exec(bareText(annotation))?.[1];
  if (name === undefined || !type || !wordsOf(body).has(name) || !isCalled(name, body)) return;
  const binding = resolveDotted(frame, type.split('.'));
  const callable = binding?.kind === 'value' ? frame.session.callables.get(binding.occurrence.term) : undefined;
  if (callable?.kind !== 'class') return;
  frame.session.callables.set(parameter.term, { kind: 'instance', of: callable.definition, attributes: undefined });
}

/** target.choose( */
function isCalled(name: string, body: string): boolean {
  const escaped = name.replace(/\$/g, '\\$&');
  const code = body.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, ' ');
  return new RegExp(`(?<![\\w$.])${escaped}[\\s!?)]*\\.\\s*[\\w$]+\\s*\\(`).test(code);
}

/** Whether an object may be of a class that extends the one it is known by, and has a member of its own by some name. */
export function isOverridden(
  { session }: Pick<Frame, 'session'>,
  { term }: Pick<Occurrence, 'term'>,
  name: string,
  isMethod = true,
): boolean {
  const callable = session.callables.get(term);
  if (callable?.kind !== 'instance' || callable.attributes || term.kind !== 'variable') return false;
  // A property of this is what the class says of it, for objects of this class at least.
  if (!isMethod && term.name === 'this') return false;
  return descendants(callable.of).some(({ frame }) => frame.environment.get(name));
}

/** The call of a method that other classes implement: what all of them give, if that is the same. */
export function callImplementations(
  frame: Frame,
  node: SyntaxNode,
  object: Occurrence,
  name: string,
  given: Arguments,
  depth: number,
): Occurrence | undefined {
  const callable = frame.session.callables.get(object.term);
  if (callable?.kind !== 'instance' || callable.attributes) return undefined;
  const found = implementationsOf(callable.of, name);
  if (found.length === 0 || found.length > mostImplementations) return undefined;
  const values: Occurrence[] = [];
  for (const { definition } of found) {
    const value = inline(frame, node, { definition, receiver: object }, given, depth);
    if (!value) return undefined;
    values.push(value);
  }
  const [first, ...others] = values;
  return others.every(({ term }) => term === first?.term) ? first : undefined;
}

type Method = Extract<Binding, { readonly kind: 'function' }>;

/** The methods of some name of a class and of those that extend it; none where a class has something else by that name. */
function implementationsOf(definition: ClassDefinition, name: string): readonly Method[] {
  const own = member(definition, name);
  const others = descendants(definition).flatMap(({ frame }) => frame.environment.get(name) ?? []);
  const all = own ? [own, ...others] : others;
  const methods = all.filter((binding) => binding.kind === 'function');
  return methods.length === all.length ? methods : [];
}
