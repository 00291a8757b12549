import { Withheld } from '../../shared/write/withheld.ts';

/** Code that stands on several lines, on one. */
export function inOneLine(code: string): string {
  if (/['"`]/.test(code) && /[\r\n]/.test(code)) throw new Withheld('the code to replace stands on several lines');
  return code
    .replace(/([([{])\s*[\r\n]\s*/g, '$1')
    .replace(/\s*[\r\n]\s*(?=[.)\]}])/g, '')
    .replace(/\s*[\r\n]\s*/g, ' ');
}
