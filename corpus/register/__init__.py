"""The register: meetings, agendas, attendance and decisions, found in the text of papers."""
