// Not a module, on purpose: importing `electron` from a pure room is then error TS2306.
