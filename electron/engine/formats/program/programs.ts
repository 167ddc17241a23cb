import { latin1 } from '../../decode-text';
import { hasBytes } from '../../format';

/** Windows programs, and Actually Portable Executables, which are shell scripts at the same time (llamafile). */
function windowsOrPortable(head: Uint8Array): string | null {
  const first = latin1(head.subarray(0, 8));
  if (/^(?:MZqFpD='|jartsr='|APEDBG=')/.test(first)) return 'an Actually Portable Executable, as llamafiles are';
  if (!first.startsWith('MZ')) return null;
  const header = new DataView(head.buffer, head.byteOffset, head.length);
  const newHeader = head.length >= 64 ? header.getUint32(0x3c, true) : 0;
  if (newHeader > 0 && hasBytes(head, newHeader, [0x50, 0x45, 0, 0])) return 'a Windows program';
  // No text has zero bytes; what a DOS header holds is full of them.
  return head.subarray(0, 64).includes(0) ? 'a DOS or Windows program' : null;
}

/** `CA FE BA BE` begins both universal Mach-O files, with their few architectures, and Java classes, with their version (45 and later). */
function cafebabe(head: Uint8Array): string {
  const next = head.length < 8 ? 0 : new DataView(head.buffer, head.byteOffset).getUint32(4);
  return (next & 0xffff) >= 45 ? 'a Java class' : 'a macOS program';
}

const MAGICS: readonly (readonly [label: string, bytes: readonly number[]])[] = [
  ['an ELF program', [0x7f, 0x45, 0x4c, 0x46]],
  ['a macOS program', [0xfe, 0xed, 0xfa, 0xce]],
  ['a macOS program', [0xfe, 0xed, 0xfa, 0xcf]],
  ['a macOS program', [0xce, 0xfa, 0xed, 0xfe]],
  ['a macOS program', [0xcf, 0xfa, 0xed, 0xfe]],
  ['serialised Java objects', [0xac, 0xed, 0x00, 0x05]],
  ['WebAssembly', [0x00, 0x61, 0x73, 0x6d]],
  ['an Android program', [0x64, 0x65, 0x78, 0x0a, 0x30]],
  ['LLVM bitcode', [0x42, 0x43, 0xc0, 0xde]],
  ['CUDA machine code', [0x50, 0xed, 0x55, 0xba]],
];

/** What kind of program the first bytes begin; null for everything else. Python scripts are Python source, not programs. */
export function programLabel(head: Uint8Array): string | null {
  const magic = MAGICS.find(([, bytes]) => hasBytes(head, 0, bytes));
  if (magic !== undefined) return magic[0];
  if (hasBytes(head, 0, [0xca, 0xfe, 0xba, 0xbe])) return cafebabe(head);
  const script = scriptInterpreter(head);
  if (script !== null) return /python/.test(script) ? null : `a script for ${script}`;
  return windowsOrPortable(head);
}

/** What the `#!` line of a script names, without its path; null where there is none. */
export function scriptInterpreter(head: Uint8Array): string | null {
  if (!hasBytes(head, 0, [0x23, 0x21])) return null;
  const line = latin1(head.subarray(2, 128)).split('\n', 1)[0] ?? '';
  const words = line.trim().split(/\s+/);
  const names = words.map((word) => word.slice(word.lastIndexOf('/') + 1));
  const named = names[0] === 'env' ? names.slice(1).find((name) => !name.startsWith('-')) : names[0];
  return /^\s*\//.test(line) && named ? named.slice(0, 40) : null;
}
