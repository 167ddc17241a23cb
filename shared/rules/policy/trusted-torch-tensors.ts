import type { TrustedRows } from './trusted-rows';

const TENSORS = ['BoolTensor', 'BFloat16Tensor', 'ByteTensor', 'CharTensor', 'DoubleTensor', 'FloatTensor', 'HalfTensor', 'IntTensor', 'LongTensor', 'ShortTensor'] as const;

/** Tensor classes by element type, which files of PyTorch 0.1 to 0.3 name (torch/serialization.py, `legacy_load`). Calling one makes a tensor. Written by hand. */
export const TRUSTED_TORCH_TENSORS = [
  ['torch', 'vrbp', '0.1–0.3', TENSORS],
  ['torch.cuda', 'vrbp', '0.1–0.3', TENSORS],
] as const satisfies TrustedRows;
