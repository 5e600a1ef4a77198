import { styleText } from 'node:util';
import type { Step } from './stack.ts';

export type Progress = { step: Step; line: (text: string) => void };

/**
 * Shows steps as they end, a line each with a tick and the time it took. On a terminal a last line says what is under way
 * and since when (steps may run side by side).
 */
export function showProgress(out: NodeJS.WriteStream): Progress {
  const running = new Map<string, number>();
  const live = out.isTTY === true;
  let timer: NodeJS.Timeout | undefined;

  async function step<T>(name: string, work: () => Promise<T>): Promise<T> {
    const since = performance.now();
    running.set(name, since);
    draw();
    try {
      const result = await work();
      running.delete(name);
      line(`  ${green('✓')} ${name.padEnd(12)} ${grey(tookText(performance.now() - since))}`);
      return result;
    } catch (error) {
      running.delete(name);
      line(`  ${styleText('red', '✗')} ${name}`);
      throw error;
    }
  }

  function line(text: string): void {
    if (live) out.write('\r\u001b[K');
    out.write(`${text}\n`);
    draw();
  }

  function draw(): void {
    clearTimeout(timer);
    if (!live || running.size === 0) return;
    const parts = [...running].map(([name, since]) => `${name} ${Math.round((performance.now() - since) / 1000)} s`);
    out.write(`\r\u001b[K  ${grey(`… ${parts.join(', ')}`)}`);
    timer = setTimeout(draw, 1_000).unref();
  }

  return { step, line };
}

function green(text: string): string {
  return styleText('green', text);
}

function grey(text: string): string {
  return styleText('dim', text);
}

function tookText(ms: number): string {
  return ms < 10_000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}
