import { type Hdf5Bytes, type Hdf5Data, Hdf5Error, type Hdf5File, type Hdf5Kind, type OpenHdf5 } from '../engine/ports';
import type { H5wasmMetadata, H5wasmModule } from './h5wasm-module';

const NAME = 'artifact.h5';
const NO_MEMORY = 'more memory would be needed than is given';
/** Emscripten’s numbers for "input/output error" and "read-only file system". */
const EIO = 29;
const EROFS = 69;

/** Memory that the library may take: a few bytes of a hostile file can ask for all there is. */
const MEMORY_BYTES = 512 * 1024 * 1024;

const INTEGER = 0;
const FLOAT = 1;
const TEXT = 3;
const OPAQUE = 5;
const COMPOUND = 6;
const ENUM = 8;
const SEQUENCE = 9;
const ARRAY = 10;

/**
 * HDF5 by the HDF Group’s own library, compiled to WebAssembly (h5wasm, the build for browsers). It sees one file, ours, in a file system in
 * memory: external links, virtual datasets and external storage find nothing. The build for Node would open them on this computer. Each file
 * gets an instance of its own, which is dropped with it.
 */
export const openHdf5: OpenHdf5 = async (bytes) => {
  // Loaded when the first HDF5 file is met: four megabytes that most runs never need.
  const { default: createModule } = await import('../../node_modules/h5wasm/dist/esm/hdf5_util.js');
  const module = await bounded(() => createModule({ noInitialRun: true, print: () => {}, printErr: () => {} }));
  // Without it a failed read gives memory of the library that nobody wrote.
  module.activate_throwing_error_handler();
  return H5wasmFile.open(module, bytes);
};

/** What is used of the platform's WebAssembly. */
interface Instantiating {
  instantiate(
    bytes: unknown,
    imports: { readonly env?: { emscripten_resize_heap?: (bytes: number) => number } },
  ): unknown;
}

/**
 * Makes a module whose memory cannot grow beyond the bound: a few bytes of a hostile file can ask for two gigabytes. The factory takes no
 * bound, so what the library calls to grow is replaced on the way to it.
 */
async function bounded(create: () => Promise<H5wasmModule>): Promise<H5wasmModule> {
  const platform = (globalThis as unknown as { readonly WebAssembly: Instantiating }).WebAssembly;
  const { instantiate } = platform;
  const watched: Instantiating['instantiate'] = (bytes, imports) => {
    const { env } = imports;
    const grow = env?.emscripten_resize_heap;
    if (env !== undefined && grow !== undefined)
      env.emscripten_resize_heap = (wanted) => (wanted >>> 0 > MEMORY_BYTES ? 0 : grow(wanted));
    return instantiate.call(platform, bytes, imports);
  };
  platform.instantiate = watched;
  try {
    return await create();
  } finally {
    if (platform.instantiate === watched) platform.instantiate = instantiate;
  }
}

class H5wasmFile implements Hdf5File {
  private readonly module: H5wasmModule;
  private file = 0n;
  /** What reading our bytes threw: it passes through the library as an error number and is thrown again behind it. */
  private failure: { readonly error: unknown } | null = null;

  private constructor(module: H5wasmModule, bytes: Hdf5Bytes) {
    this.module = module;
    this.mount(bytes);
  }

  static open(module: H5wasmModule, bytes: Hdf5Bytes): H5wasmFile {
    const opened = new H5wasmFile(module, bytes);
    opened.file = opened.guard(() => module.open(`/${NAME}`, 0, false, -1, -1));
    return opened;
  }

  names(path: string): readonly string[] {
    return this.guard(() => this.module.get_names(this.file, path, false));
  }

  kind(path: string): Hdf5Kind {
    const { module } = this;
    const type = this.guard(() => module.get_type(this.file, path));
    if (type === module.H5G_GROUP) return 'group';
    if (type === module.H5G_DATASET) return 'dataset';
    if (type === module.H5G_TYPE) return 'type';
    if (type === module.H5G_LINK) return 'soft';
    return type === module.H5G_UDLINK ? 'external' : 'unknown';
  }

