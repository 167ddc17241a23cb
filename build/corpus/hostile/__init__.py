"""The hostile cases, by what they try. Importing a module adds its cases to `case.CASES`."""
