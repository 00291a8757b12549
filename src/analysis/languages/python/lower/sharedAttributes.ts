// Attributes of `self`, which a method calls its first parameter.
import { sharedAttribute as shared, type Methods } from '../../shared/lower/sharedAttributes.ts';
import type { ClassDefinition } from '../../shared/lower/classDefinition.ts';
import type { Session, SharedAttribute } from '../../shared/lower/session.ts';
import { mayHaveEntries } from './dictionaries.ts';
import { lowerFunction } from './functions.ts';
import { assignedNames } from './ownNames.ts';
import { parametersOf } from './parameters.ts';

const methods: Methods = {
  selfOf: ({ node, decoration }) => (decoration === 'static' ? undefined : parametersOf(node)[0]?.name),
  assignedIn({ node }) {
    const body = node.field('body');
    return body ? assignedNames(body) : [];
  },
  lower: lowerFunction,
  initial: /^full |rand/,
  isFilled: mayHaveEntries,
};

export function sharedAttribute(session: Session, definition: ClassDefinition, name: string): SharedAttribute {
  return shared(session, definition, name, methods);
}
