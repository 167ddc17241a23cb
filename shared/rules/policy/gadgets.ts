import type { Danger } from './dangerous';
import { GADGETS } from './dangerous-gadgets';

/** A function that hands what it is given to something dangerous. */
export interface Gadget {
  readonly danger: Danger;
  /** Where it hands it: `subprocess.Popen`. */
  readonly sink: string;
}

/** The gadget of a module and qualified name; undefined for all others. The table is read when the first name is asked for. */
export function gadgetOf(module: string, name: string): Gadget | undefined {
  table ??= readGadgets(GADGETS);
  return table.get(`${module}.${name}`);
}
let table: ReadonlyMap<string, Gadget> | undefined;

/** The text of `dangerous-gadgets.ts` as a map from the dotted name. */
export function readGadgets(text: string): ReadonlyMap<string, Gadget> {
  const found = new Map<string, Gadget>();
  let gadget: Gadget | undefined;
  let module = '';
  for (const line of text.split('\n')) {
    const words = line.trim().split(' ');
    if (line.startsWith('> ')) gadget = { danger: words[1] as Danger, sink: words[2] as string };
    else if (line !== '' && gadget !== undefined) {
      if (!line.startsWith(' ')) module = words.shift() as string;
      for (const name of words) found.set(`${module}.${name}`, gadget);
    }
  }
  return found;
}
