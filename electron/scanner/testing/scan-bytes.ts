import { DEFAULT_LIMITS, type Limits } from '../../../shared/domain/limits';
import type { Report } from '../../../shared/domain/report';
import { callDetail } from '../../../shared/rules/call-detail';
import { NODE_PORTS } from '../../adapters/node-ports';
import { type ByteSource, MemorySource } from '../../engine/byte-source';
import { Inspection, type InspectionResult } from '../../engine/inspect';
import { makeReport } from '../scan';

/** Inspects bytes in memory, or any source, as a scan would inspect a file. */
export async function inspectBytes(
  bytes: Uint8Array | ByteSource,
  limits: Limits = DEFAULT_LIMITS,
  fileName = 'test',
): Promise<InspectionResult> {
  const source = bytes instanceof Uint8Array ? new MemorySource(bytes) : bytes;
  return new Inspection({ fileName, ports: NODE_PORTS, limits, callDetail: callDetail(limits), tick: () => {} }).run(
    source,
  );
}

/** The report of bytes in memory; `fileName` is what the extension check sees. */
export async function scanBytes(
  bytes: Uint8Array | ByteSource,
  fileName = 'test',
  limits: Limits = DEFAULT_LIMITS,
): Promise<Report> {
  const result = await inspectBytes(bytes, limits, fileName);
  const sizeBytes = bytes instanceof Uint8Array ? bytes.length : bytes.size;
  return makeReport(result, { fileName, sizeBytes, sha256: null, error: null, durationMs: 0 });
}
