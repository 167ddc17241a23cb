import type { EntryPath } from '../../../shared/domain/artifact';
import { LOADERS, type Reader } from '../../../shared/domain/fact';
import { PROGRAM_NAMES } from '../../../shared/domain/loader';
import type { Report } from '../../../shared/domain/report';
import { ARGUMENTS } from '../../../shared/pickle/arguments';
import { opcodeByCode } from '../../../shared/pickle/opcodes';
import { formatByte, formatOffset } from '../../../shared/text/hex';
import { argumentOf, effectOf } from '../../state/effect';
import { shownText } from '../../state/evidence';
import { factsOf } from '../../state/facts';
import { useOpened, usePages, useSession } from '../../state/hooks';
import { reachOf } from '../../state/loader-steps';
import { READER_NAMES } from '../../state/readers';
import type { OpcodeLine } from '../../state/row-pages';
import { StackChange } from './StackChange';

const SHOWN_BYTES = 48;

interface Props {
  readonly line: OpcodeLine;
  readonly report: Report;
  readonly entryPath: EntryPath;
}

export function OpcodeSection({ line, report, entryPath }: Props) {
  const opcode = opcodeByCode(line.code);
  const here = factsOf(report, entryPath).at(line.offset, line.end);
  const argument = argumentOf(line, here);
  const readers = here.call?.readers ?? here.global?.readers;
  const code = `0x${line.code.toString(16).padStart(2, '0')}`;
  const name = opcode?.name ?? 'Not an opcode';
  return (
    <section aria-label={`Opcode ${name}`}>
      <h2>
        {name}{' '}
        <span className="mono faint">
          {code} at {formatOffset(line.offset)}
        </span>
      </h2>
      <p className="muted">{opcode?.doc ?? 'CPython’s unpicklers stop at this byte.'}</p>
      <h3>What it does here</h3>
      <p className="selectable inspector-here">
        <span className="inspector-effect">{effectOf(line, here)}</span>
        {argument.text !== '' && <code>{shownText(argument.text)}</code>}
      </p>
      {opcode?.argument && <p className="faint">Argument: {ARGUMENTS[opcode.argument].doc}.</p>}
      <StackChange line={line} />
      {readers &&
        (report.loaders.length > 0 ? (
          <Loaders report={report} entryPath={entryPath} offset={line.offset} />
        ) : (
          <Readers readers={readers} />
        ))}
      <Bytes line={line} entryPath={entryPath} />
    </section>
  );
}

function Loaders({ report, entryPath, offset }: Pick<Props, 'report' | 'entryPath'> & { readonly offset: number }) {
  return (
    <>
      <h3>Who reaches it</h3>
      <dl className="inspector-readers">
        {reachOf(report, entryPath, offset).map(({ program, words, tone }) => (
          <div key={program}>
            <dt>{PROGRAM_NAMES[program]}</dt>
            <dd className={tone ?? ''}>{words}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

/** Where the scan did not end: who had got so far. */
function Readers({ readers }: { readonly readers: readonly Reader[] }) {
  return (
    <>
      <h3>Who reaches it</h3>
      <dl className="inspector-readers">
        {[...LOADERS, 'pickletools' as const].map((reader) => {
          const reached = readers.includes(reader);
          const runs = reader !== 'pickletools';
          return (
            <div key={reader}>
              <dt>{READER_NAMES[reader]}</dt>
              <dd className={reached && runs ? 'runs' : ''}>
                {reached ? (runs ? 'runs it' : 'lists it') : 'does not get here'}
              </dd>
            </div>
          );
        })}
      </dl>
    </>
  );
}

function Bytes({ line, entryPath }: { readonly line: OpcodeLine; readonly entryPath: EntryPath }) {
  const { opened } = useSession();
  useOpened((state) => state.status);
  const pages = opened.bytes(entryPath);
  usePages(pages?.pages ?? null);
  const length = line.end - line.offset;
  const data = pages?.slice(line.offset, Math.min(length, SHOWN_BYTES));
  if (!data) return null;
  return (
    <>
      <h3>
        Bytes <span className="faint">{length.toLocaleString('en')}</span>
      </h3>
      <p className="mono inspector-bytes selectable">
        {[...data].map(formatByte).join(' ')}
        {length > data.length && ' …'}
      </p>
    </>
  );
}
