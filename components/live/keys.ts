import { useEffect, useEffectEvent, useSyncExternalStore } from 'react';

type KeyTable = Readonly<Record<string, (event: KeyboardEvent) => void>>;

/** A window, menu or list on top of the desk takes the keys. */
const coveredBy = '[role="dialog"], [role="menu"], [role="listbox"]';
/** What answers these keys itself. */
const writes = 'input, textarea, select, [contenteditable="true"]';
const presses = 'button, a[href], summary';
const pressKeys = new Set([' ', 'Enter']);
const moves = '[role="tab"], [role="radio"]';
const moveKeys = new Set([' ', 'Enter', 'ArrowLeft', 'ArrowRight']);

/** Whether the focus came by keyboard. What was only clicked must not swallow the desk's keys, nor be pressed again by them. */
let byKeyboard = false;
if (typeof window !== 'undefined') {
  addEventListener('pointerdown', () => (byKeyboard = false), true);
  addEventListener('keydown', (event) => (byKeyboard ||= event.key === 'Tab'), true);
}

/** Keys that tables with `first` answer now. */
const taken = new Set<ReadonlySet<string>>();
const listeners = new Set<() => void>();
const tell = () => listeners.forEach((listener) => listener());
function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether a table with `first` answers this key now: a part whose table comes later must not promise it then. */
export function useIsTaken(key: string): boolean {
  return useSyncExternalStore(subscribe, () => [...taken].some((keys) => keys.has(key)), () => false);
}

/** Keys of the desk, by `event.key` in lower case. Quiet while something is written, or a window is open. `first`: before the tables without it. */
export function useKeys(table: KeyTable, { first = false }: { first?: boolean } = {}): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return;
    const act = table[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act) return;
    const target = event.target instanceof Element ? event.target : null;
    if (target?.closest(writes) || document.querySelector(coveredBy)) return;
    const holder = target?.closest(`${presses}, ${moves}`);
    if (holder && byKeyboard && (holder.matches(moves) ? moveKeys : pressKeys).has(event.key)) return;
    if (holder instanceof HTMLElement && !byKeyboard) holder.blur();
    event.preventDefault();
    act(event);
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    addEventListener('keydown', listen, first);
    return () => removeEventListener('keydown', listen, first);
  }, [first]);

  const names = first ? Object.keys(table).join('\n') : '';
  useEffect(() => {
    if (!names) return;
    const keys = new Set(names.split('\n'));
    taken.add(keys);
    tell();
    return () => {
      taken.delete(keys);
      tell();
    };
  }, [names]);
}
