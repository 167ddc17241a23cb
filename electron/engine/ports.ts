/** What the engine needs from the process it runs in. Each port has one adapter in `electron/adapters`. */
export interface Ports {
  readonly sha256: () => Hasher;
  readonly inflate: Inflate;
  /** CRC-32 (IEEE) of `bytes` going on from `previous`. */
  readonly crc32: (bytes: Uint8Array, previous: number) => number;
  readonly readYaml: ReadYaml;
  readonly xmlReader: (handlers: XmlHandlers) => XmlReader;
  readonly crypto: ArchiveCrypto;
  /** Milliseconds since some start. */
  readonly now: () => number;
  /** Lets the process take its messages before long work goes on. */
  readonly turn: () => Promise<void>;
  readonly parseJinja: ParseJinja;
  readonly openHdf5: OpenHdf5;
}

/** What opening an encrypted archive needs of the runtime. */
export interface ArchiveCrypto {
  /** PBKDF2 with HMAC-SHA-1. */
  pbkdf2Sha1(password: Uint8Array, salt: Uint8Array, iterations: number, bytes: number): Uint8Array;
  /** HMAC-SHA-1; `finish` may be called once. */
  hmacSha1(key: Uint8Array): { update(bytes: Uint8Array): void; finish(): Uint8Array };
  /** Enciphers blocks of 16 bytes, each by itself, with AES of the key's length. */
  aesBlocks(key: Uint8Array): (blocks: Uint8Array) => Uint8Array;
}

/** A running digest. */
export interface Hasher {
  update(bytes: Uint8Array): void;
  /** Lower-case hex. May be called once. */
  finish(): string;
}

/** How compressed bytes are wrapped: raw deflate as in zip members, or zlib (RFC 1950) as joblib writes them. */
export type InflateMethod = 'deflate' | 'zlib';

/**
 * Inflates what `pull` yields. Yields chunks that are valid until the next one is asked for; ends when the compressed stream says so.
 * `consumed()` is then the number of compressed bytes used. Throws `InflateError` for damaged data; what was yielded before stands.
 */
export type Inflate = (method: InflateMethod, pull: () => Promise<Uint8Array | null>) => Inflation;

export interface Inflation extends AsyncIterable<Uint8Array> {
  consumed(): number;
}

/** Compressed data that breaks off or contradicts itself. Every decoder throws it, the engine’s own ones (`codecs/`) too. */
export class InflateError extends Error {}

/** The shape of a Jinja template in the plain form of `templates/plain-form.ts`. Never renders; whatever the parser refuses is an answer. */
export type ParseJinja = (template: string) => JinjaParse;

export type JinjaParse = { readonly nodes: readonly JinjaNode[] } | { readonly failure: string };

/**
 * What a node is, and what its children are:
 * - `string`, `number`, `name`: none; `text` is what stands in the template
 * - `attribute`: the object; `text` is the attribute. `subscript`: object, index. `slice`: start, stop, step, each maybe `none`
 * - `call`: callee, arguments. `keyword`: the value of the argument called `text`. `filter`: operand, arguments; `text` is the filter
 * - `binary`: left, right; `text` is the operator. `minus`: operand
 * - `list`: items of a list or tuple. `dict`: keys and values in turn. `choice`: the values it may have
 * - `output`: what is printed one after the other, by a block that is assigned or a macro that is called
 * - `set`: target, value. `for`: target, iterable, body. `none` and `other`: whatever else is in it
 */
export type JinjaNodeKind =
  | 'string'
  | 'number'
  | 'name'
  | 'attribute'
  | 'subscript'
  | 'slice'
  | 'call'
  | 'keyword'
  | 'filter'
  | 'binary'
  | 'minus'
  | 'list'
  | 'dict'
  | 'choice'
  | 'output'
  | 'set'
  | 'for'
  | 'none'
  | 'other';

/** A node of a parsed template, no deeper than a walk by recursion can bear. */
export interface JinjaNode {
  readonly kind: JinjaNodeKind;
  readonly text: string;
  readonly children: readonly JinjaNode[];
}

/** Opens an HDF5 file. Throws `Hdf5Error` for what is no HDF5 file or is cut short. */
export type OpenHdf5 = (bytes: Hdf5Bytes) => Promise<Hdf5File>;

