"""Model archives of TorchServe, as torch-model-archiver writes them."""

import logging
import sys
import tempfile
import time
from pathlib import Path
from unittest import mock

NEEDS = ("model_archiver",)

DAY = time.struct_time((2024, 2, 29, 12, 0, 0, 3, 60, 0))
HANDLER = """import torch
from ts.torch_handler.base_handler import BaseHandler


class Doubling(BaseHandler):
    def inference(self, data, *args, **kwargs):
        return torch.mul(data, 2)
"""


def archive(**options):
    from model_archiver.manifest_components import manifest
    from model_archiver.model_packaging import generate_model_archive

    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as folder:
        for name, content in options.pop("files", {}).items():
            Path(folder, name).write_bytes(content)
        paths = {key: str(Path(folder, value)) if Path(folder, value).exists() else value for key, value in options.items()}
        line = [part for key, value in paths.items() for part in (f"--{key.replace('_', '-')}", value)]
        line = ["torch-model-archiver", "--model-name", "net", "--version", "1.0", "--export-path", folder, *line]
        clock = mock.Mock()
        clock.now.return_value.strftime.return_value = "29/02/2024 12:00:00"
        with mock.patch("time.localtime", lambda *_: DAY), mock.patch.object(manifest, "datetime", clock), mock.patch.object(sys, "argv", line):
            generate_model_archive()
        return Path(folder, "net.mar").read_bytes()


def write(book):
    corpus = Path(__file__).resolve().parents[3] / "e2e" / "corpus" / "torch"
    script = (corpus / "script-quantised-old.pt").read_bytes()
    weights = (corpus / "state-dict-old.pt").read_bytes()
    libraries = ["model_archiver"]
    names = b'{"0": "no", "1": "yes"}\n'
    served = archive(serialized_file="net.pt", handler="image_classifier", extra_files="index_to_name.json", files={"net.pt": script, "index_to_name.json": names})
    book.add("torchserve/own-handler.mar", served, "A scripted network with a handler that TorchServe brings along, and the names of its classes.", libraries)
    served = archive(serialized_file="net.pt", handler="handler.py", files={"net.pt": weights, "handler.py": HANDLER.encode()})
    book.add("torchserve/carried-handler.mar", served, "Weights with a handler of their own, which only computes.", libraries)
