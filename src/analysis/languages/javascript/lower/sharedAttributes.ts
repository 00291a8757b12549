// Properties of `this` in the methods of a class.
import type { Binding } from '../../shared/lower/binding.ts';
import { lineage, type ClassDefinition } from '../../shared/lower/classDefinition.ts';
import { sharedAttribute, type Methods } from '../../shared/lower/sharedAttributes.ts';
import type { Session } from '../../shared/lower/session.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { bareText } from './bareText.ts';
import { lowerFunction } from './functions.ts';
import { writesIn } from './ownNames.ts';
import { attributeOf } from './objects.ts';
import { propertiesOf } from './parameters.ts';

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
  initial: /^(full|made|object|objects|stored) |^filled$|rand/,
};

/** What a property is for every object of a class; undefined where that is not known. */
export function propertyOfAll(session: Session, definition: ClassDefinition, name: string): Binding | undefined {
  if (lineage(definition).some(({ frame }) => frame.methods.some(({ node }) => assignsAll(node)))) return undefined;
  return sharedAttribute(session, definition, name, methods).binding;
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
