/** `pickle.dumps(0x1950a86a20f9469cfc6c, 2)` behind its PROTO: LONG1 of ten bytes, STOP (torch/serialization.py, `MAGIC_NUMBER`). */
const MAGIC = [0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, 0x2e];

/** True for bytes that begin with PyTorch's magic number, pickled as `torch.save` pickles it. */
export function isTorchLegacy(head: Uint8Array): boolean {
  return head[0] === 0x80 && head[1] >= 2 && head[1] <= 3 && MAGIC.every((byte, i) => head[i + 2] === byte);
}
