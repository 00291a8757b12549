// The web workbench takes what the desktop takes on its command line as a `payload` in its address.
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { CodeArguments } from './arguments.ts';

export interface Server {
  readonly port: number;
  readonly token: string;
}

/**
 * @param cwd what relative paths are relative to
 * @throws {Error} where a path to open does not exist, or there are two folders
 */
export function workbenchAddress(server: Server, args: CodeArguments, cwd = process.cwd()): string {
  const authority = `127.0.0.1:${server.port}`;
  const remote = (path: string): string => `vscode-remote://${authority}${encodeURI(resolve(cwd, path))}`;
  const payload: [string, string][] = [['skipWelcome', 'true']];
  if (args.extensionDevelopmentPath) payload.push(['extensionDevelopmentPath', remote(args.extensionDevelopmentPath)]);
  if (args.extensionTestsPath) payload.push(['extensionTestsPath', remote(args.extensionTestsPath)]);
  const query = new URLSearchParams({ tkn: server.token });
  for (const path of args.paths) {
    const absolute = resolve(cwd, path);
    const stat = statSync(absolute, { throwIfNoEntry: false });
    if (!stat) throw new Error(`There is no ${absolute} to open.`);
    if (stat.isFile()) {
      payload.push(['openFile', remote(absolute)]);
    } else if (query.has('folder')) {
      throw new Error(`Two folders to open: ${query.get('folder')!} and ${absolute}. One window shows one.`);
    } else {
      query.set('folder', absolute);
    }
  }
  query.set('payload', JSON.stringify(payload));
  return `http://${authority}/?${query.toString()}`;
}
