"""The one grid everything is laid out on, in device-independent pixels. Text never uses these."""

XS, S, M, L, XL = 4, 8, 12, 16, 24
RADIUS = 8
RADIUS_SMALL = 6
