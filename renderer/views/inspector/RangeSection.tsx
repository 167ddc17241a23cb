import { useMemo } from 'react';
import { type ByteRange, type EntryPath, formatEntryPath } from '../../../shared/domain/artifact';
import type { EntryFact } from '../../../shared/domain/fact';
import type { Report } from '../../../shared/domain/report';
import { formatOffset } from '../../../shared/text/hex';
import { formatSize } from '../../../shared/text/size';
import { REGION_NAMES } from '../../components/ByteMap/draw';
import { shapeText } from '../../state/array-numbers';
import { codeAt, lineOfOffset } from '../../state/code-names';
import { shownText } from '../../state/evidence';
import { formatLabel } from '../../state/format-label';
import { useSession } from '../../state/hooks';
import { memberFlags } from '../../state/member-flags';
import { goToCode } from '../../state/navigate';
import { regionsOf, samePath } from '../../state/place';

/** Bytes that no opcode covers. */
export function RangeSection({
  range,
  entryPath,
  report,
}: {
  readonly range: ByteRange;
  readonly entryPath: EntryPath;
  readonly report: Report;
}) {
  const session = useSession();
  const region = regionsOf(report, entryPath).find((one) => range.start >= one.start && range.start < one.end);
  const gap = report.coverage.gaps.find(
    (one) => samePath(one.entryPath, entryPath) && range.start >= one.start && range.start < one.end,
  );
  const array = report.arrays.find(
    (one) => samePath(one.entryPath, entryPath) && range.start >= one.range.start && range.start < one.range.end,
  );
  const code = codeAt(report, entryPath, range.start);
  const length = range.end - range.start;
  const path = formatEntryPath(entryPath);
  const entry = report.entries.find((one) => samePath(one.path, entryPath));
  return (
    <section aria-label="Bytes">
      <h2>
        {length.toLocaleString('en')} {length === 1 ? 'byte' : 'bytes'}{' '}
        <span className="mono faint">at {formatOffset(range.start)}</span>
      </h2>
      {path && <p className="muted">in {shownText(path)}</p>}
      {entry && <Member entry={entry} />}
      {region && <p className="muted">This part of the file is {REGION_NAMES[region.kind]}.</p>}
      {array && (
        <p>
          {array.name === null ? 'Part of a raw array' : 'Part of '}
          {array.name !== null && <code>{shownText(array.name)}</code>}: {shownText(array.dtype)} (
          {shapeText(array.shape)}){' '}
          <button type="button" className="link" onClick={() => void session.selection.toArray(array)}>
            Select the tensor
          </button>
        </p>
      )}
      {code && (
        <p>
          Part of the code <code>{shownText(code.title)}</code>{' '}
          <button
            type="button"
            className="link"
            onClick={() => goToCode(session, code, lineOfOffset(code, range.start))}
          >
            Show the code
          </button>
        </p>
      )}
      {gap && (
        <p>
          Not understood from <span className="mono">{formatOffset(gap.start)}</span> to{' '}
          <span className="mono">{formatOffset(gap.end)}</span>: {shownText(gap.reason)}
        </p>
      )}
    </section>
  );
}

/** The member that the bytes are in: how it is packed, and what is odd about it in whole sentences. */
function Member({ entry }: { readonly entry: EntryFact }) {
  const flags = useMemo(() => memberFlags(entry), [entry]);
  const isPacked = entry.storedBytes !== entry.inflatedBytes;
  return (
    <>
      <p className="muted">
        {shownText(formatLabel(entry.format))}, {formatSize(entry.inflatedBytes)}, {shownText(entry.method)}
        {isPacked && ` to ${formatSize(entry.storedBytes)}`}
      </p>
      {flags.length > 0 && (
        <ul className="inspector-flags">
          {flags.map((flag) => (
            <li key={flag.word} className={`tone-${flag.tone}`}>
              <span className="inspector-flag">{shownText(flag.word)}</span>{' '}
              {flag.sentence !== flag.word && <span className="muted">{shownText(flag.sentence)}</span>}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
