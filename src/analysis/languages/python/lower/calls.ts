import type { Occurrence } from '../../../terms/occurrence.ts';
import { arrayMethods, familyOfPath, findFunction } from '../libraries/index.ts';
import { torch } from '../libraries/families.ts';
import { changesByItself, methodChanges } from '../libraries/effects.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { apply } from './apply.ts';
import { lowerArguments, type Argument, type Arguments } from './arguments.ts';
import type { Binding } from './binding.ts';
import { lowerExpression, lowerOther, termsOf } from './expressions.ts';
import { leave, occur, type Frame } from './frame.ts';
import { inline } from './inline.ts';
import { dottedName, resolve } from './names.ts';

export function lowerCall(frame: Frame, node: SyntaxNode, depth: number): Occurrence {
  const callee = node.field('function');
  if (!callee) return lowerOther(frame, node, depth);
  const binding = resolve(frame, callee);
  if (binding?.kind === 'library') return callLibrary(frame, node, binding.path, depth);
  if (binding?.kind === 'function') {
    const args = lowerArguments(frame, node, depth);
    return (
      inline(frame, node, binding.definition, args, depth) ?? callUnknown(frame, node, callee, binding, args, depth)
    );
  }
  if (callee.type === 'attribute' && !binding) return callMethod(frame, node, callee, depth);
  return callUnknown(frame, node, callee, binding, lowerArguments(frame, node, depth), depth);
}

function callLibrary(frame: Frame, node: SyntaxNode, path: string, depth: number): Occurrence {
  const args = lowerArguments(frame, node, depth);
  const known = findFunction(path);
  const result = known && apply(frame, node, known, args);
  if (result) return intoOut(frame, args, result);
  const values = args.all.map((argument) => argument.value);
  const changes = changesByItself(path);
  const unique = changes ? ` ${frame.session.ordinal(`${frame.id} ${path}`)}` : '';
  const term = frame.store.opaque(`call ${path} ${keywords(args)}${unique}`, termsOf(values), { pure: !changes });
  const call = occur(frame, node, term, values, { family: familyOfPath(path) });
  // A function of a library that has none of ours in its table may still print or store what it is given.
  leave(frame, call);
  return call;
}

/** np.exp(x, out=x) leaves its result in a name as well. */
function intoOut(frame: Frame, args: Arguments, result: Occurrence): Occurrence {
  const out = args.all.find((argument) => argument.keyword === 'out')?.node.field('value');
  const name = out && dottedName(out);
  if (name !== undefined) frame.bind(name, { kind: 'value', occurrence: result });
  return result;
}

function callMethod(frame: Frame, node: SyntaxNode, callee: SyntaxNode, depth: number): Occurrence {
  const objectNode = callee.field('object');
  const name = callee.field('attribute')?.text ?? '';
  if (!objectNode) return lowerOther(frame, node, depth);
  const object = lowerExpression(frame, objectNode, depth);
  const args = lowerArguments(frame, node, depth);
  const inPlace = name.endsWith('_') && !name.startsWith('_');
  const plain = inPlace && name !== 'requires_grad_' ? name.slice(0, -1) : name;
  if (Object.hasOwn(arrayMethods, plain)) {
    const receiver: Argument = { keyword: undefined, node: objectNode, value: object };
    const family = frame.session.families.get(object) ?? (isTensorMethod(plain, args) ? torch : undefined);
    const result = apply(
      frame,
      node,
      { ...arrayMethods[plain]!, family },
      { ...args, all: [receiver, ...args.all] },
      true,
    );
    const target = inPlace ? dottedName(objectNode) : undefined;
    if (result && target !== undefined) frame.bind(target, { kind: 'value', occurrence: result });
    if (result) return result;
  }
  const values = [object, ...args.all.map((argument) => argument.value)];
  const unique = methodChanges(name) ? ` ${frame.session.ordinal(`${frame.id} .${name}`)}` : '';
  return unknown(frame, node, `method ${name} ${keywords(args)}${unique}`, values);
}

/** NumPy's arrays have no method exp, but one to round; PyTorch's parameters are called dim and keepdim. */
function isTensorMethod(name: string, { all }: Arguments): boolean {
  const { does } = arrayMethods[name]!.operation;
  return (
    (does === 'map' && name !== 'round') ||
    does === 'insert-axis' ||
    all.some(({ keyword }) => keyword?.startsWith('dim') || keyword === 'keepdim')
  );
}

function callUnknown(
  frame: Frame,
  node: SyntaxNode,
  callee: SyntaxNode,
  binding: Binding | undefined,
  args: Arguments,
  depth: number,
): Occurrence {
  const values = args.all.map((argument) => argument.value);
  const function_ = binding?.kind === 'function' ? undefined : lowerExpression(frame, callee, depth);
  const name = binding?.kind === 'function' ? binding.definition.id : '';
  const unique = changesByItself(callee.text) ? ` ${frame.session.ordinal(`${frame.id} ${callee.text}`)}` : '';
  return unknown(frame, node, `call ${name} ${keywords(args)}${unique}`, function_ ? [function_, ...values] : values);
}

function unknown(frame: Frame, node: SyntaxNode, key: string, operands: readonly Occurrence[]): Occurrence {
  const call = occur(frame, node, frame.store.opaque(key, termsOf(operands), { pure: false }), operands);
  leave(frame, call);
  return call;
}

function keywords({ all }: Arguments): string {
  return all.map(({ keyword, node }) => keyword ?? (node.type.endsWith('_splat') ? '*' : '')).join(',');
}
