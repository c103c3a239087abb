"""The commands of `undeclared`, one module a group, each holding a click object of its module's name."""
