"""The registers that the law and the policy ask for, as pages and as files."""
