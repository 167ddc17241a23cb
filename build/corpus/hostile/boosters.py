"""Boosters that lie: lengths without bytes, paths in parameters, other files behind the end, magics of two formats."""

import struct

from .case import EVIL, malformed, malicious


def key(text):
    return b'L' + struct.pack('>q', len(text)) + text


def ubj(tail, closing=b'}}'):
    return b'{' + key(b'learner') + b'{' + key(b'objective') + b'{' + key(b'name') + b'S' + key(b'reg:squarederror') + b'}' + tail + closing


GOOD = ubj(key(b'attributes') + b'{}')
malicious('xgboost/pickle-behind.ubj', 'A pickle stands behind the booster.', 'posix.system', GOOD + EVIL)
malformed('xgboost/count.ubj', 'A list that says more numbers than any file has.', ubj(key(b'x') + b'[$d#L' + struct.pack('>q', 1 << 40)))
malformed('xgboost/count-negative.ubj', 'A list with a negative count.', ubj(key(b'x') + b'[$d#L' + struct.pack('>q', -1)))
malformed('xgboost/count-nothing.ubj', 'A list of values that take no bytes, far too many.', ubj(key(b'x') + b'[$Z#L' + struct.pack('>q', 1 << 60)))
malformed('xgboost/deep.ubj', 'Lists in lists.', ubj(key(b'x') + b'[' * 5000))
malformed('xgboost/key.ubj', 'A key as long as the memory.', b'{' + key(b'learner') + b'{L' + struct.pack('>q', 1 << 40) + b'x')
malformed('xgboost/type.ubj', 'A type that UBJSON does not have.', ubj(key(b'x') + b'q'))
malformed('xgboost/cut.ubj', 'A booster that breaks off.', GOOD[:60])
malformed('xgboost/cut.json', 'A booster that breaks off.', b'{"learner":{"attributes":{},"feature_names":[')
malformed('xgboost/deep.json', 'Lists in lists.', b'{"learner":{"x":' + b'[' * 15000)
malformed('xgboost/old-cut.bin', 'The binary layout, which breaks off.', b'binf' + bytes(100))
malformed('xgboost/old-trees.bin', 'The binary layout with more trees than bytes.', b'binf' + bytes(136) + struct.pack('<Q', 16) + b'reg:squarederror' + struct.pack('<Q', 6) + b'gbtree' + struct.pack('<i', 2**31 - 1) + bytes(156 + 300))

HEAD = 'tree\nversion=v4\nnum_class=1\nnum_tree_per_iteration=1\nlabel_index=0\nmax_feature_idx=1\nobjective=regression\nfeature_names=a b\nfeature_infos=none none\ntree_sizes=\n\nend of trees\n\nfeature_importances:\n\nparameters:\n{}\nend of parameters\n\npandas_categorical:null\n'
malicious('lightgbm/paths.txt', 'Parameters that name files outside the folder.', '', HEAD.format('[forcedsplits_filename: /etc/passwd]\n[output_model: ../../model.txt]').encode(), 'suspicious')
malformed('lightgbm/line.txt', 'A line that LightGBM does not write.', HEAD.format('[seed: 1]\nimport os').encode())
malformed('lightgbm/cut.txt', 'A model that breaks off.', HEAD.encode()[:200])

CORE = b'CBM1' + struct.pack('<I', 16) + struct.pack('<I', 4) + bytes(12)
malformed('catboost/root.cbm', 'A core whose root leads into itself.', CORE)
malformed('catboost/size.cbm', 'A core longer than the file.', b'CBM1' + struct.pack('<IQ', 0xFFFFFFFF, 1 << 60) + bytes(40))
malformed('catboost/cut.cbm', 'A model that breaks off.', b'CBM1\x10')
# CBM1 as opcodes: SHORT_BINBYTES of 66 bytes, then POP and the payload.
malicious('catboost/pickle.cbm', 'The magic of CatBoost is the beginning of a pickle, too.', 'posix.system', b'CBM1' + bytes(64) + b'0' + EVIL)
