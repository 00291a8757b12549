// Models, losses and objects that one function makes and keeps in a variable around it, where others read them: let model; and
// function build() { model = tf.sequential(); }.
import type { Binding, FunctionDefinition } from '../../shared/lower/binding.ts';
import type { Frame } from '../../shared/lower/frame.ts';
import { isUnset, keptBy } from '../../shared/lower/setElsewhere.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { writersOf } from './captured.ts';
import { lowerFunction } from './functions.ts';
import { writesIn } from './ownNames.ts';

/** What a variable holds once the only function that gives it a value has run; undefined of what is not to be called. */
export function setElsewhere(frame: Frame, name: string): Binding | undefined {
  const scope = declaringScope(frame, name);
  if (!scope || (scope.timesBound.get(name) ?? 0) > 1) return undefined;
  if (!isUnset(scope.environment.get(name))) return undefined;
  const [writer, ...others] = writersOf(scope, name);
  const definition = writer && others.length === 0 && isSetOnce(writer, name) ? defined(scope, writer) : undefined;
  return definition && keptBy(frame, definition, name, lowerFunction);
}

function declaringScope(frame: Frame, name: string): Frame | undefined {
  for (let at: Frame | undefined = frame; at; at = at.parent) {
    if (at.ownNames.has(name) || at.environment.get(name) !== undefined) return at;
  }
  return undefined;
}

function isSetOnce(writer: SyntaxNode, name: string): boolean {
  const body = writer.field('body');
  return body !== undefined && writesIn(body).filter((write) => write.name === name).length === 1;
}

/** The function of a scope that is written so. */
function defined({ environment }: Frame, node: SyntaxNode): FunctionDefinition | undefined {
  for (const name of environment.names()) {
    const binding = environment.get(name);
    if (binding?.kind === 'function' && binding.definition.node === node) return binding.definition;
  }
  return undefined;
}
