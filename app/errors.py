"""The three faults a user can meet, under the name the upper floors use."""

from models.fault import Conflict, Damaged, Fault, OlderSchema, Refused, Unavailable

__all__ = ["Conflict", "Damaged", "Fault", "OlderSchema", "Refused", "Unavailable"]
