"""Tests of papers, review and publication in the browser's eyes."""
