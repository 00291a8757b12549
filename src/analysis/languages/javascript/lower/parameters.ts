import { rootOf } from '../../shared/around.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Family } from '../../shared/libraries/family.ts';
import type { Frame } from '../../shared/lower/frame.ts';
import { bareText } from './bareText.ts';
import { familyOfPath } from '../libraries/index.ts';
import { isArrayClass } from '../libraries/arrayClasses.ts';

export interface Parameter {
  /** Its name, or the text of its pattern. */
  readonly name: string;
  /** What it binds. */
  readonly pattern: SyntaxNode;
  readonly node: SyntaxNode;
  readonly default: SyntaxNode | undefined;
  readonly annotation: SyntaxNode | undefined;
  /** ...rest: not one value. */
  readonly collects: boolean;
  /** private readonly x: a property of the object, too. */
  readonly isProperty: boolean;
}

/** The parameters of a function, in order. */
export function parametersOf(definition: SyntaxNode): readonly Parameter[] {
  const single = definition.field('parameter');
  const nodes = single ? [single] : (definition.field('parameters')?.named ?? []);
  return nodes.flatMap((node) => {
    // TypeScript has the pattern, the type and the default in a node of their own.
    const written = node.field('pattern') ?? node;
    if (written.type === 'this') return [];
    const pattern = written.type === 'assignment_pattern' ? written.field('left') : written;
    if (!pattern) return [];
    return [
      {
        name: pattern.text.replace(/\s+/g, ' '),
        pattern,
        node: pattern,
        default: node.field('value') ?? (written.type === 'assignment_pattern' ? written.field('right') : undefined),
        annotation: node.field('type'),
        collects: pattern.type === 'rest_pattern',
        isProperty: node.children.some(({ type }) =>
          /^(accessibility_modifier|readonly|override_modifier)$/.test(type),
        ),
      },
    ];
  });
}

/** The names that a constructor gives properties by its parameters alone, with `this`. */
export function propertiesOf(definition: SyntaxNode): readonly string[] {
  return parametersOf(definition).flatMap(({ name, isProperty }) => (isProperty ? [`this.${name}`] : []));
}

/** The library that a type such as `tf.Tensor` or `Tensor1D` is from. */
export function annotatedFamily(frame: Frame, annotation: SyntaxNode | undefined): Family | undefined {
  const text = annotation && bareText(annotation).replace(/^:/, '');
  const found = text === undefined ? undefined : /^([^\s.<>[\]|&(){},]+)(\.[\w$]+)?/.exec(text);
  if (!found) return undefined;
  const binding = frame.environment.get(found[1]!) ?? frame.module.environment.get(found[1]!);
  // Where a type is declared, there are often values of it, too.
  if (binding?.kind === 'library') frame.session.modules.find(frame.session, binding.path);
  return binding?.kind === 'library' ? familyOfPath(binding.path) : undefined;
}

/** The class of arrays that a type names: `Float32Array`, `Float32Array<ArrayBuffer>`, or a name that the text gives it. */
export function annotatedClass(annotation: SyntaxNode | undefined): string | undefined {
  if (!annotation) return undefined;
  const name = bareText(annotation)
    .replace(/^:/, '')
    .replace(/<\w+>$/, '');
  if (isArrayClass(name)) return name;
  const alias = /^[A-Za-z_$][\w$]*$/.test(name) ? aliasesIn(annotation).get(name) : undefined;
  return alias !== undefined && isArrayClass(alias) ? alias : undefined;
}

const aliases = new WeakMap<SyntaxNode, ReadonlyMap<string, string>>();

/** The other names that a text gives types: `type Row = Float32Array`. */
function aliasesIn(node: SyntaxNode): ReadonlyMap<string, string> {
  const root = rootOf(node);
  const known = aliases.get(root);
  if (known) return known;
  const found = new Map<string, string>();
  for (const part of root.named) {
    const declared = part.type === 'export_statement' ? part.field('declaration') : part;
    const [name, value] = [declared?.field('name'), declared?.field('value')];
    if (declared?.type === 'type_alias_declaration' && name && value) found.set(name.text, bareText(value));
  }
  aliases.set(root, found);
  return found;
}
