import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../shared/domain/finding';
import type { Report } from '../../../shared/domain/report';
import { plainText } from '../../state/prose';
import type { QueueItem } from '../../state/queue-item';
import { kerasSample, lockedSample, onnxSample, tensorsSample } from '../../testing/format-samples';
import { dangerousSample } from '../../testing/samples';
import { verdictText } from './sentence';

const item = (report: Report, only?: (finding: Finding) => boolean): QueueItem => {
  const findings = only ? report.findings.filter(only) : report.findings;
  return {
    id: 'a',
    name: 'model',
    path: '/model',
    sizeBytes: report.sizeBytes,
    order: 0,
    state: 'done',
    progress: null,
    findings,
    verdictSoFar: null,
    report: { ...report, findings },
    error: null,
  };
};
const said = (report: Report, only?: (finding: Finding) => boolean) => {
  const text = verdictText(item(report, only));
  return text ? `${plainText(text.sentence)} | ${text.advice}` : null;
};

describe('the sentence of the banner', () => {
  test('names the programs that get as far as the finding, and none where none does', () => {
    const { report } = dangerousSample();
    const only = (programs: readonly string[]): Report => ({
      ...report,
      loaders: report.loaders.map((row) => (programs.includes(row.program) ? row : { ...row, steps: [] })),
    });
    expect(said(report)).toMatch(/ \| pickle\.load, joblib\.load and torch\.load reach it\. /);
    expect(said(only(['picklePython']))).toContain('| pickle.load, Python unpickler reaches it. ');
    expect(said(only(['joblib', 'torch']))).toContain('| joblib.load and torch.load reach it. ');
    expect(said(only([]))).not.toMatch(/reach(?:es)? it/);
  });

  test('says what a configuration makes its loader call, and asks for another file', () => {
    expect(said(kerasSample().report)).toMatch(
      /^Loading this file makes Keras call os\.system\('echo inert'\), which runs commands on this computer\. It prints text\. \| Do not load it\. Ask the sender for a model that names nothing but Keras’s own classes/,
    );
  });

  test('says of a name nobody knows whose word is needed', () => {
    const report = { ...kerasSample().report, verdict: 'suspicious' as const };
    expect(said(report, (finding) => finding.message.includes('Winsorizer'))).toMatch(
      /makes Keras call denoiser\.layers\.Winsorizer\(limits=\(0\.01, 0\.99\)\), which nobody has vouched for\. \| Load it only if/,
    );
  });

  test('says when carried code runs and what it names, and where to read it', () => {
    const { report } = kerasSample();
    expect(said(report, (finding) => finding.message.includes('scale'))).toMatch(
      /^Loading this file runs Python code that it carries: Lambda layer “scale”, source, which names os\.system and so runs commands on this computer\. It reads all environment variables, which can hold keys\. It sends data to https\[:\]\/\/attacker\[\.\]example\/collect\. \| Do not load it\. The Code tab shows/,
    );
    expect(said(report, (finding) => finding.message.includes('double'))).toMatch(
      /^Using this model runs Python byte code/,
    );
  });

  test('says what an operation needs and what lies outside', () => {
    const { report } = onnxSample();
    expect(said(report, (finding) => finding.message.includes('com.attacker.ops::Run'))).toMatch(
      /^This model needs the ONNX operation com\.attacker\.ops::Run, whose code is not in the file\. \| Install no library for it/,
    );
    expect(said(report, (finding) => finding.message.includes('libops.so'))).toMatch(
      /^Loading this file loads the native library libops\.so: custom operators/,
    );
    expect(said(report, (finding) => finding.message.includes('shadow'))).toMatch(
      /^Loading this file opens a file outside its folder: \.\.\/\.\.\/\.\.\/\.\.\/etc\/shadow/,
    );
  });

  test('names another format only where the format is the trouble', () => {
    expect(said(dangerousSample().report)).toMatch(/Ask the sender for safetensors or ONNX/);
    const { report } = onnxSample();
    const odd: Finding = {
      ruleId: 'unusual',
      severity: 'high',
      message: 'Odd.',
      entryPath: [],
      byteOffset: 0,
      byteLength: 1,
      evidence: [],
    };
    expect(said({ ...report, findings: [odd] })).not.toMatch(/ONNX/);
  });

  test('among equals a finding that shows what would run speaks first', () => {
    const { report } = dangerousSample();
    const critical = (message: string, evidence: Finding['evidence']): Finding => ({
      ruleId: 'dangerous-call',
      severity: 'critical',
      message,
      entryPath: [],
      byteOffset: 0,
      byteLength: 1,
      evidence,
    });
    const findings = [
      critical('Loading this file imports os by importlib.import_module.', []),
      critical('Loading this file runs a shell command: id. It asks about this computer and its user (id).', [
        { kind: 'text', label: 'Command', text: 'id' },
      ]),
    ];
    expect(said({ ...report, findings })).toMatch(/^Loading this file runs a shell command: id\. It asks about/);
  });

  test('of a locked file asks for its password', () => {
    expect(said(lockedSample().report)).toMatch(/^Part of this file is encrypted.* \| Enter its password/);
  });

  test('counts what was checked, and does not hide notes', () => {
    expect(said(tensorsSample().report)).toMatch(/no rule matched: 64 tensors\./);
    const note: Finding = {
      ruleId: 'unusual',
      severity: 'low',
      message: 'Odd.',
      entryPath: [],
      byteOffset: 0,
      byteLength: 1,
      evidence: [],
    };
    expect(said({ ...tensorsSample().report, findings: [note] })).toMatch(/nothing was found beyond 1 note/);
  });
});
