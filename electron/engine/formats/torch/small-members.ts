/** Members of a PyTorch archive that are short texts, and what they may say (caffe2/serialize, torch/serialization.py). */
const TEXTS: Readonly<Record<string, RegExp>> = {
  version: /^[0-9]{1,4}\n?$/,
  byteorder: /^(little|big)\n?$/,
  '.format_version': /^[0-9]{1,4}\n?$/,
  '.storage_alignment': /^[0-9]{1,8}\n?$/,
  '.data/serialization_id': /^[0-9]{1,64}\n?$/,
};

/** True when a member of this name holds just the kind of text it should. */
export function isPlainTorchText(nameInArchive: string, content: string): boolean {
  return TEXTS[nameInArchive]?.test(content) ?? false;
}

export function isTorchText(nameInArchive: string): boolean {
  return Object.hasOwn(TEXTS, nameInArchive);
}