  address(path: string): number {
    const reference = Uint8Array.from(this.guard(() => this.module.create_object_reference(this.file, path)));
    if (reference.length < 8) return 0;
    return Number(new DataView(reference.buffer).getBigUint64(0, true));
  }

  softTarget(path: string): string {
    return String(this.guard(() => this.module.get_symbolic_link(this.file, path)));
  }

  externalTarget(path: string): { readonly file: string; readonly object: string } {
    const link = this.guard(() => this.module.get_external_link(this.file, path));
    return { file: link.filename, object: link.obj_path };
  }

  dataset(path: string): Hdf5Data {
    return describe(this.guard(() => this.module.get_dataset_metadata(this.file, path)));
  }

  filters(path: string): readonly { readonly id: number; readonly name: string }[] {
    return this.guard(() => this.module.get_dataset_filters(this.file, path));
  }

  attributeNames(path: string): readonly string[] {
    return this.guard(() => this.module.get_attribute_names(this.file, path));
  }

  attribute(path: string, name: string): Hdf5Data {
    return describe(this.guard(() => this.module.get_attribute_metadata(this.file, path, name)));
  }

  values(path: string, attribute: string | null): readonly Uint8Array[] {
    const { module, file } = this;
    return this.guard(() => {
      const metadata =
        attribute === null
          ? module.get_dataset_metadata(file, path)
          : module.get_attribute_metadata(file, path, attribute);
      if (metadata.shape === null) return [];
      const length = metadata.size * metadata.total_size;
      const pointer = module._malloc(Math.max(1, length));
      if (pointer === 0) throw new Hdf5Error(NO_MEMORY);
      module.HEAPU8.fill(0, pointer, pointer + length);
      if (attribute === null) module.get_dataset_data(file, path, null, null, null, BigInt(pointer));
      else module.get_attribute_data(file, path, attribute, BigInt(pointer));
      // The instance goes with the file, so what was allocated for sequences is not given back one by one.
      const values = elementsOf(module, metadata, pointer, length);
      module._free(pointer);
      return values;
    });
  }

  close(): void {
    // Objects that a damaged file left open keep nothing alive: the instance is dropped.
    try {
      this.module.close_file(this.file);
    } catch {}
  }

  /** Calls the library: its refusals, and its crashes on what it cannot bear, are said as `Hdf5Error`. */
  private guard<T>(call: () => T): T {
    this.failure = null;
    try {
      return call();
    } catch (error) {
      const { failure } = this;
      if (failure !== null) throw (failure as { readonly error: unknown }).error;
      if (error instanceof Hdf5Error) throw error;
      throw new Hdf5Error(reason(error));
    }
  }

  /** Puts the one file that the library sees on our reads. */
  private mount(bytes: Hdf5Bytes): void {
    const { FS } = this.module;
    const node = FS.createFile('/', NAME, {}, true, false);
    const { getattr } = node.node_ops;
    const refuse = () => {
      throw new FS.ErrnoError(EROFS);
    };
    node.contents = new Uint8Array(0);
    node.stream_ops = {
      ...node.stream_ops,
      read: (_stream: unknown, into: Uint8Array, at: number, length: number, position: number): number => {
        const wanted = Math.max(0, Math.min(length, bytes.size - position));
        let filled = 0;
        try {
          while (filled < wanted) {
            const piece = bytes.readNow(position + filled, wanted - filled);
            if (piece.length === 0) break;
            into.set(piece, at + filled);
            filled += piece.length;
          }
        } catch (error) {
          this.failure = { error };
          throw new FS.ErrnoError(EIO);
        }
        return filled;
      },
      llseek: (stream: { readonly position: number }, offset: number, whence: number): number =>
        offset + (whence === 1 ? stream.position : whence === 2 ? bytes.size : 0),
      write: refuse,
      mmap: refuse,
    };
    Object.defineProperty(node, 'usedBytes', { get: () => bytes.size });
    node.node_ops = {
      ...node.node_ops,
      getattr: (which: typeof node) => ({ ...getattr(which), size: bytes.size }),
      setattr: refuse,
    };
  }
}

