// What a statement is, told from its syntax tree before it runs.
import type { AccessorNode, AssignmentNode, FunctionNode, MathNode, ParenthesisNode, SymbolNode } from 'mathjs';
import { CellError } from './errors.ts';
import { isKernelFunction } from './kernelCalls.ts';
import { reservedName } from './language.ts';

export interface ShownCall {
  /** The variables that get its value. */
  readonly targets: readonly string[];
  readonly call?: { readonly name: string; readonly args: readonly MathNode[] };
}

/** The kernel's call that a statement is, through `a = b = (…)`, unless the notebook gave the name another meaning. */
export function shownCall(statement: MathNode, isVariable: (name: string) => boolean): ShownCall {
  const targets: string[] = [];
  let node = statement;
  for (;;) {
    if (isNode<ParenthesisNode>(node, 'ParenthesisNode')) node = node.content;
    else if (isNode<AssignmentNode>(node, 'AssignmentNode') && node.index === null && 'name' in node.object) {
      targets.push(node.object.name);
      node = node.value;
    } else break;
  }
  if (!isNode<FunctionNode>(node, 'FunctionNode') || calledMethod(node) !== undefined) return { targets };
  const { name } = node.fn;
  return isKernelFunction(name) && !isVariable(name) ? { targets, call: { name, args: node.args } } : { targets };
}

/**
 * Refuses what is no part of the language. Methods are JavaScript's, and some change a value under another variable:
 * x.set(…), x.resize(…).
 *
 * @throws {CellError}
 */
export function refuseForeign(statement: MathNode): void {
  statement.traverse((node) => {
    if (isNode<SymbolNode>(node, 'SymbolNode') && node.name === reservedName) {
      throw new CellError(`The name ${reservedName} is taken by the language itself; choose another.`);
    }
    const method = isNode<FunctionNode>(node, 'FunctionNode') ? calledMethod(node) : undefined;
    if (method === undefined) return;
    throw new CellError(`A cell has functions and no methods: write ${method}(x) and not x.${method}().`, {
      call: method,
    });
  });
}

/** What is called may be any node, which mathjs's types do not say. */
function calledMethod(node: FunctionNode): string | undefined {
  const called: MathNode = node.fn;
  return isNode<AccessorNode>(called, 'AccessorNode') ? called.name : undefined;
}

const isNode = <T extends MathNode>(node: MathNode, type: T['type']): node is T => node.type === type;
