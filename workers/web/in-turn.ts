/** Frames of one connection that may wait here, and their bytes; a bridge that sends faster waits in its own socket. */
const maxWaiting = 64;
const maxWaitingBytes = 8_000_000;

interface Line {
  answer(frame: Buffer): Promise<string>;
  /** Resolves when the text has left this process, or cannot any more. */
  send(text: string): Promise<void>;
  pause(): void;
  resume(): void;
}

/**
 * Takes a connection's frames: answered one after the other, so that its comments are accepted in the order in which they
 * were sent, and none before the last answer has left, so that answers do not pile up for a bridge that never reads.
 */
export function inTurn(line: Line): (frame: Buffer) => void {
  let last: Promise<void> = Promise.resolve();
  let waiting = 0;
  let bytes = 0;
  const full = () => waiting >= maxWaiting || bytes >= maxWaitingBytes;
  return (frame) => {
    waiting += 1;
    bytes += frame.length;
    if (full()) line.pause();
    last = last.then(async () => {
      await line.send(await line.answer(frame));
      waiting -= 1;
      bytes -= frame.length;
      if (!full()) line.resume();
    });
  };
}
