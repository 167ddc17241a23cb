"""A handler as model servers want it."""

import json
from pathlib import Path

import numpy as np


class Handler:
    def __init__(self, folder):
        self.labels = json.loads((Path(folder) / "labels.json").read_text())

    def handle(self, rows):
        return [self.labels[int(np.argmax(row))] for row in rows]
