from types import SimpleNamespace

plugin_dirs = SimpleNamespace(value=[])
extractors = SimpleNamespace(value={})
