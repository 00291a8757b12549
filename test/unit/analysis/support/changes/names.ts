// The names that a text binds itself, and the text after they are renamed: by syntax, so that attributes, keyword arguments
// and strings are left alone.
import type { SyntaxNode } from '../../../../../src/analysis/languages/syntax.ts';
import { isWithin, nodesIn } from '../parsed.ts';
import { withEdits, type Change, type Code } from './change.ts';

const reserved = new Set(
  (
    'and as assert async await break class continue def del elif else except exec finally for from global if import in is lambda ' +
    'match case type nonlocal not or pass print raise return try while with yield True False None ' +
    'catch const debugger default delete do enum export extends false function implements instanceof interface let new null of ' +
    'package private protected public static super switch this throw true typeof undefined var void arguments eval ' +
    'abs all any bool dict enumerate filter float id input int iter len list map max min next object pow range reversed round set ' +
    'sorted str sum super tuple zip Math Array Float32Array Float64Array Number Object Infinity NaN JSON Map Set String'
  ).split(' '),
);

const pythonBinding =
  /^(parameters|lambda_parameters|pattern_list|tuple_pattern|list_pattern|list_splat_pattern|dictionary_splat_pattern|as_pattern_target)$/;
const scriptBinding = /^(formal_parameters|array_pattern|rest_pattern)$/;

function hasRole(node: SyntaxNode, type: RegExp, ...fields: readonly string[]): boolean {
  const { parent } = node;
  return parent !== undefined && type.test(parent.type) && fields.some((field) => parent.field(field) === node);
}

function isBinding(node: SyntaxNode): boolean {
  const parent = node.parent?.type ?? '';
  return (
    pythonBinding.test(parent) ||
    scriptBinding.test(parent) ||
    (parent === 'typed_parameter' && node.parent?.named[0] === node) ||
    hasRole(node, /^(default_parameter|typed_default_parameter|named_expression)$/, 'name') ||
    hasRole(node, /^(function_definition|class_definition|function_declaration|class_declaration)$/, 'name') ||
    hasRole(node, /^(assignment|for_statement|for_in_clause|for_in_statement|assignment_pattern)$/, 'left') ||
    hasRole(node, /^variable_declarator$/, 'name') ||
    hasRole(node, /^(required_parameter|optional_parameter)$/, 'pattern') ||
    hasRole(node, /^(arrow_function|catch_clause)$/, 'parameter')
  );
}

/** Names that mean something outside of the text's own scopes: of modules, of attributes, of arguments. */
function isForeign(node: SyntaxNode): boolean {
  const parent = node.parent?.type ?? '';
  const ofClass = node.parent?.parent?.parent?.type === 'class_definition' && /^(function_definition)$/.test(parent);
  const attribute = parent === 'assignment' && node.parent?.parent?.parent?.parent?.type === 'class_definition';
  const decorated =
    parent === 'function_definition' &&
    node.parent?.parent?.type === 'decorated_definition' &&
    node.parent.parent.parent?.parent?.type === 'class_definition';
  return (
    isWithin(node, /^(import_statement|import_from_statement|future_import_statement)$/) ||
    hasRole(node, /^keyword_argument$/, 'name') ||
    ((ofClass || decorated) && hasRole(node, /^function_definition$/, 'name')) ||
    isParameterProperty(node) ||
    isInNamespace(node) ||
    attribute
  );
}

/** export function weigh in a namespace is called as Vec.weigh, too. */
function isInNamespace(node: SyntaxNode): boolean {
  let outer = node.parent;
  while (outer && !/^(?:export_statement|statement_block|program)$/.test(outer.type)) outer = outer.parent;
  return outer?.type === 'export_statement' && outer.parent?.parent?.type === 'internal_module';
}

/** constructor(private readonly temperature: number) names an attribute, too. */
function isParameterProperty(node: SyntaxNode): boolean {
  const isPattern = hasRole(node, /^(required_parameter|optional_parameter)$/, 'pattern');
  return isPattern && node.parent!.children.some(({ type }) => /^(accessibility_modifier|readonly)$/.test(type));
}

const shorthand = /^(type_identifier|shorthand_property_identifier|shorthand_property_identifier_pattern)$/;

function isName(node: SyntaxNode): boolean {
  return node.type === 'identifier' && !hasRole(node, /^attribute$/, 'attribute');
}

/** The names of a text that can be renamed without a change of what it does. */
export function ownNames({ root }: Pick<Code, 'root'>): readonly string[] {
  const nodes = nodesIn(root);
  const foreign = new Set(
    nodes.filter((node) => shorthand.test(node.type) || (isName(node) && isForeign(node))).map(({ text }) => text),
  );
  const bound = nodes.filter((node) => isName(node) && isBinding(node)).map(({ text }) => text);
  return [...new Set(bound)].filter((name) => !foreign.has(name) && !reserved.has(name) && !/^__/.test(name));
}

/** Every word that is a name somewhere in a text. */
export function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.match(/[\p{L}_$][\p{L}\p{N}_$]*/gu));
}

/** Each own name by another; those that would clash keep theirs. */
export function renamed(code: Code, candidates: readonly string[]): Change {
  const own = ownNames(code);
  const taken = new Set([
    ...reserved,
    ...nodesIn(code.root)
      .filter(isName)
      .map(({ text }) => text),
  ]);
  const free = [...new Set(candidates)].filter((name) => !taken.has(name));
  const names = new Map(own.flatMap((name, index) => (free[index] === undefined ? [] : [[name, free[index]]])));
  const edits = nodesIn(code.root).flatMap((node) => {
    const to = isName(node) && !hasRole(node, /^keyword_argument$/, 'name') ? names.get(node.text) : undefined;
    return to === undefined ? [] : [{ start: node.start, end: node.end, text: to }];
  });
  return withEdits(code.text, edits);
}
