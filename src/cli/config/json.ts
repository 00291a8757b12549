import { lineMap } from '../../analysis/index.ts';
import { jsonTree, parseJson, type JsonNode } from '../../analysis/notebook/index.ts';
import type { ConfigNode, Parsed } from './node.ts';

/** A JSON text, with the line of every value. */
export function parseJsonConfig(text: string): Parsed {
  const json = parseJson(text);
  if (!json.ok) return { ok: false, error: { line: json.line, message: `not JSON: ${json.message}` } };
  const lines = lineMap(text);
  const convert = (node: JsonNode, line: number): ConfigNode => {
    switch (node.kind) {
      case 'object': {
        const entries = node.entries.map(({ key, start, value }): [string, ConfigNode] => [
          key,
          convert(value, lines.position(start).line),
        ]);
        return { line, value: { kind: 'table', entries: new Map(entries) } };
      }
      case 'array': {
        const items = node.items.map((item) => convert(item, lines.position(item.start).line));
        return { line, value: { kind: 'list', items } };
      }
      default: {
        const scalar = parseJson(text.slice(node.start, node.end));
        return { line, value: { kind: 'scalar', scalar: scalar.ok ? scalar.value : undefined } };
      }
    }
  };
  const root = jsonTree(text);
  return { ok: true, config: convert(root, lines.position(root.start).line) };
}
