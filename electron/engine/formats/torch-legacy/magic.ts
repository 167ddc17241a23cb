/** `pickle.dumps(0x1950a86a20f9469cfc6c)` behind its PROTO and, from protocol 4 on, its FRAME: LONG1 of ten bytes, STOP (torch/serialization.py, `MAGIC_NUMBER`). */
const MAGIC = [0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, 0x2e];

const FRAME = 0x95;
const FRAME_BYTES = 9;

/** True for bytes that begin with PyTorch's magic number, pickled as `torch.save` pickles it. */
export function isTorchLegacy(head: Uint8Array): boolean {
  if (head[0] !== 0x80 || head[1] < 2 || head[1] > 5) return false;
  const start = head[2] === FRAME ? 2 + FRAME_BYTES : 2;
  return MAGIC.every((byte, i) => head[start + i] === byte);
}
