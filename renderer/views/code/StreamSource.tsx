import { useEffect, useMemo, useState } from 'react';
import type { CuvetteError } from '../../../shared/domain/error';
import type { Report } from '../../../shared/domain/report';
import type { PseudoProgram } from '../../../shared/ipc/messages';
import { ErrorNote } from '../../components/ErrorNote/ErrorNote';
import { useSelection, useSession } from '../../state/hooks';
import { samePath } from '../../state/place';
import { errorOf } from '../../state/scanner-client';
import type { CodeSpot } from '../../state/selection';
import { findingsByLine, lineOfProgram, type StreamCode } from '../../state/stream-code';
import { CodeSource, type LinePlaces } from './CodeSource';

/** What a pickle does, told as Python by the scanner. Each line leads to the opcodes that say it. */
export function StreamSource({
  fact,
  report,
  spot,
}: {
  readonly fact: StreamCode;
  readonly report: Report;
  readonly spot: CodeSpot | null;
}) {
  const { opened } = useSession();
  const { range, entryPath } = useSelection((state) => state);
  const [program, setProgram] = useState<PseudoProgram | null>(null);
  const [error, setError] = useState<CuvetteError | null>(null);
  const [attempt, setAttempt] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt asks again
  useEffect(() => {
    const left = new AbortController();
    opened
      .program(fact.stream, left.signal)
      .then((told) => left.signal.aborted || setProgram(told))
      .catch((reason: unknown) => left.signal.aborted || setError(errorOf(reason)));
    return () => left.abort();
  }, [opened, fact.stream, attempt]);

  const code = useMemo(() => {
    const text = program?.lines.map((line) => line.replace(/[\r\n]/g, ' ')).join('\n') ?? '';
    return { ...fact, text, truncated: program?.truncated ?? false };
  }, [fact, program]);
  const places = useMemo(
    (): LinePlaces | null =>
      program && {
        rangeOf: (line) => ({
          start: program.start[line] ?? fact.range.start,
          end: program.end[line] ?? fact.range.end,
        }),
        findings: findingsByLine(report, fact, program),
      },
    [fact, report, program],
  );

  if (error) {
    return (
      <ErrorNote
        sentence={error.message}
        kept="The report above is kept."
        action={{
          title: 'Try again',
          run: () => {
            setError(null);
            setAttempt(attempt + 1);
          },
        }}
      />
    );
  }
  if (!program) {
    return (
      <p className="code-omitted muted" role="status">
        The scanner tells this pickle as Python.
      </p>
    );
  }
  // Whoever comes from the opcodes or the bytes sees the line that tells them.
  const isHere =
    spot === null &&
    range !== null &&
    range.start >= fact.range.start &&
    range.start < fact.range.end &&
    samePath(entryPath, fact.entryPath);
  return (
    <CodeSource
      fact={fact}
      code={code}
      spot={spot}
      line={isHere ? lineOfProgram(program, range.start) : (spot?.line ?? null)}
      cut={`The pickle goes on: here are its first ${program.lines.length.toLocaleString('en')} lines; Opcodes shows all of it.`}
      places={places}
    />
  );
}
