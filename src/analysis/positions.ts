/** A place as people count: line and column from 1, the column in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface LineMap {
  /** Offsets at which lines start, the first being 0. */
  readonly starts: readonly number[];
  /**
   * The place of an offset in UTF-16 units; an offset inside `\r\n` belongs to the line that it ends.
   * @throws RangeError if the offset is not within the text
   */
  position(offset: number): Position;
}

/** Where lines begin in a text whose lines end with `\n`, `\r\n` or `\r`, mixed as they may be. */
export function lineMap(text: string): LineMap {
  const starts = lineStarts(text);
  return {
    starts,
    position(offset) {
      if (!(offset >= 0 && offset <= text.length)) {
        throw new RangeError(`Offset ${offset} lies outside the text, which has ${text.length} UTF-16 units.`);
      }
      let low = 0;
      let high = starts.length;
      while (high - low > 1) {
        const middle = (low + high) >> 1;
        if (starts[middle]! <= offset) low = middle;
        else high = middle;
      }
      return { line: low + 1, column: offset - starts[low]! + 1 };
    },
  };
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  if (!text.includes('\r')) {
    // Searches for one unit are many times as fast as looking at every unit.
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
    return starts;
  }
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 0x0a || (unit === 0x0d && text.charCodeAt(i + 1) !== 0x0a)) starts.push(i + 1);
  }
  return starts;
}
