"""What PyTorch saves: weights, whole modules, checkpoints, scripts and the old format."""

import io
from collections import OrderedDict
from typing import Dict, List

NEEDS = ("torch",)


def saved(value, **options):
    import torch

    buffer = io.BytesIO()
    torch.save(value, buffer, **options)
    return buffer.getvalue()



def scripts(add, torch):
    """Scripted networks: control flow, texts, recurrent and quantised layers, a file saved along."""
    from torch import nn

    class Branches(nn.Module):
        def __init__(self):
            super().__init__()
            self.lin = nn.Linear(4, 4)
            self.lstm = nn.LSTM(4, 4)
            self.table: Dict[str, int] = {"first": 1, "it's": 2}

        def forward(self, x: torch.Tensor, rounds: int = 3) -> torch.Tensor:
            names: List[str] = []
            for i in range(rounds):
                if i > 1:
                    x = torch.cat([self.lin(x)[:, :3], x[:, :1]], 1)
                names.append("it's round {} of \"{}\"\n".format(i, rounds))
            assert len(names) >= 0, "no rounds"
            y, _ = self.lstm(x.unsqueeze(0))
            scale = self.table["first"]
            while scale < 3:
                scale += 1
            return torch.softmax(y.squeeze(0), dim=-1) * float(scale) + torch.tensor([1.5, 2.5, 1.0, 2.0])

    buffer = io.BytesIO()
    torch.jit.save(torch.jit.script(Branches()), buffer, _extra_files={"notes.txt": "Trained on nothing.\n"})
    add("script-branches.pt", buffer.getvalue(), "A scripted network with branches, loops, texts, an LSTM and a text saved along.")
    small = nn.Sequential(nn.Linear(4, 4), nn.ReLU())
    quantised = torch.quantization.quantize_dynamic(small, {nn.Linear}, dtype=torch.qint8)
    buffer = io.BytesIO()
    torch.jit.save(torch.jit.script(quantised), buffer)
    add("script-quantised.pt", buffer.getvalue(), "A scripted network with a dynamically quantised layer, packed by PyTorch's own class.")
    buffer = torch.jit.script(small)._save_to_buffer_for_lite_interpreter()
    add("mobile.ptl", buffer, "A network with the bytecode that the interpreter for mobiles runs.")
    buffer = io.BytesIO()
    with torch.package.PackageExporter(buffer) as out:
        out.extern("torch.**")
        out.save_pickle("model", "weights.pkl", {"first": torch.arange(6.0).reshape(2, 3), "second": torch.ones(4)})
        out.save_text("extra", "notes.txt", "Trained on nothing.\n")
    add("package.pt", buffer.getvalue(), "A package of torch.package that brings no code along.")
    buffer = io.BytesIO()
    with torch.package.PackageExporter(buffer) as out:
        out.extern("torch.**")
        out.save_source_string("near.numbers", "import torch\n\n\ndef double(x):\n    return torch.mul(x, 2)\n")
        out.save_pickle("model", "weights.pkl", torch.ones(4))
    add("package-code.pt", buffer.getvalue(), "A package that brings Python along, which it imports when it is asked for: a function that only computes.")
    add("protocol-4.pt", saved({"weight": torch.arange(6.0).reshape(2, 3)}, pickle_protocol=4), "A tensor saved with pickle protocol 4, which weights_only does not read.")
    add("legacy-kinds.pt", saved([torch.arange(6.0), {"half": torch.ones(3).half(), "view": torch.arange(10)[2:5]}], _use_new_zipfile_serialization=False), "Tensors of several types and a view in the old format.")


def write(book):
    import torch
    from torch import nn

    torch.manual_seed(0)
    model = nn.Sequential(OrderedDict(first=nn.Linear(4, 8), act=nn.ReLU(), norm=nn.BatchNorm1d(8), last=nn.Linear(8, 2)))

    def add(name, content, about, expect="no-findings"):
        book.add(f"torch/{name}", content, about, ["torch"], expect)

    add("state-dict.pt", saved(model.state_dict()), "Weights of a small network.")
    whole = torch.arange(24, dtype=torch.float32).reshape(4, 6)
    kinds = {
        "whole": whole, "shared": whole[1:3, 2:], "transposed": whole.t(), "half": whole.half(), "bfloat16": whole.bfloat16(),
        "int8": whole.to(torch.int8), "bool": whole > 3, "complex": torch.complex(whole, whole), "long": whole.long(),
        "empty": torch.empty(0), "scalar": torch.tensor(1.5), "grad": torch.ones(2, requires_grad=True), "parameter": nn.Parameter(torch.ones(3)),
    }
    add("kinds.pt", saved(kinds), "Tensors of many element types; views that share one storage, one of them transposed.")
    add("whole-module.pt", saved(model), "A whole module with its class names.")
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    schedule = torch.optim.lr_scheduler.StepLR(optimizer, 5)
    model(torch.ones(3, 4)).sum().backward()
    optimizer.step()
    schedule.step()
    checkpoint = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "schedule": schedule.state_dict(), "epoch": 3, "loss": 0.25}
    add("checkpoint.pt", saved(checkpoint), "A training checkpoint: weights, optimiser, schedule and counters.")
    sparse = {"sparse": torch.eye(3).to_sparse(), "device": torch.device("cpu"), "dtype": torch.float16, "size": torch.Size([1, 2])}
    add("odds.pt", saved(sparse), "A sparse tensor, a device, an element type and a size.")
    add("legacy-model.pt", saved(torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Dropout(0.5)), _use_new_zipfile_serialization=False), "A whole model in the format before PyTorch 1.6: classes stand in persistent ids with their source.")
    add("legacy.pt", saved(model.state_dict(), _use_new_zipfile_serialization=False), "Weights in the format before PyTorch 1.6, which is no zip archive.")
    buffer = io.BytesIO()
    torch.jit.save(torch.jit.trace(model.eval(), torch.ones(3, 4)), buffer)
    add("script.pt", buffer.getvalue(), "A traced network: an archive with code.")
    scripts(add, torch)
