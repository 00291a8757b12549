// What a file of the project exports, by either way of doing that.
import type { Binding } from '../../shared/lower/binding.ts';
import { leave, type Frame } from '../../shared/lower/frame.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { lowerBinding } from './assignments.ts';
import { stringText } from './literals.ts';
import { readName, resolveName } from './names.ts';
import { isObject, memberOf } from './objects.ts';
import { declaredNames } from './ownNames.ts';
import { modulePath } from './specifiers.ts';
import { lowerStatement } from './statements.ts';

interface Exports {
  /** The name that something has in the file, by the one that it is exported by. */
  readonly local: Map<string, string>;
  /** What has no name in the file. */
  readonly bound: Map<string, Binding>;
  /** Modules of which everything is exported. */
  readonly stars: string[];
}

const known = new WeakMap<Frame, Exports>();

function exportsOf(frame: Frame): Exports {
  const before = known.get(frame);
  if (before) return before;
  const made = { local: new Map<string, string>(), bound: new Map<string, Binding>(), stars: [] };
  known.set(frame, made);
  return made;
}

/** The names that a scope exports itself, by the names that they are exported by. */
export function exportedNames(frame: Frame): ReadonlyMap<string, string> {
  return exportsOf(frame).local;
}

export function starsOf(frame: Frame): readonly string[] {
  return exportsOf(frame).stars;
}

/** export const …, export { a as b }, export * from '…', export default …, export = …: values that leave. */
export function lowerExport(frame: Frame, node: SyntaxNode, depth: number): void {
  const { local, bound } = exportsOf(frame);
  const isDefault = node.children.some(({ type }) => type === 'default');
  const declaration = node.field('declaration');
  const source = node.field('source');
  if (source) exportFrom(frame, node, stringText(source.text) ?? '');
  else if (declaration) {
    lowerStatement(frame, declaration, depth);
    const names = isDefault ? [declaration.field('name')?.text ?? ''] : namesOf(declaration);
    for (const name of names) local.set(isDefault ? 'default' : name, name);
  } else {
    for (const { name, alias } of specifiers(node)) local.set(alias, name);
    const isWhole = node.children.some(({ type }) => type === '=');
    const value = node.field('value') ?? (isWhole ? node.named[0] : undefined);
    if (value) {
      const binding = lowerBinding(frame, value, depth);
      bound.set(isWhole ? '' : 'default', binding);
      leave(frame, binding.kind === 'value' ? binding.occurrence : readName(frame, value, binding));
    }
  }
}

function exportFrom(frame: Frame, node: SyntaxNode, specifier: string): void {
  const { bound, stars } = exportsOf(frame);
  const module = modulePath(frame, specifier);
  const items = specifiers(node);
  frame.session.modules.want(
    module,
    items.map(({ name }) => name),
  );
  for (const { name, alias } of items) bound.set(alias, { kind: 'library', path: `${module}.${name}` });
  const space = node.named.find(({ type }) => type === 'namespace_export');
  if (space?.named[0]) bound.set(space.named[0].text, { kind: 'library', path: module });
  else if (node.children.some(({ type }) => type === '*')) stars.push(module);
}

function specifiers(node: SyntaxNode): readonly { readonly name: string; readonly alias: string }[] {
  const clause = node.named.find(({ type }) => type === 'export_clause');
  return (clause?.named ?? []).flatMap((item) => {
    const name = item.field('name')?.text;
    return name === undefined ? [] : [{ name, alias: item.field('alias')?.text ?? name }];
  });
}

function namesOf(declaration: SyntaxNode): Iterable<string> {
  const name = declaration.field('name')?.text;
  return name === undefined ? declaredNames(declaration) : [name];
}

/** What a file exports by a name; by none, as a whole, where it does that by `module.exports`. */
export function exported(frame: Frame, name: string): Binding | undefined {
  const { local, bound } = exportsOf(frame);
  const named = local.get(name);
  if (named !== undefined) return resolveName(frame, named);
  return bound.get(name) ?? assigned(frame, name);
}

/** module.exports = { f }, module.exports.f = …, exports.f = … */
function assigned(frame: Frame, name: string): Binding | undefined {
  const whole = exportsOf(frame).bound.get('') ?? frame.environment.get('module.exports');
  if (name === '') return whole?.kind === 'value' && isObject(whole.occurrence.term) ? undefined : whole;
  if (name === 'default') return frame.environment.get('exports.default') ?? whole;
  const own = frame.environment.get(`module.exports.${name}`) ?? frame.environment.get(`exports.${name}`);
  if (own) return own;
  if (whole?.kind === 'library') return { kind: 'library', path: `${whole.path}.${name}` };
  return whole?.kind === 'value' ? memberOf(frame, whole.occurrence, name) : undefined;
}
