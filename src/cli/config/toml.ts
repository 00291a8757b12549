import { getStaticTOMLValue, ParseError, parseTOML, type AST } from 'toml-eslint-parser';
import type { ConfigNode, ConfigValue, Parsed } from './node.ts';

/** A node that is still growing: a table may be spread over a file. */
interface Growing {
  readonly line: number;
  readonly entries: Map<string, Growing>;
  items: Growing[] | undefined;
  scalar: { readonly value: unknown } | undefined;
}

/** The table of a pyproject.toml that is ours, with the line of every value. */
export function parsePyproject(text: string, path: readonly string[]): Parsed {
  let program;
  try {
    program = parseTOML(text, { tomlVersion: '1.0' });
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    return { ok: false, error: { line: error.lineNumber, message: `not TOML: ${error.message}` } };
  }
  const root = grown(1);
  const [top] = program.body;
  for (const part of top.body) {
    if (part.type === 'TOMLTable') {
      const at = descend(root, part.resolvedKey, part.loc.start.line);
      for (const pair of part.body) add(at, pair);
    } else add(root, part);
  }
  let found: Growing | undefined = root;
  for (const key of path) found = found?.entries.get(key);
  return { ok: true, config: found && finished(found) };
}

function grown(line: number): Growing {
  return { line, entries: new Map(), items: undefined, scalar: undefined };
}

function descend(from: Growing, path: readonly (string | number)[], line: number): Growing {
  let at = from;
  for (const step of path) {
    let next = typeof step === 'number' ? at.items?.[step] : at.entries.get(step);
    if (!next) {
      next = grown(line);
      if (typeof step === 'number') (at.items ??= []).push(next);
      else at.entries.set(step, next);
    }
    at = next;
  }
  return at;
}

function add(table: Growing, { key, value }: AST.TOMLKeyValue): void {
  const path = key.keys.map((each) => (each.type === 'TOMLBare' ? each.name : each.value));
  fill(descend(table, path, key.loc.start.line), value);
}

function fill(at: Growing, content: AST.TOMLContentNode): void {
  switch (content.type) {
    case 'TOMLInlineTable':
      for (const pair of content.body) add(at, pair);
      return;
    case 'TOMLArray':
      at.items = content.elements.map((element) => {
        const item = grown(element.loc.start.line);
        fill(item, element);
        return item;
      });
      return;
    case 'TOMLValue':
      at.scalar = { value: getStaticTOMLValue(content) };
  }
}

function finished({ line, entries, items, scalar }: Growing): ConfigNode {
  const value: ConfigValue = items
    ? { kind: 'list', items: items.map(finished) }
    : scalar
      ? { kind: 'scalar', scalar: scalar.value }
      : { kind: 'table', entries: new Map([...entries].map(([key, node]) => [key, finished(node)])) };
  return { line, value };
}
