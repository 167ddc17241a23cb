/** An offset for people: `0x9c41`. */
export function formatOffset(offset: number): string {
  return `0x${offset.toString(16)}`;
}

/** One byte as two hex digits. */
export function formatByte(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}

/** Reads `0x9c41`, `9c41h` or plain decimal; null for anything else. */
export function parseOffset(text: string): number | null {
  const trimmed = text.trim().toLowerCase();
  const hex = /^(?:0x([0-9a-f]{1,13})|([0-9a-f]{1,13})h)$/.exec(trimmed);
  if (hex) return Number.parseInt((hex[1] ?? hex[2]) as string, 16);
  return /^[0-9]{1,15}$/.test(trimmed) ? Number.parseInt(trimmed, 10) : null;
}
