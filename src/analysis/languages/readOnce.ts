import type { ParsedSource, Parsing } from './parser.ts';

/** What reads the cells of one document once, however often it is lowered; their trees are freed together. */
export interface ReadOnce extends Parsing {
  dispose(): void;
}

/** Another text of a cell, as an edit makes it, is read by itself: its tree is freed by who asked, as ever. */
export function readOnce({ parse, parseModule }: Parsing): ReadOnce {
  const kept = new Map<number, { readonly text: string; readonly tree: ParsedSource }>();
  return {
    parse: (source) => {
      const { cell, text } = source;
      const known = kept.get(cell);
      if (known && known.text !== text) return parse(source);
      const tree = known?.tree ?? parse(source);
      if (!tree) return undefined;
      kept.set(cell, { text, tree });
      return { ...tree, dispose: () => undefined };
    },
    parseModule,
    dispose: () => {
      for (const { tree } of kept.values()) tree.dispose();
    },
  };
}
