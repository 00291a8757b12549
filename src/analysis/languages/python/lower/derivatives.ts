// Functions that no library differentiates: their derivative is given, or they are one.
import type { SyntaxNode } from '../../syntax.ts';

/** Decorators and methods of JAX, TensorFlow and autograd that give a function its derivative. */
const giving = new Set(['custom_jvp', 'custom_vjp', 'custom_gradient', 'defjvp', 'defjvps', 'defvjp', 'defvjps']);
/** Classes whose methods are an operation and its derivative: of torch.autograd, and of jax.experimental.hijax. */
const operations = new Set(['Function', 'VJPHiPrimitive']);

/** Whether a method of that name takes derivatives of its object. */
export function givesDerivative(method: string): boolean {
  return giving.has(method);
}

/** Whether the text around a function or lambda says that its body is not differentiated. */
export function hasOwnDerivative(node: SyntaxNode): boolean {
  return isDecorated(node) || isArgument(node) || isOfOperation(node);
}

/** `@jax.custom_jvp`, `@f.defjvp`, `@jax.custom_vjp(nondiff_argnums=(0,))` */
function isDecorated({ parent }: SyntaxNode): boolean {
  if (parent?.type !== 'decorated_definition') return false;
  return parent.named.some(({ type, named: [expression] }) => {
    const called = type === 'decorator' && expression?.type === 'call' ? expression.field('function') : expression;
    return type === 'decorator' && called !== undefined && giving.has(lastName(called));
  });
}

/** `f.defjvps(lambda t, ans, x: …)` */
function isArgument({ parent }: SyntaxNode): boolean {
  const called = parent?.type === 'argument_list' ? parent.parent?.field('function') : undefined;
  return called?.type === 'attribute' && giving.has(lastName(called));
}

function isOfOperation(node: SyntaxNode): boolean {
  const definition = node.parent?.type === 'decorated_definition' ? node.parent : node;
  const owner = definition.parent?.parent;
  if (owner?.type !== 'class_definition') return false;
  return owner.field('superclasses')?.named.some((base) => operations.has(lastName(base))) ?? false;
}

function lastName(node: SyntaxNode): string {
  return (node.field('attribute') ?? node).text;
}
