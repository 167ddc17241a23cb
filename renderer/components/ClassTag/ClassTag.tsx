import type { GlobalClass } from '../../../shared/domain/report';
import './class-tag.css';

const TONES: Readonly<Record<GlobalClass, 'dangerous' | 'suspicious' | 'note'>> = {
  dangerous: 'dangerous',
  unknown: 'suspicious',
  trusted: 'note',
};

/** How a name is judged, in the colour of the verdict that it leads to. */
export function ClassTag({ of }: { readonly of: GlobalClass }) {
  return <span className={`class-tag tone-${TONES[of]}`}>{of}</span>;
}
