"""PyTorch: modules, optimisers, schedules, tensors of every type, quantised layers, distributions, and what rebuilds them."""

import functools
import importlib
import inspect
import os
import pickle
import warnings

from harvesting.breadth import each

# Where releases have their modules: public face first, then the places quantisation has moved through.
PACKAGES = """
    torch.nn torch.nn.qat torch.nn.quantized torch.nn.quantized.dynamic torch.nn.quantizable torch.nn.intrinsic torch.nn.intrinsic.qat torch.nn.intrinsic.quantized torch.nn.quantized.modules
    torch.ao.nn.qat torch.ao.nn.quantized torch.ao.nn.quantized.dynamic torch.ao.nn.quantizable torch.ao.nn.intrinsic torch.ao.nn.intrinsic.qat torch.ao.nn.intrinsic.quantized torch.quantization torch.ao.quantization
    torch.nn.utils.parametrizations torch.nn.utils.parametrize torch.nn.modules.lazy torch.optim.swa_utils torch.distributions.transforms
""".split()
SHAPES = ((), (2,), (2, 2), (4, 2, 2), (2, 2, 1), (2, 2, 2), ((2, 2),), ([],), (2, [2, 4]), ((2,), 1), (1, (2, 2)))
FUNCTIONS = """
    relu gelu silu tanh sigmoid softmax log_softmax leaky_relu elu selu celu hardtanh relu6 softplus softsign mish glu prelu rrelu hardswish hardsigmoid hardshrink softshrink tanhshrink logsigmoid threshold dropout
    cross_entropy mse_loss nll_loss binary_cross_entropy binary_cross_entropy_with_logits l1_loss smooth_l1_loss huber_loss kl_div pairwise_distance cosine_similarity normalize max_pool2d avg_pool2d adaptive_avg_pool2d interpolate
""".split()


def classes(package, base):
    """Classes in a package's face that derive from `base`."""
    found = {}
    for value in list(vars(package).values()):
        if isinstance(value, type) and issubclass(value, base) and value.__module__.startswith("torch.") and not value.__name__.startswith("_"):
            found[value] = True
    return list(found)


def constructed(kind):
    for arguments in SHAPES:
        try:
            yield kind(*arguments)
            return
        except Exception:
            continue


def zipped(torch):
    """Whether torch.save writes an archive unasked, as from 1.6 on."""
    return tuple(int(one) for one in torch.__version__.split(".")[:2]) >= (1, 6)


def survivors(values):
    """Without what ends the interpreter when protocol 0 asks a class of C++ to copy it: each is tried in a process of its own."""
    for value in values:
        child = os.fork()
        if child == 0:
            try:
                pickle.dumps(value, 0)
            except BaseException:
                pass
            os._exit(0)
        if os.waitpid(child, 0)[1] == 0:
            yield value


def values():
    yield from survivors(every())


def every():
    import torch
    from torch import nn

    warnings.simplefilter("ignore")
    if not zipped(torch):
        torch.save = functools.partial(torch.save, _use_new_zipfile_serialization=True)
    for name in PACKAGES:
        try:
            package = importlib.import_module(name)
        except ImportError:
            continue
        for kind in classes(package, nn.Module):
            yield kind
            yield from constructed(kind)
    layer = nn.TransformerEncoderLayer(4, 2, 4)
    yield from each(
        lambda: layer, lambda: nn.TransformerEncoder(layer, 1), lambda: nn.Transformer(4, 2, 1, 1, 4), lambda: nn.MultiheadAttention(4, 2), lambda: nn.LSTM(2, 2), lambda: nn.GRU(2, 2), lambda: nn.DataParallel(nn.Linear(1, 1)),
        lambda: nn.ParameterList([nn.Parameter(torch.ones(1))]), lambda: nn.ParameterDict({"a": nn.Parameter(torch.ones(1))}), lambda: nn.Sequential(nn.Conv2d(1, 1, 1), nn.BatchNorm2d(1)).state_dict(), lambda: nn.AdaptiveLogSoftmaxWithLoss(8, 8, [2]),
        lambda: nn.Parameter(torch.ones(2)), lambda: nn.Buffer(torch.ones(1)), lambda: nn.utils.weight_norm(nn.Linear(2, 2)), lambda: nn.utils.spectral_norm(nn.Linear(2, 2)), lambda: nn.utils.parametrizations.orthogonal(nn.Linear(2, 2)).state_dict(),
        lambda: nn.utils.prune.l1_unstructured(nn.Linear(2, 2), "weight", 0.5), lambda: nn.utils.rnn.pack_sequence([torch.ones(2)]), lambda: torch.optim.swa_utils.AveragedModel(nn.Linear(2, 2)), lambda: nn.utils.prune.random_structured(nn.Linear(2, 2), "weight", 0.5, 0),
    )
    yield from of_training(torch, nn)
    yield from of_tensors(torch)
    yield from of_quantised(torch, nn)
    yield from of_distributions(torch)
    for name, value in list(vars(torch._utils).items()):
        if name.startswith("_rebuild") and inspect.isfunction(value):
            yield value
    yield from [value for name, value in vars(nn.functional).items() if name in FUNCTIONS]
    yield from [getattr(torch, name) for name in "relu tanh sigmoid softmax selu celu prelu exp log abs sin cos sqrt".split()]
    for name, value in sorted(vars(nn.init).items()):
        if inspect.isfunction(value) and name.endswith("_") and not name.startswith("_"):
            yield value


