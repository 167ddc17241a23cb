"""torchvision: its networks as whole modules, and what prepares pictures. Nothing is downloaded: no weights are asked for."""

import inspect
import warnings

from harvesting.breadth import each, within


def values():
    import torch
    import torchvision
    from torchvision import models, ops, transforms

    warnings.simplefilter("ignore")
    for package in (models, models.segmentation, models.detection, getattr(models, "video", None), getattr(models, "quantization", None), getattr(models, "optical_flow", None)):
        for name, build in sorted(vars(package).items() if package else []):
            if inspect.isfunction(build) and name[0] in "abcdefghijklmnopqrstuvwxyz" and build.__module__.startswith("torchvision.models") and not name.startswith(("get_", "list_")):
                yield from network(torch, torchvision, build)
    for module in (transforms, getattr(transforms, "v2", None), ops):
        for name, kind in sorted(vars(module).items() if module else []):
            if isinstance(kind, type) and not name.startswith("_") and kind.__module__.startswith("torchvision."):
                yield from [kind, *next(([one] for one in constructed(kind)), [])]
    yield from each(lambda: transforms.Compose([transforms.Resize(8), transforms.CenterCrop(8), transforms.ToTensor(), transforms.Normalize([0.5], [0.5])]), lambda: transforms.InterpolationMode.BILINEAR)
    yield from each(lambda: models.ResNet18_Weights.DEFAULT, lambda: models.ResNet50_Weights.IMAGENET1K_V2, lambda: models.ResNet18_Weights.DEFAULT.transforms(), lambda: models.detection.FasterRCNN_ResNet50_FPN_Weights.DEFAULT.transforms())
    yield from each(lambda: torchvision.tv_tensors.Image(torch.zeros(1, 2, 2)), lambda: torchvision.tv_tensors.BoundingBoxes(torch.zeros(1, 4), format="XYXY", canvas_size=(2, 2)), lambda: torchvision.tv_tensors.Mask(torch.zeros(1, 2, 2)))
    yield from each(lambda: __import__("torchvision.models.feature_extraction").models._utils.IntermediateLayerGetter(models.resnet18(), {"layer1": "a"}))


def network(torch, torchvision, build):
    """On the device `meta` a network has no numbers; releases before it has one are kept to the smaller networks."""
    heavy = any(word in build.__name__ for word in ("vgg", "alexnet", "resnext", "wide", "152", "101", "vit_", "regnet", "convnext", "_b4", "_b5", "_b6", "_b7", "_l", "_h"))
    options = [{"weights": None, "weights_backbone": None}, {"weights": None}] if hasattr(torchvision.models, "list_models") else [{"pretrained": False, "pretrained_backbone": False}, {"pretrained": False}]
    for chosen in options:
        try:
            with within(60):
                if hasattr(torch, "set_default_device"):
                    with torch.device("meta"):
                        yield light(torch, build(**chosen))
                elif not heavy:
                    yield light(torch, build(**chosen))
            return
        except Exception:
            continue


def light(torch, whole):
    """The network with one number for each of its tensors: its classes are what is looked for."""
    for part in whole.modules():
        for name, value in part._parameters.items():
            part._parameters[name] = value if value is None else torch.nn.Parameter(torch.zeros(1))
        for name, value in part._buffers.items():
            part._buffers[name] = value if value is None else torch.zeros(1)
    return whole


def constructed(kind):
    for arguments in ((), (2,), (0.5,), ([0.5], [0.5]), ((2, 2),), (2, 2), (2, 2, 2), ([4], 4), (lambda one: one,), ([],)):
        try:
            yield kind(*arguments)
            return
        except Exception:
            continue


def protocols():
    return (2,)
