/** What is used of h5wasm’s module (h5wasm/src/hdf5_util_helpers.d.ts). Handles are 64-bit. */
export interface H5wasmModule {
  readonly HEAPU8: Uint8Array;
  readonly H5G_GROUP: number;
  readonly H5G_DATASET: number;
  readonly H5G_LINK: number;
  readonly H5G_UDLINK: number;
  readonly H5G_TYPE: number;
  readonly FS: H5wasmFileSystem;
  _malloc(bytes: number): number;
  _free(pointer: number): void;
  activate_throwing_error_handler(): number;
  open(name: string, mode: number, trackOrder: boolean, low: number, high: number): bigint;
  close_file(file: bigint): number;
  get_names(file: bigint, path: string, recursive: boolean): string[];
  get_type(file: bigint, path: string): number;
  get_symbolic_link(file: bigint, path: string): string;
  get_external_link(file: bigint, path: string): { readonly filename: string; readonly obj_path: string };
  create_object_reference(file: bigint, path: string): ArrayLike<number>;
  get_dataset_metadata(file: bigint, path: string): H5wasmMetadata;
  get_dataset_filters(file: bigint, path: string): { readonly id: number; readonly name: string }[];
  get_attribute_names(file: bigint, path: string): string[];
  get_attribute_metadata(file: bigint, path: string, name: string): H5wasmMetadata;
  get_dataset_data(file: bigint, path: string, count: null, offset: null, strides: null, pointer: bigint): number;
  get_attribute_data(file: bigint, path: string, name: string, pointer: bigint): number;
}

/** Type and size of a dataset or attribute, as h5wasm tells them. */
export interface H5wasmMetadata {
  /** `H5T_class_t`. */
  readonly type: number;
  readonly size: number;
  readonly signed: boolean;
  readonly littleEndian: boolean;
  /** A text of variable length. */
  readonly vlen: boolean;
  readonly shape: number[] | null;
  readonly chunks: number[] | null;
  readonly total_size: number;
  readonly vlen_type?: H5wasmMetadata;
  readonly array_type?: H5wasmMetadata;
  readonly compound_type?: { readonly members: (H5wasmMetadata & { readonly name: string })[] };
  readonly virtual_sources?: { readonly file_name: string; readonly dset_name: string }[];
}

/** Emscripten’s file system in memory, as far as one file in it is put on our own reads. */
export interface H5wasmFileSystem {
  readonly ErrnoError: new (errno: number) => Error;
  createFile(parent: string, name: string, properties: object, canRead: boolean, canWrite: boolean): H5wasmNode;
}

export interface H5wasmNode {
  contents: Uint8Array;
  stream_ops: object;
  node_ops: { getattr(node: H5wasmNode): { size: number }; setattr(): void };
}