def of_training(torch, nn):
    from torch import optim
    from torch.optim import lr_scheduler

    for optimiser in classes(optim, optim.Optimizer):
        yield optimiser
        for weights in ([nn.Parameter(torch.ones(2))], [nn.Parameter(torch.ones(2, 2))]):
            for one in each(lambda: optimiser(weights, lr=0.1)):
                (weights[0] * weights[0]).sum().backward()
                yield from each(lambda: one, lambda: one.step() or one, lambda: one.state_dict())
    one = optim.SGD([nn.Parameter(torch.ones(2))], lr=0.1, momentum=0.9)
    for schedule in list(vars(lr_scheduler).values()):
        if isinstance(schedule, type) and schedule.__module__ == lr_scheduler.__name__ and not schedule.__name__.startswith("_"):
            yield schedule
            for arguments in ((), (3,), (0.9,), ([3, 4],), (0.1, 0.2), (0.1, 3)):
                yield from each(lambda: schedule(one, *arguments), lambda: schedule(one, *arguments).state_dict())
    yield from each(lambda: torch.cuda.amp.GradScaler(), lambda: torch.cuda.amp.GradScaler().state_dict(), lambda: torch.amp.GradScaler("cpu"), lambda: lr_scheduler.SequentialLR(one, [lr_scheduler.StepLR(one, 3), lr_scheduler.StepLR(one, 3)], [2]), lambda: optim.swa_utils.SWALR(one, 0.1))


def of_tensors(torch):
    kinds = tuple(getattr(torch, name) for name in ("dtype", "layout", "memory_format", "qscheme") if hasattr(torch, name))
    for name in sorted(vars(torch)):
        value = getattr(torch, name)
        if isinstance(value, kinds):
            yield value
        if isinstance(value, torch.dtype):
            yield from each(lambda: torch.zeros(2, dtype=value), lambda: torch.zeros(2, dtype=value).storage())
    yield from each(
        lambda: torch.Size([1]), lambda: torch.device("cpu"), lambda: torch.device("cuda:0"), lambda: torch.ones(2, requires_grad=True), lambda: torch.ones(2, 2).to_sparse(), lambda: torch.ones(2, 2).to_sparse_csr(), lambda: torch.ones(2, 2).to_sparse_csc(), lambda: torch.ones(2, 2).to_sparse_bsr((1, 1)),
        lambda: torch.quantize_per_tensor(torch.ones(2), 1.0, 0, torch.qint8), lambda: torch.quantize_per_tensor(torch.ones(2), 1.0, 0, torch.quint8), lambda: torch.quantize_per_channel(torch.ones(2, 2), torch.ones(2), torch.zeros(2), 0, torch.qint8),
        lambda: torch.ones(2, device="meta"), lambda: torch.finfo(torch.float32), lambda: torch.iinfo(torch.int8), lambda: torch.Tensor, lambda: torch.default_generator, lambda: torch.Generator(), lambda: torch.ones(1).storage(), lambda: torch.ones(1).untyped_storage(),
        lambda: torch.ones(2, dtype=torch.cfloat).conj(), lambda: torch.ones(2, dtype=torch.cfloat).conj().imag, lambda: torch.nested.nested_tensor([torch.ones(1), torch.ones(2)]), lambda: torch.nested.nested_tensor([torch.ones(1), torch.ones(2)], layout=torch.jagged),
        lambda: torch.ones(2).as_subclass(torch.Tensor), lambda: torch.masked.masked_tensor(torch.ones(2), torch.tensor([True, False])), lambda: torch.get_rng_state(), lambda: torch.max(torch.ones(2, 2), 0), lambda: torch.linalg.svd(torch.ones(2, 2)), lambda: torch.Size,
    )


def of_quantised(torch, nn):
    space = getattr(torch, "ao", torch).quantization if hasattr(getattr(torch, "ao", torch), "quantization") else torch.quantization
    small = nn.Sequential(nn.Linear(4, 4), nn.ReLU())

    def static():
        network = nn.Sequential(space.QuantStub(), nn.Conv2d(1, 1, 1), nn.ReLU(), space.DeQuantStub()).eval()
        network.qconfig = space.get_default_qconfig("fbgemm")
        ready = space.prepare(network)
        ready(torch.ones(1, 1, 2, 2))
        return space.convert(ready)

    def prepared():
        network = nn.Sequential(nn.Linear(4, 4), nn.ReLU())
        network.qconfig = space.get_default_qat_qconfig("fbgemm")
        return space.prepare_qat(network.train())

    yield from each(lambda: space.quantize_dynamic(small, {nn.Linear}), lambda: space.quantize_dynamic(nn.LSTM(2, 2), {nn.LSTM}), static, prepared, lambda: static().state_dict(), lambda: space.quantize_dynamic(small, {nn.Linear}).state_dict())
    for kind in [value for name, value in list(vars(space).items()) if isinstance(value, type) and name.endswith(("Observer", "FakeQuantize"))]:
        yield from each(lambda: kind())


def of_distributions(torch):
    one = torch.ones(2)
    for kind in list(vars(torch.distributions).values()):
        if isinstance(kind, type) and kind.__module__.startswith("torch.distributions"):
            yield from each(lambda: kind(one), lambda: kind(one, one), lambda: kind(torch.zeros(2), torch.eye(2)), lambda: kind(torch.distributions.Normal(one, one), 1), lambda: kind(one, one, one))
    yield from each(lambda: torch.distributions.transforms.AffineTransform(0, 1), lambda: torch.distributions.transforms.ExpTransform(), lambda: torch.distributions.transforms.ComposeTransform([torch.distributions.transforms.ExpTransform()]))


def protocols():
    return (2,)
