#!/usr/bin/env node
// A VS Code executable for machines that can only reach npm: takes VS Code's arguments, starts the VS Code that npm
// carries, and shows it in Chromium. Plain JavaScript, since test-electron runs it as a program.
import { register } from 'tsx/esm/api';

register();
const { main } = await import('./codeServer.ts');
process.exit(await main(process.argv.slice(2)));
