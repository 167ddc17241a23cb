import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CallFact, CallOpcode, Fact, GlobalFact, GlobalUse } from '../domain/fact';
import type { Finding } from '../domain/finding';
import { judge, verdictRank } from '../domain/verdict';
import {
  NO_POLICY,
  type PolicyException,
  type PolicyRow,
  PROFILE_IDS,
  type ProjectPolicy,
} from '../policy/project-policy';
import { evaluate, FINDINGS_PER_RULE, judgeGlobals } from './evaluate';
import { BUILT_IN_POLICY, PolicyInForce } from './policy-in-force';

const SHA = 'a'.repeat(64);
const TODAY = '2026-11-24';
const WHOLE = { explainedBytes: 10, totalBytes: 10, gaps: [] };
const READERS = ['c', 'cFile', 'python', 'pickletools'] as const;

/** A global that is only imported, or used once in each of these ways. */
function global(
  module: string,
  name: string,
  uses: readonly GlobalUse[] = [],
  more: Partial<GlobalFact> = {},
): GlobalFact {
  return {
    kind: 'global',
    entryPath: [],
    range: { start: 1, end: 9 },
    module,
    name,
    writtenModule: module,
    writtenName: name,
    opcode: 'STACK_GLOBAL',
    dotted: false,
    imports: 1,
    calls: uses.filter((use) => use === 'call' || use === 'rebuild').length,
    builds: uses.includes('state') ? 1 : 0,
    uses: uses.map((use) => ({ use, count: 1, range: { start: 10, end: 11 } })),
    onlyArrayClass: false,
    readers: READERS,
    ...more,
  };
}

function call(module: string, name: string, via: CallOpcode = 'REDUCE'): CallFact {
  return {
    kind: 'call',
    entryPath: [],
    range: { start: 10, end: 11 },
    via,
    callee: { kind: 'global', module, name },
    arguments: { kind: 'tuple', items: [{ kind: 'str', value: 'echo hi', length: 7 }], truncated: false },
    readers: READERS,
  };
}

/** The use that an opcode makes of its callee, as the engine counts it. */
const ofOpcode = (via: CallOpcode): GlobalUse =>
  via === 'BUILD' ? 'state' : via.startsWith('NEWOBJ') ? 'rebuild' : 'call';

const row = (module: string, name: string, judgement: PolicyRow['judgement'], uses?: PolicyRow['uses']): PolicyRow => ({
  module,
  name,
  judgement,
  reason: 'the reason',
  ...(uses === undefined ? {} : { uses }),
});
const exception = (module: string, name: string, more: Partial<PolicyException> = {}): PolicyException => ({
  sha256: SHA,
  module,
  name,
  reason: 'looked at',
  added: '2026-11-01',
  expires: '2026-12-01',
  ...more,
});
const inForce = (policy: Partial<ProjectPolicy>, today = TODAY) =>
  new PolicyInForce({ ...NO_POLICY, ...policy }, today);

/** Globals and facts judged under a policy, for a file of the digest `SHA`. */
function judged(
  globals: readonly GlobalFact[],
  facts: readonly Fact[],
  policy: PolicyInForce,
  sha256: string | null = SHA,
) {
  const classes = judgeGlobals(globals, facts, policy);
  const evaluation = evaluate({ facts, globals: classes, fileName: 'm', format: 'pickle', sha256 }, policy);
  const told = evaluation.findings.map(({ severity, ruleId, message }) => `${severity} ${ruleId}: ${message}`);
  return { ...evaluation, classes: classes.map((one) => one.class), verdict: judge(evaluation.findings, WHOLE), told };
}

const forest = global('sklearn.ensemble._forest', 'RandomForestClassifier', ['rebuild']);
const madeForest = call('sklearn.ensemble._forest', 'RandomForestClassifier', 'NEWOBJ');
const own = global('mine.models', 'Net', ['rebuild']);
const madeOwn = call('mine.models', 'Net', 'NEWOBJ');
const system = global('os', 'system', ['call']);
const runs = call('os', 'system');

