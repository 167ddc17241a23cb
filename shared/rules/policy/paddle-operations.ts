import type { Severity } from '../../domain/finding';
import type { OperationRow, OperationTable } from './operations';
import { PADDLE_NAMES } from './paddle-names';

const REFERENCE = 'https://github.com/PaddlePaddle/Paddle/blob/develop/SECURITY.md';

const rows = (severity: Severity, does: string, names: string): (readonly [string, OperationRow])[] => names.split(' ').map((name) => [name, { severity, does, reference: REFERENCE }]);

/** Operations of versions before 3 that programs still hold and that only compute. */
const EARLIER: ReadonlySet<string> = new Set(
  'feed fetch elementwise_mul elementwise_max elementwise_min reshape reshape2 transpose transpose2 squeeze squeeze2 unsqueeze unsqueeze2 flatten flatten2 softmax dropout concat split slice reduce_mean reduce_sum reduce_max reduce_min reduce_prod arg_max top_k top_k_v2 sigmoid tanh relu relu6 sqrt square scale sum stack unstack'.split(
    ' ',
  ),
);

/** PaddlePaddle’s operations. */
export const PADDLE_OPERATIONS: OperationTable = {
  notable: Object.fromEntries([
    ...rows('high', 'writes any file of this computer', 'save save_combine sparse_tensor_save'),
    ...rows('medium', 'reads any file of this computer', 'load load_combine sparse_tensor_load read_file'),
    ...rows('medium', 'calls Python code that the loading program has registered', 'py_func py_layer'),
    ...rows('low', 'runs another program that it holds', 'run_program'),
    ...rows('medium', 'opens a connection to another computer', 'listen_and_serv heter_listen_and_serv send recv send_and_recv send_barrier fetch_barrier distributed_lookup_table gen_nccl_id c_gen_nccl_id c_gen_xccl_id gen_bkcl_id c_gen_bkcl_id'),
    ...rows('medium', 'runs a compiled program that is not taken apart', 'tensorrt_engine lite_engine openvino_engine dlnne_engine gcu_engine fusion_group cinn_launch'),
  ]),
  isKnown: (domain, name) => domain === '' && (PADDLE_NAMES.has(name) || EARLIER.has(name)),
};
