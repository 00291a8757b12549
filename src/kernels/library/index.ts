export * from './torch.ts';
