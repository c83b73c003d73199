"""Tests of drafts of answers."""
