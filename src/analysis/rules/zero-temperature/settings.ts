// Settings of objects that are not known, which a configuration at hand says are 0.
import { isAttribute, nameOfAttribute } from '../../terms/attributes.ts';
import { defaultIn } from '../../terms/defaults.ts';
import type { GatherTerm, OpaqueTerm, Term } from '../../terms/term.ts';
import { textOf } from '../../terms/text.ts';
import { substitute, subterms } from '../../terms/walk.ts';
import type { RuleContext } from '../rule.ts';

/** A setting of an object that is not known, where one of that name is 0 somewhere. */
export function zeroByName({ zeros }: RuleContext, term: OpaqueTerm | GatherTerm): string | undefined {
  const setting = settingOf(term);
  if (!setting || !zeros.has(setting.name)) return undefined;
  // What the object of a method has is told by its class.
  const isOwn = setting.object.kind === 'variable' && !setting.object.scope.includes('#');
  return isOwn ? undefined : `${setting.name} is 0 in a configuration`;
}

/** o.name, o['name'], o.get('name', …) */
function settingOf(term: Term): { readonly object: Term; readonly name: string } | undefined {
  if (term.kind === 'gather') {
    const [name] = term.indices.map(textOf);
    return name !== undefined && term.indices.length === 1 ? { object: term.operand, name } : undefined;
  }
  if (term.kind !== 'opaque') return undefined;
  const [object, key] = term.operands;
  if (object && isAttribute(term)) return { object, name: nameOfAttribute(term) };
  if (object && term.key.startsWith('method get')) {
    const name = key && textOf(key);
    return name === undefined ? undefined : { object, name };
  }
  const isUsual = object && defaultIn(term) !== undefined && !(object.kind === 'opaque' && isAttribute(object));
  return isUsual ? settingOf(object) : undefined;
}

/** With 0 for what a configuration says is 0, in what is given. */
export function withZeros(context: RuleContext, term: Term): Term {
  const zeros = [...subterms(term)].filter(
    (part): part is OpaqueTerm | GatherTerm =>
      (part.kind === 'opaque' || part.kind === 'gather') && zeroByName(context, part) !== undefined,
  );
  return substitute(context.store, term, new Map(zeros.map((part) => [part, context.store.constant(0)])));
}
