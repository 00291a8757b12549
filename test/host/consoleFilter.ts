// The workbench hands over its own log along with what the tests print, and the two are not told apart.

/** What this VS Code always says: about its connection, native modules that it runs without, services out of reach. */
const expected = [
  /^Resolv(ing|ed) connection token/,
  /^Creating a socket/,
  /^Updating additional builtin extensions cache/,
  /^\[(reconnection-grace-time|AgentHost|AccountPolicyGate|Service Worker)/,
  /^Error: Could not locate the bindings file/,
  /build\/Release\/watchdog/,
  /open-vsx\.org/,
  /^Timed out waiting for authentication provider/,
];

/** Where a message goes, or undefined for one that only hides the others. SOFTMAX_TEST_LOG=all lets every one through. */
export function shownAs(type: string, text: string, env: NodeJS.ProcessEnv = process.env): 'log' | 'error' | undefined {
  if (env['SOFTMAX_TEST_LOG'] !== 'all' && expected.some((pattern) => pattern.test(text))) return undefined;
  return type === 'error' || type === 'warn' ? 'error' : 'log';
}
