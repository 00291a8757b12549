// Whole files that cannot matter are not parsed: most files of most projects. A file is only passed over if it has, outside
// of comments and docstrings, no word for an exponential, a logarithm or a distribution, or no library to compute them with.

const functions = '(?:exp(?:2|m1)?|log(?:2|10|1p)?)';
const distributions = 'softmax|sigmoid|softplus|logsumexp|logaddexp|logistic|expit';

/** A name that rules look for, `e ** x` included. */
const word = new RegExp(`${distributions}|(?<!\\w)(?:${functions}|e\\s*\\*\\*)(?!\\w)`, 'i');
/** A library whose functions those can be. */
const library =
  /(?<!\w)(?:numpy|scipy|torch|jax|tensorflow|keras|cupy|mlx|tinygrad|mxnet|math|theano|autograd|pylab|optax)(?!\w)/;
/** Methods need no import where they are called: x.exp() */
const method = new RegExp(`\\.\\s*(?:${functions}|\\w*(?:${distributions})\\w*)\\s*\\(`);

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

/** Comments and docstrings go. Other strings are found only because a number sign in one begins no comment. */
function withoutProse(text: string): string {
  return text.replace(quoted, (part) => (/^(?:#|"""|''')/.test(part) ? ' ' : part));
}

function canMatter(text: string): boolean {
  return word.test(text) && (library.test(text) || method.test(text));
}

/** Whether a text can hold anything that a rule looks for. May err towards yes, never towards no. */
export function mayMatter(text: string): boolean {
  // Most texts end at the first test; taking prose out is for the rest.
  return canMatter(text) && canMatter(withoutProse(text));
}
