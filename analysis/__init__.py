"""Homologa reads laws into clauses, says what each clause does, and holds that against what treaties demand."""

__version__ = "0.1.0"
