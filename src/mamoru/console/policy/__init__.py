"""Officers revise the policy: text and rules, drafts, what they would change, publication."""
