"""How minutes name people."""

TITLE = (
    r"(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Sir|Dame|Lord(?! (?:Mayor|Provost|Lieutenant))|Lady|Baroness|Prof(?:essor)?"
    r"|Rev(?:erend)?|Councillors?|Cllrs?|Alderman|PCSO)\b\.?)"
)
"""A regular expression for the title before a name."""
