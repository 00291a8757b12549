// Which VS Code a run uses, decided from facts alone.

export type HostKind = 'desktop' | 'code-server';

/** `show`: a person looks at it. `test`: nobody does, so a virtual display is as good as a real one. */
export type Purpose = 'show' | 'test';

export interface Facts {
  readonly purpose: Purpose;
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  /** SOFTMAX_TEST_HOST, as set. */
  readonly wanted: string | undefined;
  /** VSCODE_EXECUTABLE, as set. */
  readonly named: string | undefined;
  /** A desktop VS Code found where its installers put it. */
  readonly installed: string | undefined;
  readonly hasDisplay: boolean;
  readonly hasXvfb: boolean;
  /** Whether VS Code's update server answers; asked only where the answer matters. */
  readonly canDownload: () => Promise<boolean>;
}

export interface Choice {
  readonly kind: HostKind;
  /** The desktop executable; absent where it is still to be downloaded. */
  readonly executable?: string;
  /** Told by SOFTMAX_TEST_HOST: nothing else may be taken instead. */
  readonly told: boolean;
  readonly reason: string;
}

export class NoHostError extends Error {
  override readonly name = 'NoHostError';
}

/** @throws {NoHostError} where nothing can run, or SOFTMAX_TEST_HOST asks for what cannot. */
export async function chooseHost(facts: Facts): Promise<Choice> {
  const { wanted } = facts;
  if (wanted !== undefined && wanted !== 'desktop' && wanted !== 'code-server') {
    throw new NoHostError(`SOFTMAX_TEST_HOST is "${wanted}"; it must be "desktop" or "code-server", or not be set.`);
  }
  if (wanted === 'code-server') {
    const obstacle = codeServerObstacle(facts);
    if (obstacle) throw new NoHostError(`SOFTMAX_TEST_HOST=code-server cannot be met: ${obstacle}.`);
    return { kind: 'code-server', told: true, reason: 'SOFTMAX_TEST_HOST=code-server' };
  }
  const told = wanted === 'desktop';
  const desktop = await chooseDesktop(facts);
  if ('reason' in desktop) {
    return { ...desktop, told, reason: told ? `SOFTMAX_TEST_HOST=desktop; ${desktop.reason}` : desktop.reason };
  }
  if (told) throw new NoHostError(`SOFTMAX_TEST_HOST=desktop cannot be met: ${desktop.obstacle}. ${desktop.remedy}`);
  const obstacle = codeServerObstacle(facts);
  if (obstacle) {
    throw new NoHostError(`No VS Code to run: ${desktop.obstacle}, and ${obstacle}. ${desktop.remedy}`);
  }
  return { kind: 'code-server', told: false, reason: `${desktop.obstacle}; the one from npm runs here` };
}

type Desktop = { kind: 'desktop'; executable?: string; reason: string } | { obstacle: string; remedy: string };

async function chooseDesktop(facts: Facts): Promise<Desktop> {
  const virtual = facts.purpose === 'test' && facts.hasXvfb;
  if (facts.platform === 'linux' && !facts.hasDisplay && !virtual) {
    const test = facts.purpose === 'test';
    return {
      obstacle: `a desktop build needs a display, and DISPLAY is not set${test ? ' and Xvfb is not installed' : ''}`,
      remedy: test ? 'Set DISPLAY or install Xvfb (Debian: apt-get install -y xvfb).' : 'Set DISPLAY.',
    };
  }
  if (facts.named !== undefined) {
    return { kind: 'desktop', executable: facts.named, reason: 'named by VSCODE_EXECUTABLE' };
  }
  if (facts.installed !== undefined) {
    return { kind: 'desktop', executable: facts.installed, reason: 'installed on this machine' };
  }
  if (await facts.canDownload()) return { kind: 'desktop', reason: 'its update server answers' };
  return {
    obstacle: 'no desktop build is installed and its update server does not answer',
    remedy: 'Install VS Code, or set VSCODE_EXECUTABLE to its program.',
  };
}

/** The server build's own Node comes from npm, and only for these. */
function codeServerObstacle({ platform, arch }: Facts): string | undefined {
  if (platform === 'linux' && (arch === 'x64' || arch === 'arm64')) return undefined;
  return `the VS Code from npm runs on Linux (x64, arm64) only, not on ${platform} ${arch}`;
}
