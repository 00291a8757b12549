// A part of a document, lowered with what it turns out to depend on.
import type { Course } from '../../../terms/course.ts';
import type { Lowering } from '../../../terms/occurrence.ts';
import type { Part } from '../../frontEnd.ts';
import type { FunctionDefinition } from './binding.ts';
import type { Frame } from './frame.ts';
import { courseOf } from './changes.ts';
import type { Relevance } from './relevance.ts';
import { Units } from './units.ts';

/** Of functions that are lowered since a call of them tells to: after all others. */
const last = Infinity;

/** @param module - in which all that stands outside of functions has been lowered */
export function lowerPart(
  module: Frame,
  part: Part,
  relevance: Relevance,
  lowerFunction: (definition: FunctionDefinition) => void,
): Lowering & Course {
  const { session } = module;
  const { callers } = session;
  part.begins(module);
  callers.takeOver(part.callsOfRest);
  const noted = session.pending.splice(0);
  const relevant = new Set(relevance.of(noted));
  for (const definition of relevant) part.trace.matters(definition);
  part.relevantNames = relevance.relevantNames;
  const includes = ({ node: { source, start } }: FunctionDefinition) => part.includes(source.cell, start);
  const wasLowered = ({ node: { source, start } }: FunctionDefinition) => part.wasLowered(source.cell, start);
  const units = new Units(session);
  const done = new Set<FunctionDefinition>();
  const lowerOne = (round: number, definition: FunctionDefinition) => {
    done.add(definition);
    const { source, start } = definition.node;
    callers.noting(part.callsAt(source.cell, start), () => {
      units.lower(round, definition, lowerFunction);
    });
  };
  const lowerNested = (from: number) => {
    // They stand in others; methods among them are chosen by their words all the same.
    for (let round = from; session.pending.length > 0; round++) {
      for (const definition of relevance.of(session.pending.splice(0))) lowerOne(round, definition);
    }
  };
  const lowerIncluded = () => {
    const chosen = noted.filter(
      (each) => !done.has(each) && includes(each) && (relevant.has(each) || wasLowered(each)),
    );
    for (const definition of chosen) lowerOne(0, definition);
    lowerNested(1);
    for (const definition of session.telling) {
      if (definition.frame.inlined > 0 || session.lowered.has(definition) || !includes(definition)) continue;
      lowerOne(last, definition);
      lowerNested(last);
    }
  };
  do lowerIncluded();
  while (part.grows());
  if (session.inlinedNodesLeft < 0) part.isCut = true;
  const { computed, copied, leaving } = units.places();
  return {
    computed,
    copied,
    leaving,
    ...courseOf(session),
    argumentsOf: (parameter) => {
      part.trace.askOf(parameter);
      lowerIncluded();
      return callers.argumentsOf(parameter);
    },
    givenTo: (parameter) => {
      part.trace.askOf(parameter);
      lowerIncluded();
      return callers.givenTo(parameter);
    },
    defaultOf: (parameter) => {
      part.trace.askOf(parameter);
      lowerIncluded();
      return callers.defaultOf(parameter);
    },
    valuesOf: (term) => {
      session.valuesOf(term); // tells which methods it depends on
      lowerIncluded();
      return session.valuesOf(term);
    },
  };
}
