import { latin1 } from '../../decode-text';
import type { Content } from '../../entry-context';
import { looksLikeText } from '../../text-check';
import { tryPickle } from '../pickle/trial';

/** Opcodes in a row that no prose makes by accident: where they lead on to the end of the bytes, and where they break off. */
const TELLING_OPCODES = 2;
const TELLING_RUN = 12;

/** Bytes below which a text without a text's name can be the beginning of anything: the marks of bzip2, GGUF and many others are printable. */
const SHORT_BYTES = 24;

/** TorchScript looks like Python and is neither that nor prose: whoever reads its archive judges it. */
const TORCHSCRIPT = /^op_version_set = |^ {2}__parameters__ = \[/m;

/** Names under which nobody looks for a pickle. Behind any other name a text that begins like one stays unexplained. */
const NEVER_A_PICKLE =
  /\.(?:txt|md|rst|csv|tsv|json|jsonl|ya?ml|toml|ini|cfg|conf|xml|html?|css|js|ts|py|sh|log|license)$/i;

/**
 * True when the content is printable UTF-8 and not the beginning of a pickle. Pickles of protocol 0 are
 * printable, too: one that is whole or calls something is recognised before any text is; this holds back the ones that were cut or
 * bent, so that they do not pass as prose.
 */
export function isTextContent(content: Content): boolean {
  const { head } = content;
  const size = content.kind === 'source' ? content.source.size : content.stream.size;
  const whole = size !== null && head.length >= size;
  if (TORCHSCRIPT.test(latin1(head.subarray(0, 4096)))) return false;
  if (!looksLikeText(head, whole)) return false;
  return NEVER_A_PICKLE.test(content.name) || (head.length >= SHORT_BYTES && !beginsLikePickle(head));
}

function beginsLikePickle(head: Uint8Array): boolean {
  const trial = tryPickle(head, false);
  return (
    trial.acted ||
    trial.stopped ||
    trial.opcodes >= TELLING_RUN ||
    (trial.openEnded && trial.opcodes >= TELLING_OPCODES)
  );
}
