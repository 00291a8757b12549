import type { LanguageId } from '../../../../src/analysis/index.ts';
import { ParserPool, type Parse, type ParsedSource } from '../../../../src/analysis/languages/parser.ts';
import type { SyntaxNode } from '../../../../src/analysis/languages/syntax.ts';
import { assets } from './analyzer.ts';

let pool: Promise<ParserPool> | undefined;

export async function parser(language: LanguageId): Promise<Parse> {
  return (await (await (pool ??= ParserPool.create(assets.runtime, assets.grammars))).for(language)).parse;
}

/** The syntax of a text. To be disposed of, or left to the end of the process. */
export async function parsed(text: string, language: LanguageId): Promise<ParsedSource> {
  const source = (await parser(language))({ cell: 0, text });
  if (!source) throw new Error('Parsing took too long.');
  return source;
}

/** A node and all that are in it, in the order of the text. */
export function nodesIn(node: SyntaxNode): readonly SyntaxNode[] {
  const all: SyntaxNode[] = [];
  const visit = (each: SyntaxNode) => {
    all.push(each);
    each.children.forEach(visit);
  };
  visit(node);
  return all;
}

/** Whether a node stands, at any depth, in one of a type that a pattern matches. */
export function isWithin(node: SyntaxNode, types: RegExp): boolean {
  for (let up = node.parent; up; up = up.parent) if (types.test(up.type)) return true;
  return false;
}
