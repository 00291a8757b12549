import type { DocumentSelector } from 'vscode';
import { languages } from './languages.ts';

/** Every document that the analysis reads, in whatever file system or notebook it lives. */
export const selector: DocumentSelector = Object.keys(languages).map((language) => ({ language }));
