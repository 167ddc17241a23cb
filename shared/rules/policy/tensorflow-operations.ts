import type { Severity } from '../../domain/finding';
import type { OperationRow, OperationTable } from './operations';
import { TENSORFLOW_NAMES } from './tensorflow-names';

const REFERENCE = 'https://github.com/tensorflow/tensorflow/blob/master/SECURITY.md';

const rows = (severity: Severity, does: string, names: string): (readonly [string, OperationRow])[] => names.split(' ').map((name) => [name, { severity, does, reference: REFERENCE }]);

/**
 * TensorFlow’s operations. Checkpointing is in every honest SavedModel and is a note; the paths that reach it are references of their own. The rest that
 * reaches files, the network, Python or native code is a finding wherever it stands.
 */
export const TENSORFLOW_OPERATIONS: OperationTable = {
  notable: Object.fromEntries([
    ...rows('info', 'writes a checkpoint to a path that it is given', 'SaveV2 Save SaveSlices'),
    ...rows('info', 'reads a checkpoint from a path that it is given', 'RestoreV2 Restore RestoreSlice'),
    ...rows('info', 'joins the parts of a checkpoint and deletes them', 'MergeV2Checkpoints'),
    ...rows('info', 'reads a table from a text file', 'InitializeTableFromTextFile InitializeTableFromTextFileV2'),
    ...rows('low', 'may keep its results in a file', 'CacheDataset CacheDatasetV2'),
    ...rows('low', 'may read the description of a message from a file', 'DecodeProtoV2 EncodeProto'),
    ...rows('high', 'writes any file of this computer', 'WriteFile'),
    ...rows('medium', 'reads any file of this computer', 'ReadFile ImmutableConst LoadAndRemapMatrix RecordInput DTensorRestoreV2'),
    ...rows('medium', 'lists files of this computer', 'MatchingFiles MatchingFilesDataset ExperimentalMatchingFilesDataset'),
    ...rows(
      'medium',
      'reads files of this computer',
      'WholeFileReader WholeFileReaderV2 TextLineReader TextLineReaderV2 FixedLengthRecordReader FixedLengthRecordReaderV2 TFRecordReader TFRecordReaderV2 LMDBReader ' +
        'TextLineDataset TFRecordDataset TFRecordDatasetV2 FixedLengthRecordDataset FixedLengthRecordDatasetV2 CSVDataset CSVDatasetV2 ExperimentalCSVDataset LMDBDataset ExperimentalLMDBDataset ' +
        'LoadDataset ListSnapshotChunksDataset SnapshotChunkDataset SnapshotDatasetReader SnapshotNestedDatasetReader',
    ),
    ...rows('medium', 'writes files of this computer', 'SaveDataset SaveDatasetV2 SnapshotDataset SnapshotDatasetV2 DistributedSave CreateSummaryFileWriter CreateSummaryDbWriter DatasetToTFRecord ExperimentalDatasetToTFRecord'),
    ...rows('medium', 'opens a database and runs a query in it', 'SqlDataset ExperimentalSqlDataset'),
    ...rows('medium', 'calls Python code that the loading program has registered', 'PyFunc PyFuncStateless EagerPyFunc'),
    ...rows('medium', 'copies values to a file or an address for debugging', 'DebugIdentity DebugIdentityV2 DebugIdentityV3 DebugNanCount DebugNumericSummary DebugNumericSummaryV2'),
    ...rows('medium', 'opens a connection to another computer', 'DataServiceDataset DataServiceDatasetV2 DataServiceDatasetV3 DataServiceDatasetV4 RegisterDataset RegisterDatasetV2 RpcClient RpcCall RpcServer RpcServerStart RpcServerRegister Rpc TryRpc BigQueryReader GenerateBigQueryReaderPartitions'),
    ...rows('medium', 'changes how files of other systems are opened', 'FileSystemSetConfiguration'),
    ...rows('medium', 'calls native code by name', 'XlaCustomCall XlaCustomCallV2'),
    ...rows('low', 'runs a compiled program that is not taken apart', 'XlaCallModule'),
    ...rows('medium', 'runs a compiled engine that is not taken apart', 'TRTEngineOp'),
    ...rows('medium', 'ends the program', 'Abort'),
  ]),
  isKnown: (domain, name) => domain === '' && TENSORFLOW_NAMES.has(name),
};