describe('a profile', () => {
  test('makes unknown what lies outside it, and says so', () => {
    const { classes, verdict, told } = judged([forest], [madeForest], inForce({ profile: 'data-only' }));
    expect(classes).toEqual(['unknown']);
    expect(verdict).toBe('suspicious');
    expect(told[0]).toContain('which is outside the profile data-only');
    expect(judged([forest], [madeForest], inForce({ profile: 'pytorch' })).verdict).toBe('suspicious');
    expect(judged([forest], [madeForest], inForce({ profile: 'scikit-learn' })).verdict).toBe('noFindings');
  });

  test('never trusts what the built-in rows do not', () => {
    for (const profile of PROFILE_IDS) {
      const policy = inForce({ profile });
      expect(judged([own, system], [madeOwn, runs], policy).classes).toEqual(['unknown', 'dangerous']);
      expect(judged([system], [runs], policy).verdict).toBe('dangerous');
    }
  });

  test('is laid over names of configurations too', () => {
    const dense: Fact = {
      kind: 'namedObject',
      entryPath: [],
      range: { start: 0, end: 3 },
      loader: 'skops',
      module: 'sklearn.linear_model._logistic',
      name: 'LogisticRegression',
      called: true,
      arguments: '',
    };
    expect(judged([], [dense], BUILT_IN_POLICY).verdict).toBe('noFindings');
    expect(judged([], [dense], inForce({ profile: 'scikit-learn' })).verdict).toBe('noFindings');
    expect(judged([], [dense], inForce({ profile: 'data-only' })).told[0]).toContain('outside the profile data-only');
    expect(
      judged([], [dense], inForce({ profile: 'data-only', exceptions: [exception(dense.module, dense.name)] })).verdict,
    ).toBe('noFindings');
  });
});

test('a layer that a configuration names without a module is accepted in its file, and allowed by a row', () => {
  const layer: Fact = {
    kind: 'namedObject',
    entryPath: [],
    range: { start: 0, end: 3 },
    loader: 'Keras',
    module: '',
    name: 'ExampleLayer',
    called: true,
    arguments: '',
  };
  expect(judged([], [layer], BUILT_IN_POLICY).verdict).toBe('suspicious');
  expect(judged([], [layer], inForce({ exceptions: [exception('', 'ExampleLayer')] })).verdict).toBe('noFindings');
  const allowed = judged([], [layer], inForce({ rows: [row('', 'ExampleLayer', 'trusted', ['call'])] }));
  expect(allowed.verdict).toBe('noFindings');
  expect(allowed.told).toEqual([
    'info project-policy: Keras calls ExampleLayer. Allowed by the policy of this project: the reason.',
  ]);
  const imported = judged([], [layer], inForce({ rows: [row('', 'ExampleLayer', 'trusted', ['import'])] }));
  expect(imported.told[0]).toContain('trusts for other uses only (import)');
});

describe('a row', () => {
  test('trusts an exact name and leaves a note', () => {
    const { classes, verdict, told } = judged(
      [own],
      [madeOwn],
      inForce({ rows: [row('mine.models', 'Net', 'trusted')] }),
    );
    expect(classes).toEqual(['trusted']);
    expect(verdict).toBe('noFindings');
    expect(told).toEqual([
      'info project-policy: Imports and calls (once) mine.models.Net. Allowed by the policy of this project: the reason.',
    ]);
    expect(
      judged([global('mine.models', 'Net2')], [], inForce({ rows: [row('mine.models', 'Net', 'trusted')] })).verdict,
    ).toBe('suspicious');
  });

  test('allows even what is dangerous, and the command stays to be read', () => {
    const { verdict, told } = judged([system], [runs], inForce({ rows: [row('os', 'system', 'trusted')] }));
    expect(verdict).toBe('noFindings');
    expect(told).toEqual([
      'info dangerous-call: Loading this file runs a shell command: echo hi. It prints text. Allowed by the policy of this project: the reason.',
      'info project-policy: Imports and calls (once) os.system, which hands a text to the shell or starts a program. Allowed by the policy of this project: the reason.',
    ]);
  });

  test('makes a danger unknown at most when it says so', () => {
    const { verdict, told } = judged([system], [runs], inForce({ rows: [row('os', 'system', 'unknown')] }));
    expect(verdict).toBe('suspicious');
    expect(told.filter((line) => line.startsWith('info'))).toHaveLength(2);
  });

  test('makes a trusted name dangerous', () => {
    const { classes, verdict, told } = judged(
      [forest],
      [madeForest],
      inForce({ rows: [row('sklearn.ensemble._forest', 'RandomForestClassifier', 'dangerous')] }),
    );
    expect(classes).toEqual(['dangerous']);
    expect(verdict).toBe('dangerous');
    expect(told[0]).toMatch(
      /^critical project-policy: Loading this file calls .*which the policy of this project calls dangerous: the reason\.$/,
    );
    expect(told[1]).toMatch(/^high project-policy: Imports and calls/);
  });

  test('is over the profile', () => {
    const rows = [row('sklearn.ensemble._forest', 'RandomForestClassifier', 'trusted')];
    expect(judged([forest], [madeForest], inForce({ profile: 'data-only', rows })).verdict).toBe('noFindings');
  });

  test('vouches for its uses and for no other', () => {
    const made = inForce({ rows: [row('mine.models', 'Net', 'trusted', ['rebuild'])] });
    expect(judged([own], [madeOwn], made).verdict).toBe('noFindings');
    const called = global('mine.models', 'Net', ['call']);
    expect(judged([called], [call('mine.models', 'Net')], made).told[0]).toContain(
      'trusts for other uses only (rebuild)',
    );
    expect(judged([global('mine.models', 'Net')], [], made).verdict).toBe('suspicious');
    const given = global('mine.models', 'Net', ['rebuild', 'state']);
    expect(judged([given], [madeOwn], made).verdict).toBe('suspicious');
    const both = global('mine.models', 'Net', ['rebuild', 'call']);
    expect(judged([both], [madeOwn], made).verdict).toBe('suspicious');
    expect(
      judged([both], [madeOwn], inForce({ rows: [row('mine.models', 'Net', 'trusted', ['rebuild', 'call'])] })).verdict,
    ).toBe('noFindings');
    // Beyond its uses a danger is what it was.
    const handed = inForce({ rows: [row('os', 'system', 'trusted', ['import'])] });
    expect(judged([system], [runs], handed).verdict).toBe('dangerous');
    expect(judged([global('os', 'system')], [], handed).verdict).toBe('noFindings');
  });

  test('says nothing about an extension number', () => {
    const extension = global('copyreg', 'extension 7', [], { opcode: 'EXT' });
    expect(judged([extension], [], inForce({ rows: [row('copyreg', 'extension 7', 'trusted')] })).verdict).toBe(
      'suspicious',
    );
  });
});

