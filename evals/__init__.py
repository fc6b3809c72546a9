"""Measuring: how well transcripts are read, found and answered from."""
