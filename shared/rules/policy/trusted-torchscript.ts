import type { TrustedRows } from './trusted-rows';

/** Functions that TorchScript's pickler names for typed lists (torch/jit/_pickle.py): each returns its argument. Written by hand. */
export const TRUSTED_TORCHSCRIPT_FUNCTIONS = [['torch.jit._pickle', 'r', '1.0 and later', ['build_boollist', 'build_doublelist', 'build_intlist', 'build_tensorlist', 'restore_type_tag']]] as const satisfies TrustedRows;
