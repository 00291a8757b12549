// VS Code's command line, as far as a test run or `npm start` uses it.

export interface CodeArguments {
  readonly extensionDevelopmentPath?: string;
  readonly extensionTestsPath?: string;
  /** `web`: the extension's `browser` entry in the web-worker extension host. */
  readonly extensionDevelopmentKind?: 'web';
  readonly userDataDir?: string;
  readonly extensionsDir?: string;
  readonly installExtension?: string;
  /** Folders and files to open. */
  readonly paths: readonly string[];
}

const named = {
  extensionDevelopmentPath: 'extensionDevelopmentPath',
  extensionTestsPath: 'extensionTestsPath',
  extensionDevelopmentKind: 'extensionDevelopmentKind',
  'user-data-dir': 'userDataDir',
  'extensions-dir': 'extensionsDir',
  'install-extension': 'installExtension',
} as const;

/** Flags of the desktop's window or sandbox, which mean nothing here. test-electron passes most of them. */
const ignored = new Set([
  'no-sandbox',
  'disable-gpu-sandbox',
  'disable-gpu',
  'disable-updates',
  'skip-welcome',
  'skip-release-notes',
  'disable-workspace-trust',
  'disable-extensions',
  'new-window',
  'wait',
  'force',
]);

/**
 * Reads `--name=value`, `--name value`, flags and paths.
 * @throws {Error} for an option that is neither understood nor known to mean nothing: better than a run that quietly differs
 */
export function parseCodeArguments(argv: readonly string[]): CodeArguments {
  const values: Partial<Record<(typeof named)[keyof typeof named], string>> = {};
  const paths: string[] = [];
  for (let at = 0; at < argv.length; at++) {
    const word = argv[at]!;
    if (!word.startsWith('--')) {
      paths.push(word);
      continue;
    }
    const equals = word.indexOf('=');
    const name = equals < 0 ? word.slice(2) : word.slice(2, equals);
    if (ignored.has(name)) continue;
    if (!isNamed(name)) throw new Error(`--${name} is not an option that this VS Code launcher understands.`);
    const value = equals < 0 ? argv[++at] : word.slice(equals + 1);
    if (!value) throw new Error(`--${name} needs a value.`);
    if (values[named[name]] !== undefined) throw new Error(`--${name} is given twice.`);
    values[named[name]] = value;
  }
  const { extensionDevelopmentKind: kind, ...rest } = values;
  if (kind === undefined) return { ...rest, paths };
  if (kind !== 'web') throw new Error(`--extensionDevelopmentKind is "${kind}"; only "web" is understood.`);
  return { ...rest, extensionDevelopmentKind: kind, paths };
}

function isNamed(name: string): name is keyof typeof named {
  return Object.hasOwn(named, name);
}
