// What PyTorch keeps of a function for its gradient: its result, where the gradient is made of that. A change of it in place ends
// backward() with an error, where a quotient or a logarithm, which keep what they are taken of, might be changed.
import type { Term } from '../../../terms/term.ts';
import { libraryOf } from '../../shared/lower/frame.ts';
import { Withheld } from '../../shared/write/withheld.ts';
import { functionAround } from '../around.ts';
import { outermost } from './statements.ts';
import type { Task } from './task.ts';

const ofResults: ReadonlySet<string> = new Set([
  'exp',
  'sigmoid',
  'tanh',
  'sqrt',
  'logsumexp',
  'softmax',
  'log-softmax',
]);

/** @throws Withheld where what a rewrite gives a name is changed in place later, and its gradient needs it */
export function requireResultsKept(task: Task): void {
  for (const { at, by } of task.plan.replacements) {
    if (!isOfResult(by) || isOfResult(at.term) || libraryOf(at)?.name !== 'torch') continue;
    const node = outermost(task.syntax(at));
    const assignment = node.parent?.type === 'assignment' ? node.parent : undefined;
    const target = assignment?.field('right')?.start === node.start ? assignment.field('left') : undefined;
    if (!target || !/^(?:identifier|attribute)$/.test(target.type)) continue;
    const { text } = node.source;
    if (isChanged(text.slice(node.end, functionAround(node)?.end ?? text.length), target.text))
      throw new Withheld('what it gives is changed in place, and its gradient needs that');
  }
}

function isOfResult(term: Term): boolean {
  return 'name' in term && ofResults.has(term.name);
}

/** q -= 1, q[mask] = 0, q.clamp_(0) */
function isChanged(code: string, name: string): boolean {
  const word = String.raw`(?<![.\w])${name.replace(/\./g, String.raw`\.`)}`;
  const ways = [
    String.raw`\s*(?:\[[^\n=]*\])?\s*(?:[-+*/@%|&^]|//|\*\*)=`,
    String.raw`\s*\[[^\n=]*\]\s*=(?!=)`,
    String.raw`\.\w*[a-z]_\(`,
  ];
  return new RegExp(`${word}(?:${ways.join('|')})`).test(code);
}
