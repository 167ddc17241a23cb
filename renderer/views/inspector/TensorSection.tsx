import { formatEntryPath } from '../../../shared/domain/artifact';
import type { ArrayFact } from '../../../shared/domain/fact';
import { formatOffset } from '../../../shared/text/hex';
import { formatSize } from '../../../shared/text/size';
import { bytesOf, countText, elementsOf, shapeText } from '../../state/array-numbers';
import { shownText } from '../../state/evidence';
import { firstValues } from '../../state/first-values';
import { useOpened, usePages, useSession } from '../../state/hooks';
import { goToArray } from '../../state/navigate';

const SHOWN_VALUES = 12;
const LONGEST_VALUE_BYTES = 8;

/** One tensor: what the file says of it, and its first numbers. */
export function TensorSection({ array }: { readonly array: ArrayFact }) {
  const session = useSession();
  const elements = elementsOf(array.shape);
  const bytes = bytesOf(array);
  const path = formatEntryPath(array.entryPath);
  const perElement = elements !== null && elements > 0n ? bytes / Number(elements) : null;
  return (
    <section aria-label="Tensor">
      <h2 className="inspector-name">{array.name === null ? 'Array without a name' : shownText(array.name)}</h2>
      <dl className="inspector-pairs selectable">
        <div>
          <dt>Dtype</dt>
          <dd className="mono">{shownText(array.dtype)}</dd>
        </div>
        <div>
          <dt>Shape</dt>
          <dd className="mono">{shapeText(array.shape)}</dd>
        </div>
        <div>
          <dt>Elements</dt>
          <dd>{countText(elements)}</dd>
        </div>
        <div>
          <dt>Bytes</dt>
          <dd>
            {bytes.toLocaleString('en')}
            {bytes >= 1024 && <span className="muted">, {formatSize(bytes)}</span>}
          </dd>
        </div>
        {perElement !== null && bytes > 0 && (
          <div>
            <dt>Each element</dt>
            <dd>
              {perElement >= 1 && Number.isInteger(perElement)
                ? `${perElement.toLocaleString('en')} ${perElement === 1 ? 'byte' : 'bytes'}`
                : `${(perElement * 8).toFixed(2).replace(/\.?0+$/, '')} bits`}
            </dd>
          </div>
        )}
        <div>
          <dt>Order</dt>
          <dd>{array.order === 'C' ? 'C, last index fastest' : 'Fortran, first index fastest'}</dd>
        </div>
        <div>
          <dt>Where</dt>
          <dd>
            {path !== '' && <span className="muted">{shownText(path)}, </span>}
            <button
              type="button"
              className="link mono"
              onClick={() => goToArray(session, array)}
              title="Show its bytes"
            >
              {formatOffset(array.range.start)}–{formatOffset(array.range.end)}
            </button>
          </dd>
        </div>
      </dl>
      <Values array={array} />
    </section>
  );
}

function Values({ array }: { readonly array: ArrayFact }) {
  const { opened } = useSession();
  useOpened((state) => state.status);
  const pages = opened.bytes(array.entryPath);
  usePages(pages?.pages ?? null);
  const length = Math.min(bytesOf(array), SHOWN_VALUES * LONGEST_VALUE_BYTES);
  const data = length > 0 ? pages?.slice(array.range.start, length) : null;
  const values = data ? firstValues(array.dtype, data, SHOWN_VALUES) : null;
  if (!values || values.length === 0) return null;
  return (
    <>
      <h3>First values</h3>
      <p className="mono inspector-values selectable">{values.join('  ')}</p>
    </>
  );
}
