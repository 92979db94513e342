"""Whether the server can answer yet, and if not, why not."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Readiness:
    """`waiting_for` are the parts that still load, `failed` says what could not be loaded."""

    waiting_for: set[str] = field(default_factory=set)
    failed: str | None = None

    @property
    def why_not(self) -> str | None:
        """Why the server is not ready; None when it is."""
        if self.failed:
            return self.failed
        return f"still loading: {', '.join(sorted(self.waiting_for))}" if self.waiting_for else None
