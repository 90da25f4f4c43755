"""Packages: planned, approved, made, sealed for their recipient, delivered, acknowledged, ended."""
