"""Transcripts kept and searched; knows nothing of questions, models or browsers."""
