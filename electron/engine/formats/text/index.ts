import { collect } from '../../collect';
import { decodeUtf8, latin1 } from '../../decode-text';
import type { EntryContext } from '../../entry-context';
import { type Format, streamOf } from '../../format';
import { TextFeed } from '../../indicators/text-feed';
import { TextCheck } from '../../text-check';
import { isTextContent } from './probe';
import { notePromise } from './promise';
import { isRequirementsName, outsideRequirements } from './requirements';

/** A list of requirements is read to this length; nobody writes a longer one. */
const REQUIREMENTS_BYTES = 1024 * 1024;

/** What Git LFS leaves in the place of a large file. */
const LFS_POINTER = /^version https:\/\/git-lfs\.github\.com\/spec\/v1\n/;

/** Lines of the front matter of a model card and what the Overview calls them. */
const CARD_KEYS: Readonly<Record<string, string>> = {
  license: 'licence',
  library_name: 'framework',
  pipeline_tag: 'task',
  base_model: 'base model',
};

/** Text that is nothing more: readme files, licences, tables, lists. It is read by people, so there is nothing in it to run. */
export const textFormat: Format = {
  certainty: 'text',
  probe: isTextContent,
  inspect: async (context, content) => {
    const stream = streamOf(content);
    const result = { format: 'text', formatPath: ['text'] } as const;
    if (isRequirementsName(content.name)) {
      const { bytes, totalBytes } = await collect(stream, REQUIREMENTS_BYTES, context.tick);
      context.coverage.size = Math.max(context.coverage.size, totalBytes);
      readRequirements(context, bytes, totalBytes);
      return result;
    }
    const check = new TextCheck();
    const feed = new TextFeed(context.note.sieve('text'));
    let size = 0;
    for (let chunk = await stream.pull(); chunk !== null; chunk = await stream.pull()) {
      size += chunk.length;
      if (check.isText) check.feed(chunk);
      if (check.isText) feed.write(chunk);
      context.tick(size);
    }
    feed.end();
    context.coverage.size = Math.max(context.coverage.size, size);
    context.note.explain(0, check.textBytes, 'text');
    if (check.textBytes < size) context.note.gap(check.textBytes, size, 'bytes behind text that are no text');
    if (LFS_POINTER.test(latin1(content.head.subarray(0, 256)))) {
      context.note.gap(0, size, 'a pointer of Git LFS: the file itself was not fetched');
      return { format: 'text', formatPath: ['Git LFS pointer'] };
    }
    notePromise(context, content, 'text');
    if (/\.md$/i.test(content.name)) readCard(context, decodeUtf8(content.head.subarray(0, 16 * 1024)));
    return result;
  },
};

function readRequirements(context: EntryContext, bytes: Uint8Array, totalBytes: number): void {
  context.note.sieve('text').read(bytes, 0, bytes.length, 0);
  const check = new TextCheck();
  check.feed(bytes);
  context.note.explain(0, check.textBytes, 'text');
  if (check.textBytes < totalBytes)
    context.note.gap(
      check.textBytes,
      totalBytes,
      'behind a list of requirements that is no text or longer than is read',
    );
  const text = decodeUtf8(bytes.subarray(0, check.textBytes));
  for (const { start, end, ...reference } of outsideRequirements(text)) context.note.reference(reference, start, end);
}

/** The front matter of a model card: `license: apache-2.0` between two lines of dashes. */
function readCard(context: EntryContext, text: string): void {
  if (!text.startsWith('---\n')) return;
  const end = text.indexOf('\n---', 4);
  if (end < 0) return;
  for (const line of text.slice(4, end).split('\n')) {
    const colon = line.indexOf(': ');
    const key = CARD_KEYS[line.slice(0, Math.max(0, colon))];
    const value = line.slice(colon + 2).trim();
    if (key !== undefined && value !== '') context.note.metadata(key, value.replace(/^["']|["']$/g, ''));
  }
}
