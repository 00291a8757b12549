import type { DocumentSelector } from 'vscode';

/** Every document that the analysis reads, in whatever file system or notebook it lives. */
export const selector: DocumentSelector = [{ language: 'python' }];
