import { ALPHANUMERIC, lowerWord, startsWith } from './byte-classes';

/** Programs whose name alone, with a word behind it, is a command in a text that a program holds. */
const TELLING: ReadonlySet<string> = new Set(
  'curl wget powershell pwsh certutil bitsadmin mshta regsvr32 rundll32 schtasks nslookup netcat ncat chmod crontab wmic'.split(
    ' ',
  ),
);
/** Programs that need an option, a path, an address or a redirection behind them. */
const PROGRAMS: ReadonlySet<string> = new Set(
  'bash sh zsh dash ksh cmd nc rm cp mv cat touch base64 tar ssh scp sftp rsync ping dig nohup kill pkill systemctl useradd passwd dd mkfifo xterm osascript docker kubectl gsutil gcloud apt apt-get yum socat telnet tftp taskkill nmap awk sed xargs uname ifconfig python python2 python3 perl ruby php node git'.split(
    ' ',
  ),
);
/** Programs that are words of English: only where a program holds the text, never in texts for people. */
const WORDY: ReadonlySet<string> = new Set(
  'echo find open start source service net reg env export id eval exec head tail tee kill sleep ls ps hostname calc notepad'.split(
    ' ',
  ),
);
/** Interpreters that only run what is in the line when an option says so; otherwise they are told of in every manual. */
const INTERPRETERS: ReadonlySet<string> = new Set('python python2 python3 perl ruby php node'.split(' '));
/** What stands in front of a command and is none by itself. */
const LEADERS: ReadonlySet<string> = new Set(['sudo', 'nohup', 'exec', 'run', 'then', 'do', '&']);

const LONGEST_NAME = 64;
const LONGEST_COMMAND = 1024;

/** Where the command ends that begins at `start`; -1 when none does. `people`: the text is written for people. */
export function commandEnd(bytes: Uint8Array, start: number, limit: number, people: boolean, escapes: boolean): number {
  let at = start;
  let name = '';
  let nameEnd = start;
  for (let words = 0; words < 3; words++) {
    nameEnd = wordEnd(bytes, at, limit);
    // Nothing is looked up before it is known that something stands behind it: most words are no commands.
    if (nameEnd === at || nameEnd >= limit || bytes[nameEnd] !== 0x20) return -1;
    name = programName(bytes, at, nameEnd);
    if (!LEADERS.has(name)) break;
    at = nameEnd;
    while (at < limit && bytes[at] === 0x20) at++;
  }
  const telling = TELLING.has(name);
  if (!telling && !PROGRAMS.has(name) && (people || !WORDY.has(name))) return -1;
  const quote = start > 0 && (bytes[start - 1] === 0x22 || bytes[start - 1] === 0x27) ? bytes[start - 1] : 0;
  const end = lineEnd(bytes, nameEnd, limit, quote, escapes);
  if (INTERPRETERS.has(name) && !runsItsLine(bytes, nameEnd, end)) return -1;
  if (telling && !people) return end > nameEnd + 1 ? end : -1;
  return hasShape(bytes, nameEnd, end) ? end : -1;
}

/** Options with which an interpreter runs what stands in the line. */
function runsItsLine(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at + 3 <= end; at++)
    if (
      bytes[at] === 0x20 &&
      bytes[at + 1] === 0x2d &&
      (bytes[at + 2] === 0x63 || bytes[at + 2] === 0x65 || bytes[at + 2] === 0x72)
    )
      return bytes[at + 3] === 0x20 || bytes[at + 3] === 0x27 || bytes[at + 3] === 0x22;
  return false;
}

function wordEnd(bytes: Uint8Array, start: number, limit: number): number {
  let at = start;
  while (at < limit && at - start <= LONGEST_NAME && bytes[at] > 0x20 && bytes[at] !== 0x22 && bytes[at] !== 0x27) at++;
  return at;
}

/** `/bin/bash` → `bash`, `cmd.exe` → `cmd`. */
function programName(bytes: Uint8Array, start: number, end: number): string {
  let from = end;
  while (from > start && bytes[from - 1] !== 0x2f && bytes[from - 1] !== 0x5c) from--;
  const name = lowerWord(bytes, from, end);
  return name.endsWith('.exe') ? name.slice(0, -4) : name;
}

function lineEnd(bytes: Uint8Array, start: number, limit: number, quote: number, escapes: boolean): number {
  const stop = Math.min(limit, start + LONGEST_COMMAND);
  let end = start;
  for (; end < stop; end++) {
    const byte = bytes[end];
    if (byte < 0x20 && byte !== 0x09) break;
    if (byte === quote && quote !== 0) break;
    if (escapes && byte === 0x5c) {
      if (bytes[end + 1] === 0x6e || bytes[end + 1] === 0x72) break;
      end++;
    }
  }
  end = Math.min(end, stop);
  while (end > start && (bytes[end - 1] === 0x20 || bytes[end - 1] === 0x5c)) end--;
  return end;
}

/** True for a line with an option, a path, an address, a pipe or a redirection in it. */
function hasShape(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const byte = bytes[at];
    const next = at + 1 < end ? bytes[at + 1] : 0;
    if (byte === 0x20) {
      const behind = next === 0x2d && bytes[at + 2] === 0x2d ? at + 3 : at + 2;
      if (next === 0x2d && behind < end && ALPHANUMERIC[bytes[behind]] !== 0) return true;
      if (next === 0x2f && at + 2 < end && ALPHANUMERIC[bytes[at + 2]] !== 0) return true;
      if (next === 0x7e && bytes[at + 2] === 0x2f) return true;
    } else if (byte === 0x7c || (byte === 0x3e && bytes[at - 1] === 0x20) || (byte === 0x26 && next === 0x26))
      return true;
    else if (byte === 0x24 && next === 0x28) return true;
    else if (byte === 0x3a && startsWith(bytes, at, end, '://')) return true;
  }
  return false;
}
