import { useMemo, useState } from 'react';
import { formatEntryPath } from '../../../shared/domain/artifact';
import type { MetadataFact } from '../../../shared/domain/fact';
import { shownText } from '../../state/evidence';

/** Longer values are folded to a few lines until somebody unfolds them. */
const LONG_VALUE = 140;
const FIRST_PER_MEMBER = 16;

/** What the file says about itself, by the member that says it. */
export function MetadataList({ metadata }: { readonly metadata: readonly MetadataFact[] }) {
  const groups = useMemo(() => {
    const byPath = new Map<string, MetadataFact[]>();
    for (const fact of metadata) {
      const path = formatEntryPath(fact.entryPath);
      const group = byPath.get(path);
      if (group) group.push(fact);
      else byPath.set(path, [fact]);
    }
    return [...byPath];
  }, [metadata]);
  return groups.map(([path, facts]) => <Group key={path} path={path} facts={facts} />);
}

function Group({ path, facts }: { readonly path: string; readonly facts: readonly MetadataFact[] }) {
  const [all, setAll] = useState(false);
  const shown = all ? facts : facts.slice(0, FIRST_PER_MEMBER);
  return (
    <div className="metadata-group">
      {path !== '' && (
        <h3 className="mono truncate" title={shownText(path)}>
          {shownText(path)}
        </h3>
      )}
      <dl className="pairs selectable">
        {shown.map((fact, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a file may say the same thing twice
          <div key={index}>
            <dt>{shownText(fact.key)}</dt>
            <dd>
              <Value text={shownText(fact.value)} name={shownText(fact.key)} />
            </dd>
          </div>
        ))}
      </dl>
      {shown.length < facts.length && (
        <button type="button" className="link" onClick={() => setAll(true)}>
          Show all {facts.length.toLocaleString('en')}
        </button>
      )}
    </div>
  );
}

function Value({ text, name }: { readonly text: string; readonly name: string }) {
  const [open, setOpen] = useState(false);
  if (text.length <= LONG_VALUE) return text;
  return (
    <>
      <span className={open ? undefined : 'metadata-folded'}>{text}</span>{' '}
      <button
        type="button"
        className="link"
        aria-expanded={open}
        aria-label={`${open ? 'Fold' : 'Show all of'} ${name}`}
        onClick={() => setOpen(!open)}
      >
        {open ? 'Fold' : 'Show all'}
      </button>
    </>
  );
}
