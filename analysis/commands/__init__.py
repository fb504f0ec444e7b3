"""The commands of the terminal, each a function whose options are its parameters and whose docstring is its help."""
