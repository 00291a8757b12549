// Classes of the text: their methods, and which class has what from which.
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { Binding } from './binding.ts';
import { Frame, isOutside, occur } from './frame.ts';
import type { SyntaxNode } from '../../syntax.ts';

export interface ClassDefinition {
  readonly id: string;
  /** The scope of its body, where its methods and the values that all its objects share are bound. */
  readonly frame: Frame;
  /** The class as a value. */
  readonly occurrence: Occurrence;
  /** Classes of the text that it extends. */
  readonly bases: readonly ClassDefinition[];
  /** Whether it extends something that is not followed, a class of a library for instance. */
  readonly extendsUnknown: boolean;
  /** Classes of the text that extend it; of one outside of functions, those outside of functions. */
  readonly derived: ClassDefinition[];
}

/**
 * A class of the text, whose body is a scope of its own; its methods do not see its names.
 * @param extended - what it extends
 */
export function defineClass(
  frame: Frame,
  node: SyntaxNode,
  name: string,
  extended: () => Pick<ClassDefinition, 'bases' | 'extendsUnknown'>,
): ClassDefinition {
  const { session, store } = frame;
  const again = session.ordinal(`class ${frame.id}/${name}`);
  const id = `${frame.id}/${name}${again === 0 ? '' : `~${again}`}`;
  const inner = new Frame(session, id, frame, frame.inlined, true);
  const term = store.opaque(`class ${id}`);
  const occurrence = occur(frame, node, term);
  const definition: ClassDefinition = { id, frame: inner, occurrence, ...extended(), derived: [] };
  // What a function defines is not seen outside of it, whether that is lowered before or after.
  const isShared = isOutside(frame);
  for (const base of definition.bases) if (isShared || !isOutside(base.frame)) base.derived.push(definition);
  if (isShared && frame.own) session.classes.set(id, definition);
  inner.classDefinition = definition;
  session.callables.set(term, { kind: 'class', definition });
  return definition;
}

/** A class and those that it extends, nearest first. */
export function lineage(definition: ClassDefinition): readonly ClassDefinition[] {
  const classes = new Set([definition]);
  for (const each of classes) for (const base of each.bases) classes.add(base);
  return [...classes];
}

/** Every class that extends it, and those that extend them. */
export function descendants(definition: ClassDefinition): readonly ClassDefinition[] {
  const classes = new Set(definition.derived);
  for (const each of classes) for (const derived of each.derived) classes.add(derived);
  return [...classes];
}

/** What the body of a class, or of one that it extends, binds to a name. */
export function member(definition: ClassDefinition, name: string): Binding | undefined {
  for (const { frame } of lineage(definition)) {
    const binding = frame.environment.get(name);
    if (binding) return binding;
  }
  return undefined;
}

/** The classes of the text outside of functions, and of the functions around. */
export function classesAround(frame: Frame): ReadonlySet<ClassDefinition> {
  const { classes, callables } = frame.session;
  const all = new Set(classes.values());
  for (let around = frame.parent; around; around = around.parent) {
    for (const name of isOutside(around) ? [] : around.environment.names()) {
      const binding = around.environment.get(name);
      const callable = binding?.kind === 'value' ? callables.get(binding.occurrence.term) : undefined;
      if (callable?.kind === 'class') all.add(callable.definition);
    }
  }
  return all;
}

/** The only class in sight whose body has a method of some name. */
export function onlyClassWith(frame: Frame, method: string): ClassDefinition | undefined {
  const found = [...classesAround(frame)].filter((each) => each.frame.environment.get(method)?.kind === 'function');
  return found.length === 1 ? found[0] : undefined;
}

/** The classes of other files of the project that a file has names for. */
export function importedClasses({ module: { environment }, session }: Frame): readonly ClassDefinition[] {
  return environment.names().flatMap((name) => {
    const binding = environment.get(name);
    const there = binding?.kind === 'library' ? session.modules.find(session, binding.path) : undefined;
    const callable = there?.kind === 'value' ? session.callables.get(there.occurrence.term) : undefined;
    return callable?.kind === 'class' ? [callable.definition] : [];
  });
}
