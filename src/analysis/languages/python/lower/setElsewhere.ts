// Models, losses and objects that one function makes and keeps in a global name, where others read them: def build(): global model; model = …
import type { Binding, FunctionDefinition } from '../../shared/lower/binding.ts';
import { isOutside, type Frame } from '../../shared/lower/frame.ts';
import { isUnset, keptBy } from '../../shared/lower/setElsewhere.ts';
import { rootOf } from '../../shared/around.ts';
import { lowerFunction } from './functions.ts';
import { reboundWithin } from './ownNames.ts';

/** What a global name holds once the only function that gives it a value has run; undefined of what is not to be called. */
export function setElsewhere(frame: Frame, name: string): Binding | undefined {
  const { module } = frame;
  if (isOutside(frame) || frame.ownNames.has(name) || module.timesBound.get(name) !== Infinity) return undefined;
  if (!isUnset(module.environment.get(name))) return undefined;
  const definition = writerOf(module, name);
  return definition && keptBy(frame, definition, name, lowerFunction);
}

/** The only function of a module that says `global` of a name, if it sets it once. */
function writerOf({ environment }: Frame, name: string): FunctionDefinition | undefined {
  for (const each of environment.names()) {
    const binding = environment.get(each);
    const definition = binding?.kind === 'function' ? binding.definition : undefined;
    const body = definition?.node.field('body');
    if (!definition || !body || !reboundWithin(body).has(name)) continue;
    const declared = new RegExp(String.raw`\bglobal\b[^\n]*\b${name}\b`, 'g');
    const set = new RegExp(String.raw`(?<![\w.])${name}\s*(?::[^=\n]+)?=(?!=)`, 'g');
    const isAlone = (rootOf(definition.node).text.match(declared)?.length ?? 0) === 1;
    return isAlone && body.text.match(set)?.length === 1 ? definition : undefined;
  }
  return undefined;
}
