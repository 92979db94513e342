"""A run as one HTML file that needs nothing else: no scripts, no other files, pictures inside, every string escaped."""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jinja2 import Environment, StrictUndefined

from eval.results import CaseResult
from eval.tables import Table

_PAGE = """<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Evaluation</title>
<style>
body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 75rem; padding: 0 1rem; color: #1b1b1b }
.wide { overflow-x: auto }
table { border-collapse: collapse; margin: 1rem 0; font-size: .9rem }
caption { text-align: left; font-weight: 600; padding: .3rem 0 }
th, td { border-bottom: 1px solid #ccc; padding: .25rem .7rem; text-align: right; vertical-align: top }
th:first-child, td:first-child { text-align: left }
figure { margin: 1rem 0 } img { max-width: 100%; height: auto }
article { border-left: .25rem solid #8a2b2b; padding: .1rem 1rem; margin: 1.2rem 0 }
dt { font-weight: 600 } dd { margin: 0 0 .5rem 0; white-space: pre-line }
</style>
</head>
<body>
<h1>Evaluation</h1>
<dl>{% for name, value in about.items() %}<dt>{{ name }}</dt><dd>{{ value }}</dd>{% endfor %}</dl>
{% for picture in pictures %}
<figure><img alt="{{ picture.what }}" src="data:image/png;base64,{{ picture.encoded }}">
<figcaption>{{ picture.what }}</figcaption></figure>
{% endfor %}
{% for table in tables %}
<div class="wide"><table><caption>{{ table.title }}</caption>
<thead><tr>{% for column in table.columns %}<th scope="col">{{ column }}</th>{% endfor %}</tr></thead>
<tbody>{% for row in table.rows %}
<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}
</tbody></table></div>
{% endfor %}
<h2>The worst misses</h2>
{% for case in worst %}
<article>
<h3>{{ case.id }} ({{ case.kind }}): {{ case.question }}</h3>
<dl>
<dt>Wanted</dt><dd>{{ case.wanted | join("\n") or "that the papers do not say" }}</dd>
<dt>Given</dt><dd>{{ case.answered.text }}</dd>
<dt>Lost at</dt><dd>{{ case.lost_at }}</dd>
</dl>
</article>
{% else %}
<p>None: every case is right.</p>
{% endfor %}
</body>
</html>
"""


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG and what it shows."""

    png: bytes
    what: str

    @property
    def encoded(self) -> str:
        """The picture in base 64."""
        return base64.b64encode(self.png).decode("ascii")


def html_report(
    about: Mapping[str, str], tables: Sequence[Table], worst: Sequence[CaseResult], pictures: Sequence[Picture]
) -> str:
    """The page."""
    template = Environment(autoescape=True, undefined=StrictUndefined).from_string(_PAGE)
    return template.render(about=about, tables=tables, worst=worst, pictures=pictures)
