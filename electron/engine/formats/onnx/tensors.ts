import { leavesFolder } from '../../outside-path';
import type { WireField, WireWalker } from '../../protobuf/walker';
import { DATA_TYPES, elementsOf } from './data-types';

/** Dimensions read of one tensor. */
const DIMENSIONS = 64;
/** Different side files that are listed. */
const SIDE_FILES = 10_000;
const TYPED = ['float_data', 'int32_data', 'int64_data', 'double_data', 'uint64_data', 'string_data'] as const;

interface SideFile {
  readonly location: string;
  readonly firstTensor: string;
  readonly start: number;
  readonly end: number;
  tensors: number;
}

/** Reads `TensorProto`s wherever they stand: bytes held against type and shape, and the side files that hold what is not here. */
export class OnnxTensors {
  count = 0;
  parameters = 0;
  private readonly walker: WireWalker;
  private readonly sideFiles = new Map<string, SideFile>();
  private moreSideFiles = false;

  constructor(walker: WireWalker) {
    this.walker = walker;
  }

  /** One tensor. `counts` is true for weights. */
  async tensor(field: WireField, counts: boolean): Promise<void> {
    const { walker } = this;
    const shape: number[] = [];
    const typed = new Map<string, { count: number; start: number; end: number; parts: number }>();
    const external = new Map<string, string>();
    let type = 0;
    let name = '';
    let raw: WireField | null = null;
    let isExternal = false;
    const values = async (part: WireField) => {
      const known = typed.get(part.schema.name);
      const count = await walker.count(part);
      if (known === undefined) typed.set(part.schema.name, { count, start: part.dataStart, end: part.end, parts: 1 });
      else {
        known.count += count;
        known.parts++;
      }
    };
    const whole = await walker.message('TensorProto', field.dataStart, field.end, {
      dims: async (part) => {
        if (shape.length < DIMENSIONS) shape.push(...(await walker.numbers(part, DIMENSIONS)));
      },
      data_type: (part) => {
        type = part.value;
      },
      name: async (part) => {
        name = await walker.text(part);
      },
      raw_data: (part) => {
        raw = part;
      },
      data_location: (part) => {
        isExternal = part.value === 1;
      },
      external_data: async (part) => {
        const found = await this.entry(part);
        external.set(found.key, found.value);
      },
      ...Object.fromEntries(TYPED.map((fieldName) => [fieldName, values])),
    });
    const row = DATA_TYPES.get(type);
    const elements = elementsOf(shape);
    const label = name === '' ? 'a tensor without a name' : `tensor ${name}`;
    if (counts) {
      this.count++;
      this.parameters += elements ?? 0;
    }
    if (isExternal || external.size > 0) this.sideFile(external, label, field, row?.bits ?? 0, elements);
    if (!whole) return;
    if (row === undefined || elements === null) {
      // Without a type there may still be no data: an attribute's empty tensor.
      if (raw !== null || typed.size > 0 || elements === null)
        walker.broken(`${label} has a type or a shape that cannot be`, field.dataStart, field.end);
      return;
    }
    const array = { name: name === '' ? null : name, dtype: row.name, shape, order: 'C' as const };
    const bytes = Math.ceil((elements * row.bits) / 8);
    const filled = raw as WireField | null;
    if (filled !== null) {
      if (filled.end - filled.dataStart === bytes && row.bits > 0) walker.array(array, filled.dataStart, filled.end);
      else walker.broken(`${label} does not have the bytes that its shape asks for`, filled.dataStart, filled.end);
      return;
    }
    if (isExternal) return;
    const values_ = typed.get(row.field);
    if ((values_?.count ?? 0) !== Math.ceil(elements * row.perElement) || typed.size > (elements === 0 ? 0 : 1)) {
      walker.broken(`${label} does not have the values that its shape asks for`, field.dataStart, field.end);
      return;
    }
    if (values_ !== undefined && values_.parts === 1) walker.array(array, values_.start, values_.end);
  }

  /** Writes one fact per side file. */
  flush(): void {
    const { note } = this.walker.context;
    for (const { location, firstTensor, tensors, start, end } of this.sideFiles.values()) {
      const whose = tensors === 1 ? firstTensor : `${tensors} tensors, the first is ${firstTensor}`;
      note.reference(
        { to: 'file', target: location, leavesFolder: leavesFolder(location), purpose: `external data of ${whose}` },
        start,
        end,
      );
    }
    if (this.moreSideFiles) note.limit('sideFiles', 'more different side files than are listed', 0, 0);
  }

  private sideFile(
    external: ReadonlyMap<string, string>,
    label: string,
    field: WireField,
    bits: number,
    elements: number | null,
  ): void {
    const location = external.get('location') ?? '';
    const known = this.sideFiles.get(location);
    if (known !== undefined) known.tensors++;
    else if (this.sideFiles.size >= SIDE_FILES) this.moreSideFiles = true;
    else
      this.sideFiles.set(location, {
        location,
        firstTensor: label,
        start: field.dataStart,
        end: field.end,
        tensors: 1,
      });
    const length = external.get('length');
    const offset = external.get('offset');
    const isCount = (text: string | undefined) => text === undefined || /^\d{1,15}$/.test(text);
    if (!isCount(length) || !isCount(offset))
      this.walker.broken(`${label}: offset or length of its side file is no number`, field.dataStart, field.end);
    else if (
      length !== undefined &&
      elements !== null &&
      bits > 0 &&
      Number(length) !== Math.ceil((elements * bits) / 8)
    )
      this.walker.broken(
        `${label}: the length in its side file is not what its shape asks for`,
        field.dataStart,
        field.end,
      );
  }

  /** A `StringStringEntryProto`. */
  async entry(field: WireField): Promise<{ readonly key: string; readonly value: string }> {
    const found = { key: '', value: '' };
    await this.walker.message('StringStringEntryProto', field.dataStart, field.end, {
      key: async (part) => {
        found.key = await this.walker.text(part);
      },
      value: async (part) => {
        found.value = await this.walker.text(part);
      },
    });
    return found;
  }
}