describe('an exception', () => {
  test('strikes the findings about its name in its file, until its last day', () => {
    const policy = { exceptions: [exception('os', 'system', { author: 'Ada' })] };
    const { verdict, accepted, findings } = judged([system], [runs], inForce(policy));
    expect(verdict).toBe('noFindings');
    expect(accepted).toBe(2);
    expect(findings.map((finding) => [finding.severity, finding.accepted])).toEqual([
      ['critical', { reason: 'looked at', author: 'Ada', expires: '2026-12-01' }],
      ['high', { reason: 'looked at', author: 'Ada', expires: '2026-12-01' }],
    ]);
    expect(judged([system], [runs], inForce(policy, '2026-12-01')).verdict).toBe('noFindings');
    const late = judged([system], [runs], inForce(policy, '2026-12-02'));
    expect(late.verdict).toBe('dangerous');
    expect(late.accepted).toBe(0);
    expect(late.told.at(-1)).toBe(
      'info expired-exception: The exception for os.system in this file ended on 2026-12-01: looked at.',
    );
  });

  test('is for one file and one name', () => {
    const policy = inForce({ exceptions: [exception('os', 'system')] });
    expect(judged([system], [runs], policy, 'b'.repeat(64)).verdict).toBe('dangerous');
    expect(judged([system], [runs], policy, null).verdict).toBe('dangerous');
    expect(judged([system, own], [runs, madeOwn], policy).verdict).toBe('suspicious');
    expect(judged([global('os', 'popen')], [], policy).verdict).toBe('dangerous');
  });

  test('does not hide a finding behind a full list', () => {
    const many = Array.from({ length: FINDINGS_PER_RULE + 5 }, (_, i) =>
      global('mine', `a${i}`, [], { range: { start: i, end: i + 1 } }),
    );
    const last = global('mine', 'other', [], { range: { start: 9999, end: 10_000 } });
    const policy = inForce({ exceptions: many.map(({ module, name }) => exception(module, name)) });
    const { verdict, findings, accepted } = judged([...many, last], [], policy);
    expect(verdict).toBe('suspicious');
    expect(findings[0]?.message).toContain('mine.other');
    expect(accepted).toBe(many.length);
  });

  test('accepts nothing that is about no name', () => {
    const damage: Fact = {
      kind: 'malformed',
      entryPath: [],
      range: { start: 0, end: 1 },
      code: 'frameOverlap',
      detail: 'frames overlap',
      stops: [],
    };
    const computed: Fact = { ...runs, callee: { kind: 'unknown', what: 'x' } };
    const policy = inForce({ exceptions: [exception('os', 'system')] });
    expect(judged([system], [runs, damage], policy).verdict).toBe('suspicious');
    expect(judged([system], [runs, computed], policy).verdict).toBe('suspicious');
  });
});

