/** A key as a command names it: `Mod+Shift+O`. `Mod` is Ctrl, and ⌘ on a Mac. */
const isMac = navigator.platform.startsWith('Mac');

const SHOWN: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Delete: 'Del',
  Escape: 'Esc',
};

/** The key as it stands on a keycap line: `Ctrl K`. */
export function shownKey(key: string): string {
  return key
    .split('+')
    .map((part) => (part === 'Mod' ? (isMac ? '⌘' : 'Ctrl') : (SHOWN[part] ?? part)))
    .join(' ');
}

/** True when the event is this key and nothing more. */
export function matchesKey(event: KeyboardEvent, key: string): boolean {
  const parts = key.split('+');
  const last = parts.pop() as string;
  const wanted = new Set(parts);
  const printable = last.length === 1 && !/[a-z0-9]/i.test(last);
  if (event.altKey !== wanted.has('Alt')) return false;
  if (!printable && event.shiftKey !== wanted.has('Shift')) return false;
  if ((isMac ? event.metaKey : event.ctrlKey) !== wanted.has('Mod')) return false;
  if (isMac ? event.ctrlKey : event.metaKey) return false;
  return event.key.toLowerCase() === last.toLowerCase();
}

/** Keys that a text field needs for itself: everything without Mod or Alt but the function keys. */
export function isTyping(event: KeyboardEvent): boolean {
  const target = event.target as HTMLElement | null;
  const inField = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
  return inField && !event.ctrlKey && !event.metaKey && !event.altKey && !/^F\d+$/.test(event.key);
}
