"""What PyTorch 2 and torchvision save: archives with an id, whole networks, quantised and sparse tensors, schedules."""

import io
import warnings
from importlib import util

NEEDS = ("torch",)


def saved(value, **options):
    import torch

    buffer = io.BytesIO()
    torch.save(value, buffer, **options)
    return buffer.getvalue()


def cases():
    import torch
    from torch import nn

    torch.manual_seed(0)
    model = nn.Sequential(nn.Conv2d(1, 2, 3), nn.BatchNorm2d(2), nn.GELU(), nn.Flatten(), nn.LazyLinear(3))
    model(torch.ones(1, 1, 4, 4))
    yield "weights", "weights of a small network", model.state_dict()
    yield "network", "a whole network", model
    yield "transformer", "a whole encoder with attention", nn.TransformerEncoderLayer(4, 2, 8)
    optimiser = torch.optim.AdamW(model.parameters(), lr=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 0.1, total_steps=10)
    model(torch.ones(2, 1, 4, 4)).sum().backward()
    optimiser.step()
    yield "checkpoint", "a checkpoint: weights, optimiser, schedule, state of the random numbers", {"model": model.state_dict(), "optimizer": optimiser.state_dict(), "schedule": schedule.state_dict(), "rng": torch.get_rng_state(), "epoch": 3}
    yield "optimiser", "an optimiser as an object", torch.optim.SGD([nn.Parameter(torch.ones(2))], lr=0.1, momentum=0.9)
    newer = ("float8_e4m3fn", "uint16") if hasattr(torch, "uint16") else ()
    kinds = {name: torch.ones(2, 2).to(getattr(torch, name)) for name in ("float16", "bfloat16", "complex64", "int8", "bool", *newer)}
    yield "kinds", "tensors of the newer element types", kinds
    yield "sparse", "sparse tensors in two layouts", [torch.eye(3).to_sparse(), torch.eye(3).to_sparse_csr()] if hasattr(torch.eye(1), "to_sparse_csr") else [torch.eye(3).to_sparse()]
    yield "quantised", "quantised tensors", [torch.quantize_per_tensor(torch.ones(2), 0.5, 0, torch.qint8), torch.quantize_per_channel(torch.ones(2, 2), torch.ones(2), torch.zeros(2), 0, torch.quint8)]
    yield "odds", "a size, a device, an element type, a parameter", {"size": torch.Size([1, 2]), "device": torch.device("cpu"), "dtype": torch.bfloat16, "parameter": nn.Parameter(torch.ones(2))}
    if util.find_spec("torchvision"):
        yield from of_torchvision(torch)


def of_torchvision(torch):
    from torchvision import models, transforms

    yield "vision-transforms", "what prepares pictures", transforms.Compose([transforms.Resize(8), transforms.CenterCrop(8), transforms.ToTensor(), transforms.Normalize([0.5], [0.5])])
    yield "vision-block", "a block of a residual network", models.resnet.BasicBlock(2, 2)
    if hasattr(torch, "set_default_device"):
        with torch.device("meta"):
            yield "vision-meta", "a residual network without its numbers", models.resnet18()


def write(book):
    warnings.simplefilter("ignore")
    for name, about, value in cases():
        libraries = ["torchvision", "torch"] if name.startswith("vision") else ["torch"]
        book.add(f"torch/two-{name}.pt", saved(value), f"By torch.save: {about}.", libraries)
    import torch

    model = torch.nn.Linear(2, 2)
    if torch.__version__[0] == "2":
        book.add("torch/two-old-form.pt", saved(model.state_dict(), _use_new_zipfile_serialization=False), "Weights by torch.save in the format before 1.6, by PyTorch 2.", ["torch"])
