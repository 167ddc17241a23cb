import { isComplete } from '../../../shared/domain/coverage';
import { ERROR_SENTENCES } from '../../../shared/domain/error';
import type { Finding } from '../../../shared/domain/finding';
import { PROGRAM_NAMES } from '../../../shared/domain/loader';
import type { Report } from '../../../shared/domain/report';
import { formatOffset } from '../../../shared/text/hex';
import { formatPercent } from '../../../shared/text/size';
import { worstFirst } from '../../state/facts';
import { samePath } from '../../state/place';
import { findingProse, type Prose } from '../../state/prose';
import type { QueueItem } from '../../state/queue-item';
import { ruleText } from './rule-sentence';

/** The banner's text: what would happen, and what to do about it. */
export interface VerdictText {
  readonly sentence: Prose;
  readonly advice: string;
}

/** The programs of the loader table that get as far as the finding, as the beginning of a sentence. */
function reach(report: Report | null, finding: Finding): string {
  const reaching = (report?.loaders ?? [])
    .filter(
      ({ result, steps }) =>
        (result === 'dangerous' || result === 'unknown') &&
        steps.some(
          ({ entryPath, byteOffset }) =>
            samePath(entryPath, finding.entryPath) &&
            byteOffset >= finding.byteOffset &&
            byteOffset < finding.byteOffset + Math.max(1, finding.byteLength),
        ),
    )
    .map(({ program }) => program);
  const names = reaching.map((program) => PROGRAM_NAMES[program]);
  const isPickle = reaching[0] === 'pickleC' && reaching[1] === 'picklePython';
  const told = isPickle ? ['pickle.load', ...names.slice(2)] : names;
  if (told.length === 0) return '';
  return told.length === 1
    ? `${told[0]} reaches it. `
    : `${told.slice(0, -1).join(', ')} and ${told[told.length - 1]} reach it. `;
}

const count = (n: number, one: string, many = `${one}s`) => `${n.toLocaleString('en')} ${n === 1 ? one : many}`;

/** What was looked at, for files in which nothing was found. */
function whatWasChecked(report: Report): string {
  const parts = [
    count(report.opcodes, 'opcode'),
    count(report.globals.length, 'import'),
    count(report.namedObjects.length, 'named class', 'named classes'),
    count(
      report.operations.reduce((sum, fact) => sum + fact.count, 0),
      'operation',
    ),
    count(report.code.length, 'piece of code', 'pieces of code'),
    count(report.arrays.length, report.arrays.some((array) => array.name !== null) ? 'tensor' : 'array'),
    count(report.entries.length, 'member'),
  ];
  const seen = parts.filter((part) => !part.startsWith('0 '));
  return seen.length > 0 ? `: ${seen.join(', ')}` : '';
}

function inconclusive(item: QueueItem): VerdictText {
  const { report } = item;
  const error = report?.error ?? item.error;
  const advice = 'What could not be understood may hold anything. Do not load it before that part is explained.';
  if (report?.locked && !report.error)
    return {
      sentence: ['Part of this file is encrypted, and what is in it is not known.'],
      advice: 'Enter its password to have that part inspected too. It is read then, and still not loaded.',
    };
  if (error)
    return {
      sentence: [ERROR_SENTENCES[error.code] ?? error.message],
      advice: `Not everything was looked at. ${advice}`,
    };
  if (!report)
    return { sentence: ['The scan was cancelled before its end.'], advice: `Not everything was looked at. ${advice}` };
  const { gaps, explainedBytes, totalBytes } = report.coverage;
  const gap = gaps[0];
  if (!gap) return { sentence: [`${formatPercent(explainedBytes, totalBytes)} of this file was understood.`], advice };
  const where: Prose = gap.entryPath.length > 0 ? [' in ', { code: gap.entryPath.join(' › ') }] : [];
  const more = gaps.length > 1 ? `, and ${count(gaps.length - 1, 'more part')}` : '';
  return {
    sentence: [
      'Part of this file could not be understood: ',
      { code: formatOffset(gap.start) },
      ' to ',
      { code: formatOffset(gap.end) },
      ...where,
      ` (${gap.reason.replace(/\.$/, '')})${more}.`,
    ],
    advice,
  };
}

const ADVICE_PICKLE = 'Do not load it. Ask the sender for safetensors or ONNX.';
const ADVICE_DANGEROUS = 'Do not load it. Keep the file, and ask its sender where it comes from.';
const ADVICE_SUSPICIOUS = 'Load it only if its source is known and vouches for it.';

/** What to do, where the rule has no advice of its own. Another format helps only where the format is the trouble. */
function generalAdvice(report: Report | null, finding: Finding, dangerous: boolean): string {
  if (!dangerous) return ADVICE_SUSPICIOUS;
  const isPickle = report?.streams.some((stream) => samePath(stream.entryPath, finding.entryPath)) ?? true;
  return isPickle ? ADVICE_PICKLE : ADVICE_DANGEROUS;
}

/** Builds the banner from what the scan said, also while it goes on. */
export function verdictText(item: QueueItem): VerdictText | null {
  const { report } = item;
  const worst = worstFirst(item.findings)[0];
  const verdict = report?.verdict ?? null;
  if (verdict === 'noFindings' && report) {
    const notes = report.findings.filter(({ accepted }) => accepted === undefined).length;
    const beyond = [
      ...(report.accepted === 0 ? [] : ['what is accepted']),
      ...(notes === 0 ? [] : [count(notes, 'note')]),
    ];
    const matched = beyond.length === 0 ? 'no rule matched' : `nothing was found beyond ${beyond.join(' and ')}`;
    return {
      sentence: [`Every byte was understood and ${matched}${whatWasChecked(report)}.`],
      advice: isComplete(report.coverage)
        ? 'This is what was checked, not a promise: load it only from a source that is known.'
        : '',
    };
  }
  if (verdict === 'inconclusive') return inconclusive(item);
  if (worst && (verdict ?? item.verdictSoFar) !== null) {
    const dangerous = (verdict ?? item.verdictSoFar) === 'dangerous';
    const others = item.findings.filter(({ accepted }) => accepted === undefined).length - 1;
    const more = others > 0 ? ` ${count(others, 'other finding')}.` : '';
    const rest = !report
      ? ''
      : report.locked
        ? ' Part of the file is encrypted; it may hold more.'
        : isComplete(report.coverage)
          ? ''
          : ' Not all of the file was understood; the rest may hold more.';
    const own = report ? ruleText(report, worst) : null;
    return {
      sentence: own?.sentence ?? findingProse(worst),
      advice: `${reach(report, worst)}${own?.advice ?? generalAdvice(report, worst, dangerous)}${more}${rest}`,
    };
  }
  if (item.state === 'failed' || item.state === 'cancelled') return inconclusive(item);
  return null;
}
