import type { ByteStream } from '../../byte-stream';
import type { EntryContext } from '../../entry-context';
import { type Format, streamOf } from '../../format';
import { UnexplainedTexts } from '../../indicators/unexplained-texts';
import { nameUnknown } from './known-magic';

/** Why bytes of which nothing at all is known are a gap. */
export const NOT_RECOGNISED = 'not recognised as any format';

/** Bytes that no inspector understands: said so, with a name where they have one. */
async function inspectUnknown(context: EntryContext, stream: ByteStream, head: Uint8Array): Promise<readonly string[]> {
  const { coverage, collector, absoluteBase } = context;
  const texts = new UnexplainedTexts(context.note.sieve('unexplained'), context.collector.indicators);
  let size = stream.size;
  for (let chunk = await pullWhile(stream, texts.wants || size === null); chunk !== null; ) {
    texts.write(chunk);
    context.tick(stream.position);
    chunk = await pullWhile(stream, texts.wants || size === null);
  }
  texts.end();
  size ??= stream.position;
  coverage.size = Math.max(coverage.size, size);
  const label = nameUnknown(head);
  coverage.declareGap(
    0,
    size,
    label === null ? (size === 0 ? 'the file is empty' : NOT_RECOGNISED) : `${label}: not taken apart by this version`,
  );
  if (absoluteBase !== null) collector.region('unexplained', absoluteBase, absoluteBase + size);
  return [label ?? 'not recognised'];
}

const pullWhile = (stream: ByteStream, wanted: boolean) => (wanted ? stream.pull() : Promise.resolve(null));

/** What is left when no format recognises the bytes. */
export const unknownFormat: Format = {
  certainty: 'text',
  probe: () => false,
  inspect: async (context, content) => ({
    format: 'unknown',
    formatPath: await inspectUnknown(context, streamOf(content), content.head),
  }),
};
