const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const;

/** A size in binary units with at most three digits that matter: `41 KiB`, `2.1 MiB`, `512 B`. */
export function formatSize(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1023.5 && unit < UNITS.length - 1) {
    value /= 1024;
    unit++;
  }
  const digits = unit === 0 || value >= 9.95 ? 0 : 1;
  return `${value.toFixed(digits)} ${UNITS[unit]}`;
}

/** A part of a whole as a percentage that never rounds up to 100: `99.9 %` until all of it is there. */
export function formatPercent(part: number, whole: number): string {
  if (whole <= 0) return '0 %';
  if (part >= whole) return '100 %';
  const percent = Math.floor((part / whole) * 1000) / 10;
  return `${percent >= 10 ? Math.floor(percent * 10) / 10 : percent} %`;
}
