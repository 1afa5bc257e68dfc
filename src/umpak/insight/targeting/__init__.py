"""Runs over a snapshot, the target map and the intervention plan that follow from them."""
