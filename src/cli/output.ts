import type { Output } from './io.ts';

// What a write fails with when nobody reads any more; EOF is what Windows says.
const unread = new Set(['EPIPE', 'EOF', 'ERR_STREAM_DESTROYED']);

/** A stream of the process as an Output. */
export function outputTo(stream: NodeJS.WriteStream): Output {
  // Each write reports its own error; without a listener the stream would also throw it at the process.
  stream.on('error', () => undefined);
  return {
    isTTY: stream.isTTY,
    write: (text) =>
      new Promise((resolve, reject) => {
        stream.write(text, (error) => {
          if (!error || unread.has((error as NodeJS.ErrnoException).code ?? '')) resolve();
          else reject(error);
        });
      }),
  };
}
