"""What the public resources of this storey show, in every form: JSON, CSV, XLSX, HXL and OpenAPI.

Owns: one Record for each resource. May import: models, solidarity.web.
"""

from networks.records.places import COUNTRY, MUNICIPALITY
from networks.records.programme import CRITERION, EVENT, NETWORK, PRACTICE

__all__ = ["COUNTRY", "CRITERION", "EVENT", "MUNICIPALITY", "NETWORK", "PRACTICE"]
