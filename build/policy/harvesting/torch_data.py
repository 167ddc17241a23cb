"""PyTorch: modules, optimisers, schedules, tensors of every type, and what rebuilds them."""

import inspect


def public_classes(package, base):
    """Classes below a package that derive from `base` and are part of its public face."""
    found = {}
    for value in vars(package).values():
        if isinstance(value, type) and issubclass(value, base) and value.__module__.startswith("torch.") and not value.__name__.startswith("_"):
            found[value] = True
    return list(found)


def constructed(kind):
    for arguments in ((), (2,), (2, 2), (4, 2, 2), (2, 2, 1), (2, 2, 2), ((2, 2),), ([],), (2, [2, 4])):
        try:
            yield kind(*arguments)
            return
        except Exception:
            continue


def values():
    import torch
    from torch import nn, optim
    from torch.nn.utils import spectral_norm, weight_norm
    from torch.optim import lr_scheduler

    for kind in public_classes(nn, nn.Module):
        yield kind
        yield from constructed(kind)
    layer = nn.TransformerEncoderLayer(4, 2, 4)
    yield from [layer, nn.TransformerEncoder(layer, 1), nn.Transformer(4, 2, 1, 1, 4), nn.MultiheadAttention(4, 2), nn.LSTM(2, 2), nn.GRU(2, 2)]
    yield from [nn.DataParallel(nn.Linear(1, 1)), nn.ParameterList([nn.Parameter(torch.ones(1))]), nn.ParameterDict({"a": nn.Parameter(torch.ones(1))})]
    yield from [weight_norm(nn.Linear(2, 2)), spectral_norm(nn.Linear(2, 2)), nn.Sequential(nn.Conv2d(1, 1, 1), nn.Flatten()).state_dict()]
    yield from [nn.AdaptiveLogSoftmaxWithLoss(8, 8, [2]), nn.Parameter(torch.ones(2)), nn.Buffer(torch.ones(1)) if hasattr(nn, "Buffer") else None]
    for optimiser in public_classes(optim, optim.Optimizer):
        weights = [nn.Parameter(torch.ones(2))]
        yield optimiser
        try:
            one = optimiser(weights, lr=0.1)
        except Exception:
            continue
        yield from [one, one.state_dict()]
    one = optim.SGD([nn.Parameter(torch.ones(2))], lr=0.1, momentum=0.9)
    for schedule in vars(lr_scheduler).values():
        if isinstance(schedule, type) and schedule.__module__ == lr_scheduler.__name__ and not schedule.__name__.startswith("_"):
            yield schedule
    for arguments in ((lr_scheduler.StepLR, 3), (lr_scheduler.ReduceLROnPlateau,), (lr_scheduler.CosineAnnealingLR, 3), (lr_scheduler.ExponentialLR, 0.9)):
        schedule = arguments[0](one, *arguments[1:])
        yield from [schedule, schedule.state_dict()]
    for name in sorted(vars(torch)):
        value = getattr(torch, name)
        if isinstance(value, (torch.dtype, torch.layout, torch.memory_format, torch.qscheme)):
            yield value
        if isinstance(value, torch.dtype):
            try:
                yield torch.zeros(2, dtype=value)
            except Exception:
                continue
    yield from [torch.Size([1]), torch.device("cpu"), torch.ones(2, requires_grad=True), torch.ones(2, 2).to_sparse(), torch.ones(2, 2).to_sparse_csr()]
    yield from [torch.quantize_per_tensor(torch.ones(2), 1.0, 0, torch.qint8), torch.ones(2, device="meta"), torch.finfo(torch.float32)]
    yield from [torch.Tensor, torch.default_generator, torch.ones(1).storage(), torch.ones(2, dtype=torch.cfloat).conj()]
    for name, value in vars(torch._utils).items():
        if name.startswith("_rebuild") and inspect.isfunction(value):
            yield value
    for name, value in vars(nn.functional).items():
        if name in "relu gelu silu tanh sigmoid softmax log_softmax leaky_relu elu selu celu hardtanh relu6 softplus mish dropout cross_entropy mse_loss nll_loss binary_cross_entropy binary_cross_entropy_with_logits l1_loss smooth_l1_loss pairwise_distance cosine_similarity".split():
            yield value
    yield from [torch.relu, torch.tanh, torch.sigmoid, torch.softmax]


def protocols():
    return (2,)
