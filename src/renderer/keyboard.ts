const navigationKeys: ReadonlySet<string> = new Set([
  'ArrowUp',
  'ArrowDown',
  'ArrowLeft',
  'ArrowRight',
  'Home',
  'End',
  'PageUp',
  'PageDown',
  // The notebook takes these as well, to edit the cell: a button in an output would lose the focus that it was pressed with.
  'Enter',
  ' ',
]);

/**
 * Keeps the keys that move about from reaching the notebook, which would select another cell, while the focus is inside.
 * Their default action stays: they scroll what has the focus. Returns what ends it.
 */
export function keepNavigationKeys(root: ShadowRoot): () => void {
  const stop = (event: Event): void => {
    if (event instanceof KeyboardEvent && navigationKeys.has(event.key)) event.stopPropagation();
  };
  root.addEventListener('keydown', stop);
  return () => {
    root.removeEventListener('keydown', stop);
  };
}