/** Bytes of the elements that were read to `pointer`: copies. */
function elementsOf(
  { HEAPU8 }: H5wasmModule,
  { type, vlen, size, vlen_type }: H5wasmMetadata,
  pointer: number,
  length: number,
): readonly Uint8Array[] {
  const data = HEAPU8.slice(pointer, pointer + length);
  const view = new DataView(data.buffer);
  const elements: Uint8Array[] = [];
  if (vlen) {
    for (let at = 0; at + 4 <= length; at += 4) elements.push(textAt(HEAPU8, view.getUint32(at, true)));
    return elements;
  }
  if (type === SEQUENCE) {
    // `hvl_t`: a count and a pointer.
    for (let at = 0; at + 8 <= length; at += 8) {
      const start = view.getUint32(at + 4, true);
      elements.push(HEAPU8.slice(start, start + view.getUint32(at, true) * (vlen_type?.size ?? 1)));
    }
    return elements;
  }
  if ((type !== TEXT && type !== OPAQUE) || size === 0) return [data];
  for (let at = 0; at + size <= length; at += size) elements.push(data.subarray(at, at + size));
  return elements;
}

function textAt(memory: Uint8Array, pointer: number): Uint8Array {
  if (pointer === 0) return new Uint8Array(0);
  const end = memory.indexOf(0, pointer);
  return memory.slice(pointer, end < 0 ? pointer : end);
}

function describe(metadata: H5wasmMetadata): Hdf5Data {
  const { type, vlen, shape, chunks, size, total_size, virtual_sources = [] } = metadata;
  const variable = vlen || type === SEQUENCE;
  return {
    kind:
      type === TEXT
        ? 'text'
        : type === OPAQUE
          ? 'opaque'
          : type === SEQUENCE && holdsPlain(metadata.vlen_type)
            ? 'sequence'
            : type === INTEGER || type === FLOAT || type === ENUM
              ? 'number'
              : 'other',
    dtype: dtypeOf(metadata),
    shape,
    elements: shape === null ? 0 : total_size,
    elementBytes: size,
    variable,
    chunkBytes: chunks === null ? null : chunks.reduce((product, length) => product * length, size),
    sources: virtual_sources.map(({ file_name, dset_name }) => ({ file: file_name, object: dset_name })),
  };
}

/** Sequences of numbers and bytes; those of sequences hold pointers. */
function holdsPlain(type: H5wasmMetadata | undefined): boolean {
  return type !== undefined && [INTEGER, FLOAT, OPAQUE].includes(type.type);
}

/** The type as NumPy spells it. */
function dtypeOf(metadata: H5wasmMetadata): string {
  const { type, size, signed, littleEndian, vlen, vlen_type, array_type, compound_type } = metadata;
  const order = size === 1 ? '|' : littleEndian ? '<' : '>';
  switch (type) {
    case INTEGER:
    case ENUM:
      return `${order}${signed ? 'i' : 'u'}${size}`;
    case FLOAT:
      return `${order}f${size}`;
    case TEXT:
      return vlen ? 'text' : `|S${size}`;
    case OPAQUE:
      return `|V${size}`;
    case SEQUENCE:
      return `sequence of ${vlen_type === undefined ? 'elements' : dtypeOf(vlen_type)}`;
    case ARRAY:
      return array_type === undefined ? 'array' : `(${(array_type.shape ?? []).join(', ')})${dtypeOf(array_type)}`;
    case COMPOUND: {
      const members = compound_type?.members ?? [];
      const shown = members.slice(0, 16).map((member) => `${member.name}: ${dtypeOf(member)}`);
      return `{${shown.join(', ')}${members.length > shown.length ? ', …' : ''}}`;
    }
    default:
      return `HDF5 class ${type}`;
  }
}

/** The innermost reason of the library’s error stack, or what broke it. */
function reason(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const reasons = [...text.matchAll(/ in [A-Za-z0-9_]+\(\): ([^\n]+)/g)].map((match) => match[1] as string);
  return (reasons.at(-1) ?? text.split('\n', 1)[0] ?? '').slice(0, 200) || 'the HDF5 library gave up';
}
