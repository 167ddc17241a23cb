"""
Uses that follow from those that were seen, so that an honest file is not warned of because the harvest had no such object at hand.
Each rule holds for what the class itself is, looked up in the environment and never called:

1. A class that is pickled the ordinary way (no __reduce__, __reduce_ex__, __new__ of its own) may be rebuilt: NEWOBJ then only
   makes an empty object, and runs nothing of the class.
2. A class that may be rebuilt may be given state when it has no __setstate__: BUILD then only fills the object's __dict__ …
3. … and when it has the same __setstate__ as a class that was seen to be given state.
4. A kind of dict or list that may be made may be given items.

That protocols 0 and 1 rebuild by copyreg what later ones rebuild by NEWOBJ needs no rule: both are one letter (stream.py).
"""

import copyreg


def kind_of(value):
    return "class" if isinstance(value, type) else "function" if callable(value) else "value"


def is_ordinary(kind):
    return (
        kind.__new__ is object.__new__
        and kind.__reduce__ is object.__reduce__
        and kind.__reduce_ex__ is object.__reduce_ex__
        and kind not in copyreg.dispatch_table
        and kind is not object
    )


def setstate_of(kind):
    """The function that a class, or one of its bases, has for BUILD; None for the ordinary way."""
    for base in kind.__mro__:
        if "__setstate__" in vars(base):
            return vars(base)["__setstate__"]
    return None


def closed(uses, objects):
    """The letters of each (module, name), with those that follow."""
    classes = {key for key, value in objects.items() if isinstance(value, type)}
    seen = [setstate_of(objects[key]) for key in classes if "b" in uses[key]]
    result = {}
    for key, letters in uses.items():
        more = set(letters)
        if key in classes:
            kind = objects[key]
            if is_ordinary(kind):
                more.add("n")
            own = setstate_of(kind)
            if "n" in more and (own is None or any(own is one for one in seen)):
                more.add("b")
            if more & set("nr") and issubclass(kind, (dict, list)):
                more.add("i")
        result[key] = "".join(letter for letter in "vnrbip" if letter in more) or "v"
    return result
