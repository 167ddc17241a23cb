import { Dialog } from 'radix-ui';
import { COMMANDS } from '../../commands';
import { Keycap } from '../../components/Keycap/Keycap';
import { useSession, useView } from '../../state/hooks';
import { TAB_TITLES } from '../../state/tabs';
import { TABS } from '../../state/view';
import './keys-help.css';

/** Keys that belong to a list or tree and not to a command. */
const PLACES: readonly { readonly place: string; readonly keys: readonly string[]; readonly does: string }[] = [
  { place: 'Any list', keys: ['ArrowUp', 'ArrowDown', 'Home', 'End'], does: 'move' },
  {
    place: 'Opcodes',
    keys: ['ArrowLeft', 'ArrowRight'],
    does: 'fold and unfold a group; in step mode, go opcode by opcode',
  },
  { place: 'Findings', keys: ['Enter'], does: 'show the opcode, the code or the bytes' },
  { place: 'Policy', keys: ['Enter', 'Delete'], does: 'edit or open; delete a row, revoke an exception' },
  { place: 'Code', keys: ['Enter'], does: 'in the list, show the bytes; in the text, explain the flagged name' },
  { place: 'Tensors, Strings, Members', keys: ['Enter'], does: 'show the bytes' },
  { place: 'Members', keys: ['ArrowLeft', 'ArrowRight'], does: 'close and open, go out and in' },
  {
    place: 'Byte map',
    keys: ['ArrowLeft', 'ArrowRight', '=', '-', '0'],
    does: 'previous and next part, zoom in and out, whole file',
  },
  { place: 'Hex', keys: ['PageUp', 'PageDown'], does: 'move by a page' },
];

/** Every key, from the command table. */
export function KeysHelp() {
  const { view } = useSession();
  const open = useView((state) => state.overlay === 'keys');
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && view.setState({ overlay: null })}>
      <Dialog.Portal>
        <Dialog.Overlay className="keys-shade" />
        <Dialog.Content className="keys-help" aria-describedby={undefined}>
          <Dialog.Title>Keys</Dialog.Title>
          <dl>
            {COMMANDS.filter((row) => row.key).map((row) => (
              <div key={row.id}>
                <dt>{row.title}</dt>
                <dd>
                  <Keycap of={row.key as string} />
                </dd>
              </div>
            ))}
            <div>
              <dt>{TABS.map((tab) => TAB_TITLES[tab]).join(', ')}</dt>
              <dd>
                <Keycap of="Mod+1" />
                <Keycap of={`Mod+${TABS.length}`} />
              </dd>
            </div>
            {PLACES.map((row) => (
              <div key={row.place}>
                <dt>
                  {row.place}: {row.does}
                </dt>
                <dd>
                  {row.keys.map((key) => (
                    <Keycap key={key} of={key} />
                  ))}
                </dd>
              </div>
            ))}
          </dl>
          <Dialog.Close className="button">Close</Dialog.Close>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
