"""NeMo archives: a tar of a configuration and a PyTorch checkpoint. NeMo itself is not installed; the tar is put together as its save_to does."""

import io
import tarfile

NEEDS = ("torch",)

CONFIGURATION = b"""target: nemo.collections.asr.models.EncDecCTCModel
sample_rate: 16000
encoder:
  _target_: nemo.collections.asr.modules.ConvASREncoder
  feat_in: 64
optim:
  name: adamw
  lr: 0.001
nemo_version: 2.0.0
"""


def write(book):
    import torch

    torch.manual_seed(0)
    weights = io.BytesIO()
    torch.save({"encoder.weight": torch.arange(12, dtype=torch.float32).reshape(3, 4)}, weights)
    for name, mode in (("model", "w"), ("model-gz", "w:gz")):
        buffer = io.BytesIO()
        options = {} if mode == "w" else {"compresslevel": 6}
        with tarfile.open(fileobj=buffer, mode=mode, format=tarfile.PAX_FORMAT, **options) as tar:
            for member, content in (("./model_config.yaml", CONFIGURATION), ("./model_weights.ckpt", weights.getvalue())):
                info = tarfile.TarInfo(member)
                info.size = len(content)
                tar.addfile(info, io.BytesIO(content))
        content = bytearray(buffer.getvalue())
        if mode == "w:gz":
            content[4:8] = bytes(4)  # gzip keeps the time of writing
        book.add(f"nemo/{name}.nemo", bytes(content), "A NeMo archive: configuration and weights in a tar.", ["torch"])
