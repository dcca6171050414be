"""The three faults a user can meet, under the name the upper floors use."""

from models.fault import Conflict, Fault, Refused, Unavailable

__all__ = ["Conflict", "Fault", "Refused", "Unavailable"]
