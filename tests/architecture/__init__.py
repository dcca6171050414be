"""The house rules, checked: layers, shape, tools, locks, and the Qt that we stand on."""
