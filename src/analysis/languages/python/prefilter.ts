// Whole files that cannot matter are not parsed: most files of most projects. A file is only passed over if it has, outside
// of comments and docstrings, no word for an exponential, a logarithm or a distribution, or none that can be a library's, and no power
// that a temperature may stand in.
import { transcendentalNames } from './libraries/words.ts';
import { holdsForm } from '../shared/forms.ts';
import { holdsReciprocalPower } from '../shared/reciprocalPower.ts';
import { canResolve, resolverOf, type Holding } from './resolvable.ts';

/** A name that rules look for, and powers of e: e ** x, pow(e, x), and the same with its digits. */
const word = new RegExp(`\\b(?:(?:${[...transcendentalNames].join('|')})_?\\b|e\\s*(?:\\*\\*|,)|2\\.71828182845904)`);

/** What a quotation mark or a number sign begins. An f-string of several lines is left to be read as code, which it holds. */
const quoted = new RegExp(
  [
    '(?<![fF])(?<![fF][rR])"""[^"\\\\]*(?:(?:\\\\[\\s\\S]|"(?!""))[^"\\\\]*)*"""',
    "(?<![fF])(?<![fF][rR])'''[^'\\\\]*(?:(?:\\\\[\\s\\S]|'(?!''))[^'\\\\]*)*'''",
    '"(?:\\\\[\\s\\S]|[^"\\\\\\n\\r])*"',
    "'(?:\\\\[\\s\\S]|[^'\\\\\\n\\r])*'",
    '#[^\\n\\r]*',
  ].join('|'),
  'g',
);

let last: { readonly text: string; readonly code: string } | undefined;

/** Comments and docstrings go. Other strings are found only because a number sign in one begins no comment. */
export function withoutProse(text: string): string {
  return text.replace(quoted, (part) => (/^(?:#|"""|''')/.test(part) ? ' ' : part));
}

/** The same of a whole text, which is asked for more than once. */
function codeOf(text: string): string {
  if (last?.text !== text) last = { text, code: withoutProse(text) };
  return last.code;
}

/** Whether a text can hold anything that a rule looks for. May err towards yes, never towards no. */
export function mayMatter(text: string): boolean {
  // Most texts end at the first test; taking prose out is for the rest.
  if (!word.test(text)) return holdsWithoutWord(text);
  const code = codeOf(text);
  return (word.test(code) && canResolve(code)) || holdsWithoutWord(code);
}

function holdsWithoutWord(text: string): boolean {
  return holdsReciprocalPower(text) || holdsForm(text, /#.*/g);
}

/** What each statement of a text holds. */
export function statementsOf(text: string): (statement: string) => Holding {
  const heldBy = resolverOf(codeOf(text));
  return (statement) => {
    const held = word.test(statement) ? heldBy(withoutProse(statement)) : 'nothing';
    if (held === 'anything' || holdsForm(statement, /#.*/g)) return 'anything';
    if (!holdsReciprocalPower(statement)) return held;
    return held === 'nothing' ? 'powers' : 'anything';
  };
}
