"""Settings, addresses and entry points: the topmost layer, imported by nobody."""
