import { PROGRAM_NAMES } from '../../shared/domain/loader';
import type { GlobalClass, Report } from '../../shared/domain/report';
import type { SymbolicValue } from '../../shared/domain/symbol';
import type { Verdict } from '../../shared/domain/verdict';
import { RULES, RULESET } from '../../shared/rules/catalog';
import { judgeNamedObject } from '../../shared/rules/policy/named-objects';
import { judgeOperation } from '../../shared/rules/policy/operations';
import { BUILT_IN_POLICY, type PolicyInForce } from '../../shared/rules/policy-in-force';
import { defangIndicator } from '../../shared/text/defang';
import { formatSymbol } from '../../shared/text/symbol';
import { VERSION } from '../../shared/version';

/** The verdict words of the JSON output. */
export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  dangerous: 'dangerous',
  suspicious: 'suspicious',
  noFindings: 'no-findings',
  inconclusive: 'inconclusive',
};

export const TOOL = { name: 'cuvette', version: VERSION, ruleset: RULESET } as const;

const calleeText = (callee: SymbolicValue): string => formatSymbol(callee, 300);

/** One artifact of the published schema (`docs/scan.schema.json`). Texts from the file are made printable; bytes are never included. */
export function artifactToJson(path: string, report: Report, policy: PolicyInForce = BUILT_IN_POLICY) {
  return {
    path,
    sizeBytes: report.sizeBytes,
    format: report.format,
    formatPath: report.formatPath,
    digests: report.sha256 === null ? {} : { sha256: report.sha256 },
    verdict: VERDICT_WORDS[report.verdict],
    coverage: report.coverage,
    policy: report.policy,
    accepted: report.accepted,
    findings: report.findings.map(({ ruleId, severity, message, entryPath, byteOffset, byteLength, accepted }) => ({
      ruleId,
      severity,
      message,
      entryPath,
      byteOffset,
      byteLength,
      accepted: accepted ?? null,
    })),
    globals: report.globals.map((global) => ({
      module: global.module,
      name: global.name,
      writtenModule: global.writtenModule,
      writtenName: global.writtenName,
      class: global.class,
      decidedBy: global.by ?? 'built-in',
      called: global.calls + global.builds > 0,
      imports: global.imports,
      calls: global.calls,
      builds: global.builds,
      uses: global.uses.map(({ use, count, range }) => ({
        use,
        count,
        byteOffset: range.start,
      })),
      uncovered: global.uncovered,
      readers: global.readers,
      entryPath: global.entryPath,
      byteOffset: global.range.start,
    })),
    calls: report.calls.map((call) => ({
      callee: calleeText(call.callee),
      arguments: formatSymbol(call.arguments, 2000),
      via: call.via,
      readers: call.readers,
      entryPath: call.entryPath,
      byteOffset: call.range.start,
    })),
    namedObjects: report.namedObjects.map((object) => ({
      loader: object.loader,
      module: object.module,
      name: object.name,
      class: classOfNamedObject(object, policy),
      called: object.called,
      arguments: object.arguments,
      entryPath: object.entryPath,
      byteOffset: object.range.start,
    })),
    operations: report.operations.map((operation) => ({
      family: operation.family,
      domain: operation.domain,
      name: operation.name,
      class: judgeOperation(operation.family, operation.domain, operation.name).class,
      count: operation.count,
      detail: operation.detail,
      entryPath: operation.entryPath,
      byteOffset: operation.range.start,
    })),
    references: report.references.map((reference) => ({
      to: reference.to,
      target: reference.target,
      leavesFolder: reference.leavesFolder,
      purpose: reference.purpose,
      entryPath: reference.entryPath,
      byteOffset: reference.range.start,
    })),
    code: report.code.map((code) => ({
      language: code.language,
      title: code.title,
      runs: code.runs,
      names: code.names,
      entryPath: code.entryPath,
      byteOffset: code.range.start,
      byteLength: code.range.end - code.range.start,
    })),
    indicators: report.indicators.map((indicator) => ({
      type: indicator.type,
      secret: indicator.secret,
      value: defangIndicator(indicator.type, indicator.value),
      source: indicator.source,
      count: indicator.count,
      entryPath: indicator.entryPath,
      byteOffset: indicator.range.start,
      byteLength: indicator.range.end - indicator.range.start,
    })),
    weightsOnly: report.weightsOnly,
    loaders: report.loaders.map(({ program, ...outcome }) => ({ program, name: PROGRAM_NAMES[program], ...outcome })),
    locked: report.locked,
    tensors: report.arrays.map((array) => ({
      name: array.name,
      dtype: array.dtype,
      shape: array.shape,
      entryPath: array.entryPath,
      byteOffset: array.range.start,
      byteLength: array.range.end - array.range.start,
    })),
    metadata: report.metadata.map(({ key, value, entryPath }) => ({ key, value, entryPath })),
    opcodes: report.opcodes,
    omitted: report.omitted,
    error: report.error,
    durationMs: report.durationMs,
  };
}

function classOfNamedObject(object: Report['namedObjects'][number], policy: PolicyInForce): GlobalClass {
  const judgement = judgeNamedObject(object.loader, object.module, object.name);
  return policy.rulingOfNamedObject(object, judgement.class, judgement.reference).class;
}

/** What a document says of the policy that its verdicts were made under; null for the built-in rows alone. */
export function policyToJson(file: string | null, { policy, stamp }: PolicyInForce) {
  if (file === null) return null;
  return { file, ...stamp, rows: policy.rows.length, exceptions: policy.exceptions.length };
}

/** The texts of the rules that hit, once for a whole document, by id. */
export function rulesToJson(hit: ReadonlySet<string>) {
  return Object.fromEntries(
    RULES.filter(({ id }) => hit.has(id)).map((rule) => [
      rule.id,
      {
        title: rule.title,
        severity: rule.severity,
        meaning: rule.explanation,
        consequence: rule.consequence,
        certainty: rule.certainty,
        howSure: rule.howSure,
        remedy: rule.remedy,
        references: rule.references,
      },
    ]),
  );
}

export interface Summary {
  dangerous: number;
  suspicious: number;
  noFindings: number;
  inconclusive: number;
}

export const emptySummary = (): Summary => ({ dangerous: 0, suspicious: 0, noFindings: 0, inconclusive: 0 });

/** 0 all no-findings, 1 something dangerous or suspicious, 2 neither but something inconclusive. */
export function exitCode(summary: Summary): number {
  if (summary.dangerous + summary.suspicious > 0) return 1;
  return summary.inconclusive > 0 ? 2 : 0;
}
