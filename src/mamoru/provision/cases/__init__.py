"""The six cases of clause 4: asked for with evidence, approved by somebody else."""
