"""What the pages for people and officers share: look, sign-in, who may see what, languages."""
