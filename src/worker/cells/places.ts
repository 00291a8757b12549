// Where in a statement a name or a call stands, told from its tokens.
import type { Place } from './errors.ts';
import type { Statement } from './statements.ts';
import type { Token } from './tokens.ts';

/** The first use of `name`, not as a property; undefined if it stands elsewhere, in a function of another statement. */
export function placeOfName({ tokens }: Statement, name: string): Place | undefined {
  return tokens.find((token, index) => isName(token, name) && tokens[index - 1]?.text !== '.');
}

/** The call of `name`, from the name to its closing parenthesis; undefined unless there is exactly one. */
export function placeOfCall({ tokens }: Statement, name: string): Place | undefined {
  const calls = tokens.flatMap((token, index) => {
    const open = tokens[index + 1];
    if (!isName(token, name) || open?.text !== '(') return [];
    const close = tokens.find((later) => later.start > open.start && later.text === ')' && later.depth === open.depth);
    return [{ start: token.start, end: (close ?? tokens.at(-1)!).end }];
  });
  return calls.length === 1 ? calls[0] : undefined;
}

const isName = (token: Token, name: string): boolean => token.kind === 'word' && token.text === name;
