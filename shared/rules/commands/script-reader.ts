import { looksLikeAddress, shownAddress } from '../effects/addresses';
import { secretAt } from '../effects/places';
import type { Reading } from '../effects/reading';
import { unescapeC } from '../layers/decode';

const TOKENS_KEPT = 50_000;

/** A token of a language whose grammar is not followed: a name, a text in quotes, or a character. */
type ScriptToken = { readonly kind: 'name' | 'text' | 'mark'; readonly text: string };

function tokensOf(script: string): readonly ScriptToken[] {
  const tokens: ScriptToken[] = [];
  for (let at = 0; at < script.length && tokens.length < TOKENS_KEPT; ) {
    const character = script.charAt(at);
    if (character === '"' || character === "'" || character === '`') {
      let end = at + 1;
      while (end < script.length && script.charAt(end) !== character) end += script.charAt(end) === '\\' ? 2 : 1;
      tokens.push({ kind: 'text', text: unescapeC(script.slice(at + 1, end)) });
      at = end + 1;
    } else if (/[A-Za-z_$]/.test(character)) {
      let end = at + 1;
      while (end < script.length && /[A-Za-z0-9_:]/.test(script.charAt(end))) end++;
      tokens.push({ kind: 'name', text: script.slice(at, end) });
      at = end;
    } else {
      if (!/\s/.test(character)) tokens.push({ kind: 'mark', text: character });
      at++;
    }
  }
  return tokens;
}

const CONNECTS: ReadonlySet<string> = new Set([
  'socket',
  'Socket',
  'fsockopen',
  'TCPSocket',
  'connect',
  'createConnection',
  'sockaddr_in',
  'stream_socket_client',
  'pfsockopen',
  'Net',
]);
const EXECUTES: ReadonlySet<string> = new Set([
  'system',
  'exec',
  'popen',
  'shell_exec',
  'passthru',
  'proc_open',
  'spawn',
  'execSync',
  'spawnSync',
  'execFile',
  'os.execute',
  'execute',
  'doShellScript',
  'qx',
  'Open3',
  'backtick',
]);
const FETCHES: ReadonlySet<string> = new Set([
  'get',
  'fetch',
  'request',
  'file_get_contents',
  'open',
  'URI',
  'getstore',
  'curl_init',
  'require',
  'axios',
  'LWP',
  'HTTP',
]);

/**
 * Reads code of Perl, Ruby, PHP, JavaScript and others by its tokens: texts that are handed to a function which runs commands are read as
 * commands, and a connection beside one is a shell for somebody else.
 */
export function readScript(script: string, reading: Reading): void {
  if (!reading.spend(script.length + 1)) return;
  const tokens = tokensOf(script);
  const names = new Set(tokens.flatMap(({ kind, text }) => (kind === 'name' ? text.split('::') : [])));
  const isConnecting = [...CONNECTS].some((name) => names.has(name));
  const isExecuting =
    [...EXECUTES].some((name) => names.has(name)) ||
    tokens.some(({ kind, text }) => kind === 'text' && /^\/bin\/(?:ba|da|z)?sh/.test(text));
  const addresses = tokens.flatMap(({ kind, text }) => (kind === 'text' && looksLikeAddress(text) ? [text] : []));
  for (const { kind, text } of tokens) {
    const secret = kind === 'text' && /[/\\]/.test(text) ? secretAt(text) : null;
    if (secret !== null) reading.add('credentials', secret);
  }
  if (isConnecting && isExecuting) {
    reading.add('reverseShell', addresses.map(shownAddress)[0]);
    return;
  }
  let told = false;
  tokens.forEach((token, i) => {
    if (token.kind !== 'name' || !EXECUTES.has(token.text)) return;
    const given = tokens.slice(i + 1, i + 4).find(({ kind }) => kind === 'text');
    if (given === undefined) return;
    told = true;
    reading.later('shell', given.text);
  });
  for (const address of addresses) {
    told = true;
    reading.add([...FETCHES].some((name) => names.has(name)) ? 'download' : 'contacts', shownAddress(address));
  }
  if (isConnecting && !told) reading.add('contacts');
  else if (names.has('eval')) reading.add('hidden', 'eval');
  else if (isExecuting && !told) reading.add('hidden', 'a command');
  else if (!told)
    reading.add(
      tokens.some(({ text }) => /^(?:print|puts|echo|say|log|printf)$/.test(text)) ? 'printsText' : 'unknownProgram',
      'code of another language',
    );
}
