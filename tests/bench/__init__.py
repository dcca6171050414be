"""Benchmarks: how fast Watchbill is, beside a yardstick measured in the same run."""
