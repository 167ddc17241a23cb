"""Tar archives as Python writes them, in each of its three dialects, and PyTorch's first format, put together by hand."""

import io
import pickle
import struct
import tarfile

NEEDS = ()


def tar(members, **options):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", **options) as out:
        for name, content, kind, link in members:
            info = tarfile.TarInfo(name)
            info.size, info.type, info.linkname, info.mtime = len(content), kind, link, 1_700_000_000
            out.addfile(info, io.BytesIO(content))
    return buffer.getvalue()


def files(*pairs):
    return [(name, content, tarfile.REGTYPE, "") for name, content in pairs]


def torch_tar():
    """What torch.save of version 0.1 wrote (torch/serialization.py, legacy_load), opcode by opcode where classes are named."""
    from assemble import BINPERSID, EMPTY_LIST, STOP, dict_of, global_, integer, long_text, proto, tuple_of

    number = lambda value: proto(2) + integer(value) + STOP
    weight = struct.pack("<6f", 0.5, -1, 2, 0.25, 4, -8)
    bias = struct.pack("<2d", 0.125, 3)
    storages = number(2)
    for key, name, count, raw in ((1, "FloatStorage", 6, weight), (2, "DoubleStorage", 2, bias)):
        storages += proto(2) + tuple_of(integer(key), long_text("cpu"), global_("torch", name)) + STOP + struct.pack("<q", count) + raw
    storages += proto(2) + EMPTY_LIST + STOP
    tensors = number(2)
    for key, storage, name, sizes, strides in ((3, 1, "FloatTensor", (2, 3), (3, 1)), (4, 2, "DoubleTensor", (2,), (1,))):
        tensors += proto(2) + tuple_of(integer(key), integer(storage), global_("torch", name)) + STOP
        tensors += struct.pack("<ii", len(sizes), 0) + struct.pack(f"<{2 * len(sizes)}q", *sizes, *strides) + struct.pack("<q", 0)
    state = proto(2) + dict_of((long_text("weight"), long_text("3") + BINPERSID), (long_text("bias"), long_text("4") + BINPERSID)) + STOP
    system = pickle.dumps({"protocol_version": 1000, "little_endian": True, "type_sizes": {"short": 2, "int": 4, "long": 4}}, 2)
    return tar(files(("sys_info", system), ("pickle", state), ("tensors", tensors), ("storages", storages)), format=tarfile.PAX_FORMAT)


def write(book):
    weights = pickle.dumps({"weights": [0.25, 0.5, 0.75] * 40, "bias": 0.1}, 4)
    labels = pickle.dumps(["setosa", "versicolor", "virginica"] * 30, 2)
    plain = [
        ("model", b"", tarfile.DIRTYPE, ""),
        *files(("model/weights.pkl", weights), ("model/labels.pkl", labels)),
        ("model/latest.pkl", b"", tarfile.SYMTYPE, "weights.pkl"),
        ("model/same.pkl", b"", tarfile.LNKTYPE, "model/labels.pkl"),
    ]
    long = files(("deep/" * 18 + "weights.pkl", weights))
    longer = files(("deep/" * 60 + "weights.pkl", weights), ("gr\u00fc\u00dfe.pkl", labels))
    book.add("tar/ustar.tar", tar(plain + long, format=tarfile.USTAR_FORMAT), "Pickles, a folder and links in the ustar dialect, one name split over the prefix.")
    book.add("tar/gnu.tar", tar(plain + longer, format=tarfile.GNU_FORMAT), "The same in GNU's dialect, with names longer than a header.")
    book.add("tar/pax.tar", tar(plain + longer, format=tarfile.PAX_FORMAT, pax_headers={"comment": "weights of nothing"}), "The same with pax records, global and of one member.")
    book.add("tar/tar-in-tar.tar", tar(files(("inner.tar", tar(plain, format=tarfile.GNU_FORMAT))), format=tarfile.GNU_FORMAT), "A tar archive in a tar archive.")
    book.add("torch-tar/weights.pt", torch_tar(), "Weights in PyTorch's tar form of version 0.1, put together by hand after its loader.")