/** The bytes of an HDF5 file, read at once. What `readNow` throws comes out of whatever call was being made. */
export interface Hdf5Bytes {
  readonly size: number;
  readNow(offset: number, length: number): Uint8Array;
}

/** What a link in a group leads to. */
export type Hdf5Kind = 'group' | 'dataset' | 'type' | 'soft' | 'external' | 'unknown';

/**
 * An HDF5 file as its library reads it, by paths from `/`. Nothing outside the bytes can be reached, whatever the file says. Every method
 * throws `Hdf5Error` for what the library refuses.
 */
export interface Hdf5File {
  /** Names of the links in a group. */
  names(path: string): readonly string[];
  kind(path: string): Hdf5Kind;
  /** Where the object’s header is, counted from the superblock; the same for every hard link to it. */
  address(path: string): number;
  softTarget(path: string): string;
  externalTarget(path: string): { readonly file: string; readonly object: string };
  /** What a dataset holds. */
  dataset(path: string): Hdf5Data;
  /** Numbers and names of the filters of a dataset, in the order in which they are applied when it is written. */
  filters(path: string): readonly { readonly id: number; readonly name: string }[];
  attributeNames(path: string): readonly string[];
  attribute(path: string, name: string): Hdf5Data;
  /** The elements of a dataset, or of an attribute when one is named: one entry each for texts, opaque bytes and sequences, else all in one. */
  values(path: string, attribute: string | null): readonly Uint8Array[];
  close(): void;
}

/** Type and size of a dataset or attribute. */
export interface Hdf5Data {
  readonly kind: 'number' | 'text' | 'opaque' | 'sequence' | 'other';
  /** As NumPy spells it: `<f4`, `|S12`, `text`. */
  readonly dtype: string;
  /** Null for a dataset without a value. */
  readonly shape: readonly number[] | null;
  readonly elements: number;
  readonly elementBytes: number;
  /** Elements are kept elsewhere in the file, and `elementBytes` is the size of a pointer. */
  readonly variable: boolean;
  /** Bytes of one chunk; null where the data are not in chunks. */
  readonly chunkBytes: number | null;
  /** Files and datasets that a virtual dataset is put together from. */
  readonly sources: readonly { readonly file: string; readonly object: string }[];
}

/** What an HDF5 file says that its library refuses. */
export class Hdf5Error extends Error {}

/** A node of a YAML document. Places count UTF-16 code units of the text. Nothing is resolved: every scalar is text. */
export interface YamlNode {
  readonly kind: 'map' | 'sequence' | 'scalar' | 'alias';
  /** The tag with its prefix written out: `tag:yaml.org,2002:python/name:os.system`; empty where none is written. */
  readonly tag: string;
  readonly start: number;
  readonly end: number;
  /** The text of a scalar, the anchor of an alias. */
  readonly text: string;
  /** What an alias stands for; null for one that leads nowhere or into itself. */
  readonly target: YamlNode | null;
  readonly items: readonly YamlNode[];
  readonly entries: readonly { readonly key: YamlNode; readonly value: YamlNode | null }[];
}

export interface YamlOutline {
  /** The documents of the stream; null for an empty one. What could be read is there, problems or not. */
  readonly documents: readonly (YamlNode | null)[];
  readonly problems: readonly { readonly message: string; readonly start: number; readonly end: number }[];
}

/** Reads a YAML stream into nodes. Never throws for what is in the text, never makes an object of a tag, never expands an alias. */
export type ReadYaml = (text: string) => Promise<YamlOutline>;

/** The elements of an XML document, in order; texts are not handed out and not held. Places count UTF-16 code units of all text written so far. */
export interface XmlHandlers {
  readonly open: (name: string, attributes: ReadonlyMap<string, string>, position: number) => void;
  readonly close: (name: string, position: number) => void;
  /** The inside of `<!DOCTYPE …>`, unread: nothing it declares is ever expanded. */
  readonly doctype: (text: string, position: number) => void;
  readonly problem: (message: string, position: number) => void;
}

/** A reader of XML in pieces. Never throws for what is in the text, never fetches, never expands an entity of the document’s own. */
export interface XmlReader {
  write(text: string): void;
  /** No more text: an element that is still open is a problem now. */
  end(): void;
}
