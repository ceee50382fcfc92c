"""The annotated news archive: raw captures in, a Git repository of articles and a browsable site out."""

__version__ = "0.1.0"
