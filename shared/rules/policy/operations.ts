import type { OperationFamily } from '../../domain/fact';
import type { Severity } from '../../domain/finding';
import { COREML_OPERATIONS } from './coreml-operations';
import { ONNX_OPERATIONS } from './onnx-operations';
import { OPENVINO_OPERATIONS } from './openvino-operations';
import { PADDLE_OPERATIONS } from './paddle-operations';
import { TENSORFLOW_OPERATIONS } from './tensorflow-operations';
import { TFLITE_OPERATIONS } from './tflite-operations';
import { TORCHSCRIPT_OPERATIONS } from './torchscript-operations';

/** What an operation that deserves a finding does, as the end of a sentence, and where that is known from. */
export interface OperationRow {
  readonly severity: Severity;
  /** `reads any file of this computer` */
  readonly does: string;
  readonly reference: string;
}

/** How a family’s operations are judged. */
export interface OperationTable {
  /** Operations with an effect outside the model, by name; `domain::name` for those of another operator set. */
  readonly notable: Readonly<Record<string, OperationRow>>;
  /** True for the operations that the family’s own runtime brings and that only compute. Everything else is unknown, and needs native code or a registry. */
  readonly isKnown: (domain: string, name: string) => boolean;
}

/** THE tables by family. A family without a table has no inspector yet. */
const TABLES: Readonly<Partial<Record<OperationFamily, OperationTable>>> = {
  TorchScript: TORCHSCRIPT_OPERATIONS,
  OpenVINO: OPENVINO_OPERATIONS,
  TensorFlow: TENSORFLOW_OPERATIONS,
  ONNX: ONNX_OPERATIONS,
  TFLite: TFLITE_OPERATIONS,
  CoreML: COREML_OPERATIONS,
  Paddle: PADDLE_OPERATIONS,
};

export type OperationJudgement = { readonly class: 'known' } | { readonly class: 'notable'; readonly row: OperationRow } | { readonly class: 'unknown' };

/** THE judgement of an operation: default-deny, like that of a name. */
export function judgeOperation(family: OperationFamily, domain: string, name: string): OperationJudgement {
  const table = TABLES[family];
  const key = domain === '' ? name : `${domain}::${name}`;
  const row = table !== undefined && Object.hasOwn(table.notable, key) ? table.notable[key] : undefined;
  if (row !== undefined) return { class: 'notable', row };
  return table?.isKnown(domain, name) === true ? { class: 'known' } : { class: 'unknown' };
}
