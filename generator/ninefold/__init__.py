"""Ninefold: a static site generator for libraries of business model canvases."""

__version__ = "0.1.0"
