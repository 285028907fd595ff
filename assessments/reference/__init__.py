"""Reference data of every storey, loaded in one transaction: `load_everything()`."""

from assessments.reference.load import load_everything

__all__ = ["load_everything"]
