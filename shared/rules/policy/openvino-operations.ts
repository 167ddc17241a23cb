import type { OperationTable } from './operations';

/**
 * OpenVINO names the operator set of every layer. Those that it brings only compute; anything else, such as `extension`, is implemented by
 * a native library that the program must load. Layers of versions before 10 had no set.
 */
export const OPENVINO_OPERATIONS: OperationTable = {
  notable: {},
  isKnown: (domain, name) => /^[A-Za-z]\w*$/.test(name) && (/^opset(?:[1-9]|1\d)$/.test(domain) || (domain === 'legacy' && name !== 'Custom')),
};
