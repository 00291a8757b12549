// What code outside of functions leaves for functions, as numbers: equal numbers, equal for all that functions see of it.
import type { Binding } from '../languages/shared/lower/binding.ts';
import type { Callable } from '../languages/shared/lower/callable.ts';
import { descendants, type ClassDefinition } from '../languages/shared/lower/classDefinition.ts';
import type { Frame } from '../languages/shared/lower/frame.ts';
import type { Session } from '../languages/shared/lower/session.ts';
import type { Term } from '../terms/term.ts';
import { subterms } from '../terms/walk.ts';
import type { Spelling } from './structures.ts';

interface Bound {
  /** Whether it is a value, and neither a module nor a function nor a class. */
  readonly isValue: boolean;
  readonly number: number;
  /** Whoever can see it has one of these words. */
  readonly words: readonly string[];
}

export interface Outside {
  /** What names stand for: those of the module, and those in bodies of classes. */
  readonly bound: ReadonlyMap<string, Bound>;
  /** All that is seen without a word for it. */
  readonly rest: number;
}

/** @param module - in which nothing else has been lowered */
export function outsideOf(module: Frame, spelling: Spelling): Outside {
  const { session } = module;
  const bound = new Map<string, Bound>();
  const note = (frame: Frame, around: readonly string[]) => {
    for (const name of frame.environment.names()) {
      const times = frame.timesBound.get(name) ?? 0;
      const binding = frame.environment.get(name);
      const isValue = binding?.kind === 'value' && session.callables.get(binding.occurrence.term)?.kind !== 'class';
      const text = `${times > 1} ${bindingSpelled(session, binding, spelling)}`;
      const words = [...around, name.slice(name.lastIndexOf('.') + 1)];
      bound.set(`${frame.id} ${name}`, { isValue, number: spelling.ofText(text), words });
    }
  };
  note(module, []);
  for (const definition of session.classes.values()) {
    note(definition.frame, [definition, ...descendants(definition)].map(nameOf));
  }
  return { bound, rest: spelling.ofText(restOf(module, spelling)) };
}

/**
 * The words of whoever may see that one is not the other; undefined if anybody may.
 * @param spokenOf - the words of the code that is another: what it does with values is seen by who has them
 */
export function wordsOfDifference(
  a: Outside,
  b: Outside,
  spokenOf: ReadonlySet<string>,
): ReadonlySet<string> | undefined {
  if (a.rest !== b.rest) return undefined;
  const found = new Set<string>();
  for (const key of new Set([...a.bound.keys(), ...b.bound.keys()])) {
    const both = [a.bound.get(key), b.bound.get(key)].filter((each) => each !== undefined);
    const isSame = both.length === 2 && both[0]!.number === both[1]!.number;
    const isMet = both.some(({ isValue, words }) => isValue && words.some((word) => spokenOf.has(word)));
    if (!isSame || isMet) for (const word of both.flatMap(({ words }) => words)) found.add(word);
  }
  return found;
}

function nameOf({ id }: ClassDefinition): string {
  return id.slice(id.lastIndexOf('/') + 1).replace(/~\d+$/, '');
}

/** Objects that have others are not followed further than this. */
const maxDepth = 3;

function bindingSpelled(session: Session, binding: Binding | undefined, spelling: Spelling, depth = 0): string {
  switch (binding?.kind) {
    case undefined:
      return '';
    case 'library':
      return `library ${binding.path}`;
    case 'function': {
      const { definition, receiver } = binding;
      return `function ${definition.id} ${definition.decoration} ${receiver ? spelling.ofPlace(receiver) : ''}`;
    }
    case 'value': {
      const { term } = binding.occurrence;
      const callable = session.callables.get(term);
      // What is in it is told for itself.
      if (callable?.kind === 'class' && callable.definition.occurrence === binding.occurrence)
        return `class ${callable.definition.id}`;
      const attributes = callable?.kind === 'instance' ? callable.attributes : undefined;
      if (attributes && depth < maxDepth && parts(term).every((part) => isToldByTerm(session, part))) {
        const of = [...attributes].map(
          ([name, each]) => `${name} ${bindingSpelled(session, each, spelling, depth + 1)}`,
        );
        return `object ${spelling.ofPlace(binding.occurrence)} {${of.join(', ')}}`;
      }
      const isPlain = [...subterms(term)].every((part) => isToldByTerm(session, part));
      return `value ${isPlain ? spelling.ofPlace(binding.occurrence) : spelling.ofNothingElse()}`;
    }
  }
}

function parts(term: Term): readonly Term[] {
  return [...subterms(term)].filter((part) => part !== term);
}

const told: ReadonlySet<Callable['kind']> = new Set(['class', 'library', 'function', 'configured']);

function isToldByTerm({ callables }: Session, term: Term): boolean {
  const callable = callables.get(term);
  return !callable || told.has(callable.kind) || (callable.kind === 'instance' && !callable.attributes);
}

function restOf({ session, environment }: Frame, spelling: Spelling): string {
  const { starred, iterators, layerNames, rounds, derivatives, lowered, callers, classes } = session;
  const numbers = (terms: Iterable<Term>) => [...terms].map((term) => spelling.ofTerm(term)).sort((a, b) => a - b);
  const ids = (all: Iterable<{ readonly id: string }>) => [...all].map(({ id }) => id).sort();
  return JSON.stringify([
    environment.ended,
    starred,
    numbers(iterators),
    [...layerNames].map(([term, name]) => [spelling.ofTerm(term), name]),
    [...rounds].map(([term, places]) => [spelling.ofTerm(term), places.map((place) => spelling.ofPlace(place))]),
    ids(derivatives),
    ids(lowered.keys()),
    [...callers.allLeft].map(([term, left]) => [spelling.ofTerm(term), numbers(left)]),
    [...classes.values()].map(({ id, bases, extendsUnknown }) => [id, ids(bases), extendsUnknown]),
  ]);
}
