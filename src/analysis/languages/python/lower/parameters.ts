import { familyOfPath, findLayer } from '../libraries/index.ts';
import type { Family } from '../../shared/libraries/family.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Frame } from '../../shared/lower/frame.ts';
import type { Binding } from '../../shared/lower/binding.ts';
import type { ClassDefinition } from '../../shared/lower/classDefinition.ts';
import { lookUp } from '../../shared/lower/names.ts';
import { stringText } from './literals.ts';
import { resolve } from './names.ts';

export interface Parameter {
  readonly name: string;
  readonly node: SyntaxNode;
  readonly default: SyntaxNode | undefined;
  readonly annotation: SyntaxNode | undefined;
  /** *args or **options: not one value. */
  readonly collects: boolean;
  /** Whether it can only be given by its name. */
  readonly keywordOnly: boolean;
}

const known = new WeakMap<SyntaxNode, readonly Parameter[]>();

/** The parameters of a function or lambda, in order. */
export function parametersOf(definition: SyntaxNode): readonly Parameter[] {
  let parameters = known.get(definition);
  if (!parameters) known.set(definition, (parameters = readParameters(definition)));
  return parameters;
}

function readParameters(definition: SyntaxNode): readonly Parameter[] {
  const parameters: Parameter[] = [];
  let keywordOnly = false;
  for (const node of definition.field('parameters')?.named ?? []) {
    if (node.type === 'keyword_separator') keywordOnly = true;
    const collects = node.type.includes('splat') || node.named[0]?.type.includes('splat') === true;
    const name = nameOf(node);
    if (!name) continue;
    const annotation = node.field('type');
    parameters.push({ name: name.text, node, default: node.field('value'), annotation, collects, keywordOnly });
    if (collects) keywordOnly = true;
  }
  return parameters;
}

/** `**options`, with or without a type. */
export function isOptions({ type, named: [first] }: SyntaxNode): boolean {
  return type.startsWith('dictionary_splat') || first?.type.startsWith('dictionary_splat') === true;
}

function nameOf(node: SyntaxNode): SyntaxNode | undefined {
  if (node.type === 'identifier') return node;
  const inner = node.field('name') ?? node.named[0];
  return inner && (inner.type === 'identifier' ? inner : inner.named.find(({ type }) => type === 'identifier'));
}

/** The class of the text that an annotation names, as `Model` or `'Model'`. */
export function annotatedClass(frame: Frame, annotation: SyntaxNode): ClassDefinition | undefined {
  const [type] = annotation.named;
  const name = type?.type === 'string' ? stringText(type.text) : undefined;
  return type && classIn(frame, name === undefined ? resolve(frame, type) : lookUp(frame, name));
}

/** The class of the text that is given by default: net_cls=Net */
export function classNamed(frame: Frame, usual: SyntaxNode): ClassDefinition | undefined {
  return /^(?:identifier|attribute)$/.test(usual.type) ? classIn(frame, resolve(frame, usual)) : undefined;
}

function classIn(frame: Frame, binding: Binding | undefined): ClassDefinition | undefined {
  const callable = binding?.kind === 'value' ? frame.session.callables.get(binding.occurrence.term) : undefined;
  return callable?.kind === 'class' ? callable.definition : undefined;
}

/** The library of which an annotation names the layers one after another: nn.Sequential. */
export function annotatedSequence(frame: Frame, annotation: SyntaxNode): Family | undefined {
  const [type] = annotation.named;
  const binding = type && resolve(frame, type);
  const known = binding?.kind === 'library' ? findLayer(binding.path) : undefined;
  return known?.layer.kind === 'sequence' ? known.family : undefined;
}

/** The library that an annotation such as `torch.Tensor` or `np.ndarray` names. */
export function annotatedFamily(frame: Frame, annotation: SyntaxNode): Family | undefined {
  const [type] = annotation.named;
  const binding = type && resolve(frame, type);
  return binding?.kind === 'library' ? familyOfPath(binding.path) : undefined;
}

/** The class of which a default is an object as it is made without arguments: cfg=Config() */
export function madeClass(frame: Frame, usual: SyntaxNode): ClassDefinition | undefined {
  const callee = usual.type === 'call' ? usual.field('function') : undefined;
  if (!callee || usual.field('arguments')?.named.length !== 0) return undefined;
  return classIn(frame, resolve(frame, callee));
}
