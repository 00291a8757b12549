// HTML blocks: Markdown inside them is not Markdown. https://spec.commonmark.org/0.31.2/#html-blocks, kinds 1 to 6.

const blockTags =
  'address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|' +
  'fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|' +
  'menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|' +
  'track|ul';

const kinds: readonly { readonly begins: RegExp; readonly ends: RegExp }[] = [
  { begins: /^<(?:script|pre|style|textarea)(?:[ \t>]|$)/i, ends: /<\/(?:script|pre|style|textarea)>/i },
  { begins: /^<!--/, ends: /-->/ },
  { begins: /^<\?/, ends: /\?>/ },
  { begins: /^<![a-z]/i, ends: />/ },
  { begins: /^<!\[CDATA\[/, ends: /\]\]>/ },
  { begins: new RegExp(`^</?(?:${blockTags})(?:[ \\t]|/?>|$)`, 'i'), ends: /^[ \t]*$/ },
];

/** What ends the HTML block that this line, without its indentation, begins. It may be on the same line. */
export const htmlBlockEnd = (line: string): RegExp | undefined => kinds.find(({ begins }) => begins.test(line))?.ends;
