// Properties of `this` in the methods of a class.
import type { Binding } from '../../shared/lower/binding.ts';
import { lineage, type ClassDefinition } from '../../shared/lower/classDefinition.ts';
import { methodsAssigning, sharedAttribute, type Methods } from '../../shared/lower/sharedAttributes.ts';
import type { Session } from '../../shared/lower/session.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { isStored } from '../../../terms/gathers.ts';
import type { Term } from '../../../terms/term.ts';
import { bareText } from './bareText.ts';
import { classOf, noteClass } from './elements.ts';
import { lowerFunction } from './functions.ts';
import { writesIn } from './ownNames.ts';
import { attributeOf } from './objects.ts';
import { propertiesOf } from './parameters.ts';

/** The array that elements were stored to. */
function storedTo(value: Term): Term {
  return value.kind === 'where' && isStored(value.condition) ? storedTo(value.no) : value;
}

const methods: Methods = {
  selfOf: () => 'this',
  assignedIn({ node }) {
    const body = node.field('body');
    // An element that is written to makes it another value, too.
    return [...(body ? writesIn(body).map(({ name }) => name) : []), ...propertiesOf(node)];
  },
  unknownAttribute: ({ id, frame: { store } }, name) =>
    attributeOf(store, store.variable('parameter', 'this', id), name),
  fieldOf: ({ frame }, name) => frame.environment.get(`this.${name}`),
  lower: lowerFunction,
  // An array that is filled stays of its class.
  noteKind(attribute, values) {
    const made = values.filter((value) => storedTo(value) !== attribute);
    const classes = new Set(made.map(classOf));
    const [only, ...others] = classes;
    if (only !== undefined && others.length === 0) noteClass(attribute, only);
  },
  initial: /^(full|made|instance|object|objects|stored) |^filled$|rand/,
};

/** What a property is for every object of a class; undefined where that is not known. */
export function propertyOfAll(session: Session, definition: ClassDefinition, name: string): Binding | undefined {
  if (isOpen(definition)) return undefined;
  return sharedAttribute(session, definition, name, methods).binding;
}

/** Whether nothing but a constructor gives objects of a class a property. */
export function isSettled(definition: ClassDefinition, name: string): boolean {
  if (isOpen(definition)) return false;
  return methodsAssigning(definition, name, methods).every(({ node }) => node.field('name')?.text === 'constructor');
}

/** Whether a method may give its object any property. */
function isOpen(definition: ClassDefinition): boolean {
  return lineage(definition).some(({ frame }) => frame.methods.some(({ node }) => assignsAll(node)));
}

const assigning = new WeakMap<SyntaxNode, boolean>();

/** Object.assign(this, …) may give it anything. */
function assignsAll(method: SyntaxNode): boolean {
  const known = assigning.get(method);
  if (known !== undefined) return known;
  const found = /\bassign\b/.test(method.text) && /\bassign\(this\b/.test(bareText(method));
  assigning.set(method, found);
  return found;
}
