"""Untrusted documents are read in a separate process with few permissions, which can be killed."""
