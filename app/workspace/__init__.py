"""The workspace file: apply and dump."""
