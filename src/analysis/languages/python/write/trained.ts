// Whether a text takes a gradient of a parameter: by its words alone, with every doubt in favour of yes.
import type { SyntaxNode } from '../../syntax.ts';
import { functionAround } from '../around.ts';
import type { Task } from './task.ts';

/** Functions and methods that take derivatives by what they are given. */
const taking =
  '(?:(?:value_and_|elementwise_|filter_|filter_value_and_|multi|egrad|check_)?grads?(?:_and_value|check)?|gradients?|' +
  'implicit_gradients|compute_gradients|watch|vjp|jvp|jacobian|batch_jacobian|jac(?:rev|fwd)|hessian|hvp|linearize)';

/** What makes a tensor that is trained. */
const training = String.raw`(?:requires_grad|Parameter\s*\(|Variable\s*\(|get_variable\s*\(|add_weight\s*\(|\.param\s*\()`;

/** What may stand between the bracket of a call and an argument, which may be on a line of its own. */
const within = String.raw`(?:[^\n]|(?<=[(,[]\s*)\n)*`;

/** Classes of optimizers, as far as they are commonly called. */
const optimizers = String.raw`(?:optim\w*\.\w+|SGD|Adam\w*|RMSprop|LBFGS|Adagrad|minimize)`;

/**
 * Whether anything in the text says that a gradient is taken of a parameter of the function that a plan is written in:
 * of anything by that name, or of the function where it takes the parameter first or is told which.
 */
export function isTrained(task: Task, name: string): boolean {
  const [replacement] = task.plan.replacements;
  if (!replacement || !/^\w+$/.test(name)) return true;
  const word = String.raw`\b${name}\b`;
  const patterns = [
    String.raw`${word}\s*\.\s*(?:requires_grad|grad\b|retain_grad|register_hook)`,
    String.raw`${word}\s*(?::[^=\n]*)?=[^=\n][^\n]*${training}`,
    String.raw`\b${taking}\s*\(${within}${word}`,
    String.raw`\b${optimizers}\s*\(${within}${word}`,
    ...ofFunction(task.syntax(replacement.at), name),
  ];
  return patterns.some((pattern) => task.has(new RegExp(pattern)));
}

/** A function that is differentiated by the first that it takes, or by those that are named by their numbers. */
function ofFunction(node: SyntaxNode, name: string): readonly string[] {
  const around = functionAround(node);
  const called = around?.field('name')?.text;
  if (!around || called === undefined) return [];
  const given = String.raw`\b${taking}\s*\(${within}\b${called}\b`;
  const parameters = (around.field('parameters')?.named ?? []).map(({ text }) => /^\w*/.exec(text)![0]);
  const isFirst = parameters.find((each) => each !== 'self' && each !== 'cls') === name;
  return [isFirst ? given : String.raw`${given}${within}\barg(?:num|s|numbers)`];
}
