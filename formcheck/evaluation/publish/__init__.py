"""Telling people: the terminal, a page, a document with charts."""
