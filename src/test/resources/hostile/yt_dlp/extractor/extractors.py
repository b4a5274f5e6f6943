"""As many sites as there are: none."""
