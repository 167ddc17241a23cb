"""What the sections of many libraries share: finding the classes of a package, making one of each, and fitting it."""

import contextlib
import importlib
import inspect
import io
import pkgutil
import signal
import warnings

from harvesting.sklearn_data import fitted, made

# Parts of packages that are no models: they need a network, a screen or another program, or they are tests.
NO_MODELS = "tests test testing conftest plotting datasets _datasets examples benchmarks cli __main__ setup utils_tests parallel dask spark deprecated".split()


@contextlib.contextmanager
def within(seconds):
    """Ends what computes longer: some models do not finish on data that is none of theirs. Waiting for the processor does not count."""

    def over(*_):
        raise TimeoutError

    before = signal.signal(signal.SIGPROF, over)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def tried(make, seconds=20):
    """What `make` returns, or nothing when this release has no such thing or no such arguments."""
    try:
        with within(seconds), contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            yield make()
    except (Exception, SystemExit):
        return


def each(*makes):
    for make in makes:
        yield from tried(make)


def whole(name, section):
    """What a section yields until it ends or breaks; a library that does not work in an environment is said, and the others go on."""
    try:
        yield from section
    except Exception as error:
        print(f"{name}: broken off: {type(error).__name__}: {str(error)[:100]}")


def modules_of(package, skipped=()):
    """The modules of a package that can be imported here."""
    try:
        root = importlib.import_module(package)
    except Exception:
        return
    yield root
    for found in pkgutil.walk_packages(getattr(root, "__path__", []), f"{package}.", onerror=lambda _: None):
        parts = found.name.split(".")
        if any(part in NO_MODELS or part in skipped for part in parts[1:]):
            continue
        try:
            with within(30), contextlib.redirect_stdout(io.StringIO()):
                yield importlib.import_module(found.name)
        except (Exception, SystemExit):
            continue


def classes_of(package, skipped=(), base=object):
    """Public classes that a package defines itself, in the order of their names."""
    found = {}
    for module in modules_of(package, skipped):
        for value in list(vars(module).values()):
            if isinstance(value, type) and issubclass(value, base) and value.__module__.split(".")[0] == package.split(".")[0] and not value.__name__.startswith("_"):
                found[value.__module__, value.__qualname__] = value
    return [value for _, value in sorted(found.items(), key=lambda pair: pair[0])]


def fitted_classes(package, skipped=(), seconds=8):
    """Every estimator of a package that looks like scikit-learn: as a class, made, and fitted where guessing leads to a fit."""
    warnings.simplefilter("ignore")
    for kind in classes_of(package, skipped):
        if not hasattr(kind, "fit") or inspect.isabstract(kind):
            continue
        yield from tried_fits(kind, seconds)


def tried_fits(kind, seconds=8):
    silent = io.StringIO()
    with contextlib.redirect_stdout(silent), contextlib.redirect_stderr(silent):
        try:
            instances = list(made(kind))
        except (Exception, SystemExit):
            return
    for one in instances:
        yield one
        try:
            with within(seconds), contextlib.redirect_stdout(silent), contextlib.redirect_stderr(silent):
                done = fitted(one)
        except (Exception, SystemExit):
            continue
        if done is not None:
            yield done
