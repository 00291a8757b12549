import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chooseHost, NoHostError, type Facts } from '../../host/choose.ts';

const bare: Facts = {
  purpose: 'test',
  platform: 'linux',
  arch: 'x64',
  wanted: undefined,
  named: undefined,
  installed: undefined,
  hasDisplay: true,
  hasXvfb: false,
  canDownload: () => Promise.resolve(false),
};

const unreachable = { canDownload: () => Promise.reject(new Error('It was asked for.')) };

const choices: [title: string, facts: Partial<Facts>, kind: string, reason: RegExp, executable?: string][] = [
  ['takes the VS Code from npm where nothing else is to be had', {}, 'code-server', /does not answer/],
  ['downloads where that is possible', { canDownload: () => Promise.resolve(true) }, 'desktop', /update server/],
  ['prefers an installed one to a download', { installed: '/a', ...unreachable }, 'desktop', /installed/, '/a'],
  ['prefers the one that is named', { named: '/b', installed: '/a', ...unreachable }, 'desktop', /VSCODE_EXE/, '/b'],
  ['leaves a desktop build alone without a display', { named: '/b', hasDisplay: false }, 'code-server', /DISPLAY/],
  ['tests on a virtual display', { named: '/b', hasDisplay: false, hasXvfb: true }, 'desktop', /VSCODE_EXE/, '/b'],
  [
    'shows nothing on a virtual display',
    { purpose: 'show', named: '/b', hasDisplay: false, hasXvfb: true },
    'code-server',
    /DISPLAY/,
  ],
  [
    'does not wait for the update server where the answer cannot matter',
    { hasDisplay: false, ...unreachable },
    'code-server',
    /DISPLAY/,
  ],
  ['needs no DISPLAY on macOS', { platform: 'darwin', hasDisplay: false, installed: '/a' }, 'desktop', /inst/, '/a'],
  ['does as it is told: code-server', { wanted: 'code-server', named: '/b' }, 'code-server', /SOFTMAX_TEST_HOST/],
  ['does as it is told: desktop', { wanted: 'desktop', installed: '/a' }, 'desktop', /SOFTMAX_TEST_HOST/, '/a'],
];

const refusals: [title: string, facts: Partial<Facts>, message: RegExp][] = [
  ['refuses a host it does not know', { wanted: 'Desktop' }, /is "Desktop"; it must be "desktop" or "code-server"/],
  ['refuses code-server outside Linux', { wanted: 'code-server', platform: 'darwin' }, /not on darwin x64/],
  ['refuses desktop without a display', { wanted: 'desktop', hasDisplay: false }, /DISPLAY.*apt-get install -y xvfb/],
  ['refuses desktop where there is none', { wanted: 'desktop' }, /Install VS Code, or set VSCODE_EXECUTABLE/],
  ['says what is missing on Windows', { platform: 'win32' }, /update server.*not on win32.*VSCODE_EXECUTABLE/],
  ['says what is missing on a rare processor', { arch: 'riscv64' }, /not on linux riscv64/],
];

describe('choosing a VS Code', () => {
  for (const [title, facts, kind, reason, executable] of choices) {
    it(title, async () => {
      const choice = await chooseHost({ ...bare, ...facts });
      assert.equal(choice.kind, kind);
      assert.match(choice.reason, reason);
      assert.equal(choice.executable, executable);
      assert.equal(choice.told, facts.wanted !== undefined);
    });
  }

  for (const [title, facts, message] of refusals) {
    it(title, async () => {
      await assert.rejects(chooseHost({ ...bare, ...facts }), (error: Error) => {
        assert.ok(error instanceof NoHostError);
        assert.match(error.message, message);
        return true;
      });
    });
  }
});
