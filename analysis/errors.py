"""What can go wrong, as a tree of causes. A gap in a law is a Finding, never one of these.

Each message is one line that says what was wrong, where, and what to do. `analysis.__main__` prints it to standard error and
leaves with `exit_code`: 2 for bad use, 1 for bad input.
"""

from __future__ import annotations


def ended(what: str) -> str:
    """`what` as a sentence: with a full stop, unless it ends in a question ("did you mean “title”?").

    >>> ended("the key is unknown"), ended("did you mean “title”?")
    ('the key is unknown.', 'did you mean “title”?')
    """
    return what if what.endswith("?") else f"{what}."


class HomologaError(Exception):
    """Any fault that Homologa explains to the person who met it."""

    exit_code = 1

    def __init__(self, what: str, *, where: object = "", do: str = "") -> None:
        self.what, self.where, self.do = what, str(where), do
        said = ended(what)
        super().__init__(" ".join(part for part in (f"{self.where}: {said}" if self.where else said, do) if part))


class UsageError(HomologaError):
    """The command's words are off."""

    exit_code = 2


class ManifestError(HomologaError):
    """A `laws.yaml`, concept or standard file that people wrote by hand does not fit its schema."""


class ReadError(HomologaError):
    """A law's file cannot be read."""


class UnsafeFileError(ReadError):
    """A file that would harm whoever reads it: entity bombs, zip bombs, references outside."""


class NoTextError(ReadError):
    """The file holds no text: empty, or a scan without a text layer."""


class UnknownFormatError(ReadError):
    """No reader knows this kind of file."""


class ChecksumError(ReadError):
    """The file is not the one its manifest entry was written for."""
