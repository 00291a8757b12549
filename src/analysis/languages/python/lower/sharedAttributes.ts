// Attributes of `self`, which a method calls its first parameter.
import { sharedAttribute as shared, valuesLeft, type Methods } from '../../shared/lower/sharedAttributes.ts';
import type { ClassDefinition } from '../../shared/lower/classDefinition.ts';
import type { Frame } from '../../shared/lower/frame.ts';
import type { Term } from '../../../terms/term.ts';
import type { Session, SharedAttribute } from '../../shared/lower/session.ts';
import { mayHaveEntries, valuesIn } from './dictionaries.ts';
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
  // Functions, models and losses are kept to be looked up.
  isFilled: (value, { callables }) =>
    mayHaveEntries(value) && valuesIn(value)?.some((each) => callables.has(each)) !== true,
};

export function sharedAttribute(session: Session, definition: ClassDefinition, name: string): SharedAttribute {
  return shared(session, definition, name, methods);
}

/** Notes which attribute of which class a value is that its methods do not agree on. */
export function noteAttribute({ session }: Frame, value: Term, object: Term, name: string): void {
  const callable = session.callables.get(object);
  if (callable?.kind !== 'instance' || callable.attributes) return;
  session.attributes.set(value, () => valuesLeft(callable.of, name, methods));
}
