"""`python -m ninefold`: the same as the `ninefold` command."""

from ninefold.cli import entry

if __name__ == "__main__":
    entry()
