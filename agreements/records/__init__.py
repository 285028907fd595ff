"""What the API and the sheets show of this storey."""

from agreements.records.agreements import AGREEMENT

__all__ = ["AGREEMENT"]
