/**
 * A failure that the person at the terminal can mend: `message` is one plain line, shown without a stack; `detail` may
 * hold more lines, such as the end of a log. Everything else that is thrown is a bug and keeps its stack.
 */
export class Fault extends Error {
  override name = 'Fault';
  readonly detail: string | undefined;

  constructor(message: string, options: { cause?: unknown; detail?: string } = {}) {
    super(message, { cause: options.cause });
    this.detail = options.detail;
  }
}

/** The `code` of a Node system error (ENOENT, EADDRINUSE ...), else undefined. */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

const MENDABLE: Record<string, string> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EACCES: 'no permission',
  EPERM: 'no permission',
  EROFS: 'the file system is read-only',
  EMFILE: 'too many open files: raise the limit (ulimit -n)',
};

/** A system error that a person can mend as a Fault, with the path it is about; anything else as it came. */
export function asFault(error: unknown): unknown {
  const reason = MENDABLE[systemCode(error) ?? ''];
  if (!reason || !(error instanceof Error)) return error;
  const where = 'path' in error && typeof error.path === 'string' ? `: ${error.path}` : '';
  return new Fault(`${reason}${where}`, { cause: error });
}

/** Any thrown thing as one line, for a log. */
export function oneLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/\s+/g, ' ').trim();
}
