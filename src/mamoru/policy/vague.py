"""Words that leave open who or what is meant, where the law asks for each by its name.

Rule 22-2-29 of the Telecommunications Business Act asks so of external transmissions, guidelines
3-6-3(3) of the range of joint users.
"""

import re

VAGUE = re.compile(
    r"[^平均同対]等(?!級|しい|分)|など|その他|\betc\b|\band (?:so on|others)\b|\bvarious\b"
)