describe('laws of judging under a policy', () => {
  const NAMES = [
    ['os', 'system'],
    ['builtins', 'eval'],
    ['builtins', 'getattr'],
    ['mine.models', 'Net'],
    ['numpy', 'ndarray'],
    ['sklearn.ensemble._forest', 'RandomForestClassifier'],
    ['torch._utils', '_rebuild_tensor_v2'],
  ] as const;
  const anyName = fc.constantFrom(...NAMES);
  const anyFacts = fc.array(
    fc.record({ name: anyName, via: fc.constantFrom<CallOpcode>('REDUCE', 'NEWOBJ', 'BUILD'), called: fc.boolean() }),
    { maxLength: 6 },
  );
  const anyExceptions = fc.uniqueArray(
    fc.tuple(anyName, fc.boolean(), fc.boolean()).map(([[module, name], ofThis, holds]) =>
      exception(module, name, {
        sha256: ofThis ? SHA : 'b'.repeat(64),
        expires: holds ? '2026-12-01' : '2026-11-10',
      }),
    ),
    { selector: (e) => `${e.sha256}${e.module}.${e.name}`, maxLength: 5 },
  );
  const anyRows = fc.uniqueArray(
    fc
      .tuple(anyName, fc.constantFrom('trusted' as const, 'unknown' as const, 'dangerous' as const))
      .map(([[module, name], judgement]) => row(module, name, judgement)),
    { selector: (r) => `${r.module}.${r.name}`, maxLength: 4 },
  );
  const build = (uses: readonly { name: (typeof NAMES)[number]; via: CallOpcode; called: boolean }[]) => ({
    globals: uses.map(({ name: [module, name], via, called }, i) =>
      global(module, name, called ? [ofOpcode(via)] : [], { range: { start: i, end: i + 1 } }),
    ),
    facts: uses.flatMap(({ name: [module, name], via, called }): Fact[] => (called ? [call(module, name, via)] : [])),
  });
  const key = ({ ruleId, severity, message, byteOffset }: Finding) => `${ruleId} ${severity} ${byteOffset} ${message}`;

  test('exceptions take no finding away, and strike exactly those about excepted names', () => {
    fc.assert(
      fc.property(anyFacts, anyExceptions, fc.constantFrom(...PROFILE_IDS), (uses, exceptions, profile) => {
        const { globals, facts } = build(uses);
        const without = judged(globals, facts, inForce({ profile }));
        const under = judged(globals, facts, inForce({ profile, exceptions }));
        const counted = under.findings.filter(({ ruleId }) => ruleId !== 'expired-exception');
        expect(counted.map(key).sort()).toEqual(without.findings.map(key).sort());
        for (const finding of under.findings) {
          const names = finding.evidence.flatMap((piece) => (piece.kind === 'global' ? [piece] : []));
          const covered =
            names.length > 0 &&
            names.every((piece) =>
              exceptions.some(
                (e) => e.sha256 === SHA && e.expires >= TODAY && e.module === piece.module && e.name === piece.name,
              ),
            );
          expect(finding.accepted !== undefined).toBe(covered && finding.severity !== 'info');
        }
        const counting = under.findings.filter(({ accepted }) => accepted === undefined);
        expect(under.verdict).toBe(judge(counting, WHOLE));
        expect(under.accepted).toBe(under.findings.length - counting.length);
      }),
      { numRuns: 400, seed: 21 },
    );
  });

  test('one more exception never worsens a verdict, and one more fact never betters it', () => {
    fc.assert(
      fc.property(
        anyFacts,
        anyFacts,
        anyExceptions,
        anyRows,
        fc.constantFrom(...PROFILE_IDS),
        (uses, more, exceptions, rows, profile) => {
          const few = build(uses);
          const all = build([...uses, ...more]);
          const policy = inForce({ profile, exceptions, rows });
          const verdict = judged(few.globals, few.facts, policy).verdict;
          expect(verdictRank(judged(all.globals, all.facts, policy).verdict)).toBeLessThanOrEqual(verdictRank(verdict));
          const fewer = inForce({ profile, exceptions: exceptions.slice(1), rows });
          expect(verdictRank(judged(few.globals, few.facts, fewer).verdict)).toBeLessThanOrEqual(verdictRank(verdict));
        },
      ),
      { numRuns: 300, seed: 22 },
    );
  });

  test('a profile that admits less never betters a verdict, and without rows none is better than the built-in one', () => {
    fc.assert(
      fc.property(anyFacts, (uses) => {
        const { globals, facts } = build(uses);
        const builtIn = verdictRank(judged(globals, facts, BUILT_IN_POLICY).verdict);
        const [data, sklearn, torch, everything] = PROFILE_IDS.map((profile) =>
          verdictRank(judged(globals, facts, inForce({ profile })).verdict),
        );
        expect(everything).toBe(builtIn);
        expect(Math.max(sklearn as number, torch as number)).toBeLessThanOrEqual(builtIn);
        expect(data).toBeLessThanOrEqual(Math.min(sklearn as number, torch as number));
      }),
      { numRuns: 300, seed: 23 },
    );
  });
});
