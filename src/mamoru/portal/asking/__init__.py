"""Requests of people about their own information, made and followed on pages."""
