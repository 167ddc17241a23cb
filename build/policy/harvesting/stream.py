"""The globals that a pickle names, read from its opcodes; nothing is loaded."""

import io
import pickle
import pickletools


def names_in(content):
    """Every (module, name) of GLOBAL and STACK_GLOBAL; the latter by a walk that follows texts and the memo only."""
    found, stack, memo = set(), [], {}
    for opcode, argument, _ in pickletools.genops(content):
        code = opcode.name
        if code in ("GLOBAL", "INST"):
            found.add(tuple(argument.split(" ", 1)))
        elif code == "STACK_GLOBAL":
            module, name = stack[-2:]
            found.add((module, name))
        elif code in ("MEMOIZE", "PUT", "BINPUT", "LONG_BINPUT"):
            memo[len(memo) if code == "MEMOIZE" else argument] = stack[-1] if stack else None
            continue
        elif code in ("GET", "BINGET", "LONG_BINGET"):
            stack.append(memo[argument])
            continue
        elif code in ("PROTO", "FRAME"):
            continue
        # Two pushes before STACK_GLOBAL are texts; what any other opcode leaves is not needed, only that it is no text.
        stack.append(argument if isinstance(argument, str) and "UNICODE" in code else None)
    return found


def pickles_of(value, protocols=(2, 4, 5)):
    """The value pickled; protocols that it cannot be pickled in are left out."""
    for protocol in protocols:
        try:
            yield pickle.dumps(value, protocol)
        except Exception:
            continue


def joblib_streams_of(value):
    """What joblib writes, without the raw elements between the opcodes."""
    try:
        from joblib.numpy_pickle import NumpyArrayWrapper, NumpyPickler
    except ImportError:
        return
    whole = NumpyArrayWrapper.write_array
    NumpyArrayWrapper.write_array = lambda self, array, pickler: None
    try:
        buffer = io.BytesIO()
        NumpyPickler(buffer).dump(value)
        yield buffer.getvalue()
    except Exception:
        pass
    finally:
        NumpyArrayWrapper.write_array = whole


def torch_streams_of(value):
    """`data.pkl` of what torch.save writes."""
    import zipfile

    import torch

    buffer = io.BytesIO()
    try:
        torch.save(value, buffer)
    except Exception:
        return
    with zipfile.ZipFile(buffer) as archive:
        for name in archive.namelist():
            if name.endswith("/data.pkl"):
                yield archive.read(name)
