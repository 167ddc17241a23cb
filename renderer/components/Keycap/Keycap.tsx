import { shownKey } from '../../keys';
import './keycap.css';

export function Keycap({ of }: { readonly of: string }) {
  return <kbd className="keycap">{shownKey(of)}</kbd>;
}
