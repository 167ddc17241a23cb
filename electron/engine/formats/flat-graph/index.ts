import { type Format, hasBytes, sourceOf } from '../../format';

/** Flatbuffer files that are told by their identifier at byte 4 and not taken apart yet. */
const KINDS: readonly { readonly label: string; readonly bytes: readonly number[] }[] = [
  { label: 'ONNX Runtime', bytes: [0x4f, 0x52, 0x54, 0x4d] },
  { label: 'ExecuTorch', bytes: [0x45, 0x54, 0x31, 0x32] },
];

const kindOf = (head: Uint8Array) => KINDS.find(({ bytes }) => hasBytes(head, 4, bytes)) ?? null;

/** ONNX Runtime’s (`ORTM`) and ExecuTorch’s (`ET12`) graphs: named, and inconclusive. */
export const flatGraphFormat: Format = {
  certainty: 'magic',
  needsAnywhere: (head) => kindOf(head) !== null,
  probe: ({ head }) => kindOf(head) !== null,
  inspect: async (context, content) => {
    const { size } = sourceOf(content);
    const label = kindOf(content.head)?.label ?? 'a flatbuffer';
    context.coverage.size = Math.max(context.coverage.size, size);
    context.note.metadata('framework', label);
    context.note.gap(0, size, `a graph of ${label}: not taken apart by this version`);
    return { format: 'flat-graph', formatPath: [label, 'flatbuffer'] };
  },
};
