import { formats, type FormatName } from '../../../../kernels/index.ts';
import { nonNegative } from '../../../terms/bounds/interval.ts';
import type { Occurrence } from '../../../terms/occurrence.ts';
import { withDefault } from '../../../terms/defaults.ts';
import { lengths } from '../../../terms/lengths.ts';
import type { Term } from '../../../terms/term.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { applyOf } from './applied.ts';
import { columnByAttribute } from './columns.ts';
import { fieldOf } from './dictionaries.ts';
import { lowerExpression, lowerOther } from './expressions.ts';
import { detach, occur, type Frame } from '../../shared/lower/frame.ts';
import { formatNamedBy } from './formats.ts';
import { inline } from './inline.ts';
import { isProperty, readName, resolve } from './names.ts';
import { attributeOf, usualField } from './objects.ts';
import { noteAttribute } from './sharedAttributes.ts';
import { ofEnd } from './sortKeys.ts';
import { isPair } from '../../shared/lower/pairs.ts';
import { pairedIndices, pairedValues } from './pairs.ts';

/** Attributes that hold the same values as their object. */
const same = new Set(['data', 'real', 'values', 'grad_fn', 'array', 'flat', 'A']);

/** Attributes that say what an array is like, and nothing of its values. */
const forms = new Set(['size', 'dtype', 'device', 'nbytes', 'itemsize', 'strides', 'layout']);

export function lowerAttribute(frame: Frame, node: SyntaxNode, depth: number): Occurrence {
  const binding = resolve(frame, node);
  if (binding) return readName(frame, node, binding);
  const objectNode = node.field('object');
  const name = node.field('attribute')?.text;
  if (!objectNode || name === undefined) return lowerOther(frame, node, depth);
  const object = lowerExpression(frame, objectNode, depth);
  const { store } = frame;
  const followed = attributeOf(frame, object, name);
  if (followed) {
    const property = followed.kind === 'function' && isProperty(followed);
    const value = property ? inline(frame, node, followed, { all: [], spread: false }, depth) : undefined;
    if (value ?? !property) return value ?? readName(frame, node, followed);
  }
  // What runs a model on several devices has it in `module`, and gives what it gives.
  if (name === 'module' && frame.session.callables.has(object.term))
    return occur(frame, node, object.term, [object], { form: 'read' });
  const field = fieldOf(frame, node, object, name) ?? (name === 'apply' ? applyOf(frame, node, object) : undefined);
  if (field) return field;
  // self.T of a class of the text is what its methods leave in it, and no transpose.
  const isOfText = frame.session.callables.get(object.term)?.kind === 'instance';
  switch (isOfText ? '' : name) {
    case 'eps':
    case 'tiny':
    case 'smallest_normal':
    case 'max':
    case 'min': {
      const limit = limitOf(object.term, name);
      if (limit !== undefined) return occur(frame, node, store.constant(limit));
      break;
    }
    case 'T':
      return occur(frame, node, store.reshape({ to: 'reverse' }, object.term), [object]);
    case 'mT':
      return occur(frame, node, store.reshape({ to: 'swap', axes: [-2, -1] }, object.term), [object]);
    case 'indices':
      return pairedIndices(frame, node, object);
    case 'values':
      if (isPair(frame.session, object)) return pairedValues(frame, node, object);
      break;
    case 'shape':
      return occur(frame, node, lengths(store, object.term), [object]);
    case 'ndim':
      return occur(
        frame,
        node,
        store.opaque(`attribute ${name}`, [object.term], { range: nonNegative, says: 'form' }),
        [object],
      );
  }
  if (same.has(name) && !isOfText) {
    const term = name === 'data' ? detach(frame, object.term) : object.term;
    return occur(frame, node, term, [object], { form: term === object.term ? 'read' : 'expression' });
  }
  const column = columnByAttribute(frame, node, object, name);
  if (column) return column;
  const attribute = (of: Term) => store.opaque(`attribute ${name}`, [of]);
  const end = ofEnd(frame, object.term, `.${name}`, attribute);
  if (end) return occur(frame, node, end, [object]);
  const unknown = store.opaque(`attribute ${name}`, [object.term], forms.has(name) ? { says: 'form' } : {});
  noteAttribute(frame, unknown, object.term, name);
  const usual = usualField(frame, object.term, name) ?? usualNumber(frame, object, name);
  return occur(frame, node, usual === undefined ? unknown : withDefault(store, unknown, usual), [object]);
}

/** The number in an attribute where what has it is an object of the text unless another is given: cfg or Config() */
function usualNumber(frame: Frame, object: Occurrence, name: string): number | undefined {
  const { term } = object;
  const isChoice = term.kind === 'opaque' && term.key.startsWith('boolean_operator ');
  const items = term.kind === 'join' ? term.items : isChoice ? term.operands : [];
  const made = items.filter((item) => frame.session.callables.get(item)?.kind === 'instance');
  const [only, ...others] = made;
  const binding = only && others.length === 0 ? attributeOf(frame, { ...object, term: only }, name) : undefined;
  const value = binding?.kind === 'value' ? binding.occurrence.term : undefined;
  return value?.kind === 'constant' ? value.value : undefined;
}

/** np.finfo(np.float32).eps and its like, of a format that is named or of a value that was cast to it. */
function limitOf(term: Term, name: string): number | undefined {
  const format = limitedFormat(term);
  if (!format) return undefined;
  const { precision, minNormal, max } = formats[format];
  if (name === 'eps') return 2 ** (1 - precision);
  if (name === 'max') return max;
  return name === 'min' ? -max : minNormal;
}

function limitedFormat(term: Term): FormatName | undefined {
  if (term.kind !== 'opaque' || term.operands.length !== 1) return undefined;
  const format = /^call ([\w.]+\.)?finfo /.test(term.key) ? formatNamedBy(term.operands[0]!) : undefined;
  return format === 'integer' ? undefined : format;
}
