export * from './backend.ts';
export { typescriptBackend } from './typescript.ts';
