"""Files that are nothing at all."""

import random

from .case import malformed

for extension in ('pickle/nothing.pkl', 'joblib/nothing.joblib', 'torch/nothing.pt', 'zip/nothing.zip'):
    malformed(extension, 'An empty file.', b'')
for seed, path in enumerate(('pickle/random.pkl', 'pickle/random-2.pkl', 'joblib/random.joblib', 'torch/random.pt')):
    malformed(path, f'Random bytes, seed {seed}.', random.Random(seed).randbytes(4096))
malformed('pickle/text.pkl', 'Plain text.', b'These are the weights you asked for. They are plain text.\n' * 20)
malformed('pickle/html.pkl', 'The page of a download that failed.', b'<!DOCTYPE html>\n<html><head><title>404</title></head></html>\n')
malformed('pickle/zeros.pkl', 'Zero bytes.', bytes(8192))
malformed('joblib/zeros.joblib', 'Zero bytes.', bytes(8192))
malformed('torch/zeros.pt', 'Zero bytes.', bytes(8192))
