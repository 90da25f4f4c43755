"""A privacy policy that decides, carries out and proves every handling of information."""
