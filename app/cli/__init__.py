"""The `watchbill` command, one module a noun."""
