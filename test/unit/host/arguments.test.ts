import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseCodeArguments } from '../../host/arguments.ts';

describe("VS Code's arguments", () => {
  it('are read as test-electron writes them', () => {
    const argv = [
      '/work space',
      '--user-data-dir=/u',
      '--extensions-dir=/e',
      '--no-sandbox',
      '--disable-gpu-sandbox',
      '--disable-updates',
      '--skip-welcome',
      '--skip-release-notes',
      '--disable-workspace-trust',
      '--extensionTestsPath=/t/index.js',
      '--extensionDevelopmentPath=/x',
    ];
    assert.deepEqual(parseCodeArguments(argv), {
      paths: ['/work space'],
      userDataDir: '/u',
      extensionsDir: '/e',
      extensionTestsPath: '/t/index.js',
      extensionDevelopmentPath: '/x',
    });
  });

  it('may be two words', () => {
    assert.deepEqual(parseCodeArguments(['--install-extension', 'a.vsix']), { installExtension: 'a.vsix', paths: [] });
  });

  it('keep an equals sign in a value', () => {
    assert.equal(parseCodeArguments(['--user-data-dir=/a=b']).userDataDir, '/a=b');
  });

  it('name the web-worker extension host', () => {
    assert.equal(parseCodeArguments(['--extensionDevelopmentKind=web']).extensionDevelopmentKind, 'web');
  });

  const refused: [argv: string[], message: RegExp][] = [
    [['--inspect-extensions=9229'], /--inspect-extensions is not an option/],
    [['--user-data-dir='], /--user-data-dir needs a value/],
    [['--extensions-dir'], /--extensions-dir needs a value/],
    [['--user-data-dir=/a', '--user-data-dir=/b'], /--user-data-dir is given twice/],
    [['--extensionDevelopmentKind=ui'], /is "ui"; only "web"/],
    [['--toString'], /--toString is not an option/],
  ];
  for (const [argv, message] of refused) {
    it(`are refused where they mean nothing here: ${argv.join(' ')}`, () => {
      assert.throws(() => parseCodeArguments(argv), message);
    });
  }
});
