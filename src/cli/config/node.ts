// A configuration as it stands in its file: every value with its line, so that an error can point at it.

export interface ConfigNode {
  /** From 1. */
  readonly line: number;
  readonly value: ConfigValue;
}

export type ConfigValue =
  | { readonly kind: 'table'; readonly entries: ReadonlyMap<string, ConfigNode> }
  | { readonly kind: 'list'; readonly items: readonly ConfigNode[] }
  | { readonly kind: 'scalar'; readonly scalar: unknown };

/** A file that is no configuration, and where. */
export interface ConfigError {
  readonly line: number | undefined;
  readonly message: string;
}

/** `config` is undefined where the file holds none. */
export type Parsed =
  { readonly ok: true; readonly config: ConfigNode | undefined } | { readonly ok: false; readonly error: ConfigError };
