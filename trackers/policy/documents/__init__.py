"""A policy's bytes to a text with blocks, sentences, links, tables and regions, whatever its format."""
