"""How minutes name people."""

TITLE = (
    r"(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Sir|Dame|Lord|Lady|Baroness|Prof(?:essor)?|Rev(?:erend)?"
    r"|Councillors?|Cllrs?|Alderman|PCSO)\b\.?)"
)
"""A regular expression for the title before a name."""
