"""The API's documentation as a plain page, made from its own OpenAPI document. It needs no script and no other host."""

import json
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.responses import HTMLResponse

from ui.problems import KINDS, OTHERS
from ui.replies import ProblemOut
from ui.showing import page

Schema = dict[str, Any]


def docs_page(app: FastAPI) -> APIRouter:
    """The page at /docs."""
    router = APIRouter(include_in_schema=False)

    @router.api_route("/docs", methods=["GET", "HEAD"])
    def docs() -> HTMLResponse:
        document = app.openapi()
        operations = [
            _operation(path, method, told, document)
            for path, methods in document["paths"].items()
            for method, told in methods.items()
        ]
        problems = sorted({(slug, status, meaning) for _, slug, status, _, meaning in KINDS})
        problems += [(slug, status, meaning) for slug, status, _, meaning in OTHERS]
        return page("docs.html", operations=operations, problems=sorted(problems, key=lambda p: (p[1], p[0])))

    return router


def describe_problems(app: FastAPI) -> None:
    """Makes `app`'s OpenAPI document hold the problem that its answers refer to."""
    made = app.openapi

    def openapi() -> Schema:
        document: Schema = made()
        document["components"]["schemas"].setdefault(
            "ProblemOut", ProblemOut.model_json_schema(ref_template="#/components/schemas/{model}")
        )
        return document

    app.openapi = openapi  # type: ignore[method-assign]  # FastAPI's documented way to extend it


def _operation(path: str, method: str, told: Schema, document: Schema) -> Schema:
    body = _json_schema(told.get("requestBody", {}))
    reply = _json_schema(told["responses"].get("200", {}))
    taken = _resolved(body, document)
    return {
        "id": told["operationId"],
        "method": method.upper(),
        "path": path,
        "what": told.get("description") or told.get("summary", ""),
        "parameters": [
            {"name": p["name"], "type": _type(p["schema"]), "what": p.get("description", "")}
            for p in told.get("parameters", ())
        ],
        "takes": _fields(taken, document),
        "gives": _fields(_resolved(reply, document), document),
        "examples": [json.dumps(example, ensure_ascii=False) for example in taken.get("examples", ())],
        "problems": [status for status in told["responses"] if status != "200"],
    }


def _json_schema(part: Schema) -> Schema:
    schema: Schema = part.get("content", {}).get("application/json", {}).get("schema", {})
    return schema


def _resolved(schema: Schema, document: Schema) -> Schema:
    while "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]]
    return schema


def _fields(schema: Schema, document: Schema, before: str = "") -> list[Schema]:
    """The fields of an object, those of the objects in it after their own, as in "filters.since"."""
    found = []
    required = schema.get("required", ())
    for name, told in schema.get("properties", {}).items():
        what = told.get("description", "")
        found.append({"name": before + name, "type": _type(told), "what": what, "required": name in required})
        for inner in (
            told,
            told.get("items", {}),
            *told.get("anyOf", ()),
            *(o.get("items", {}) for o in told.get("anyOf", ())),
        ):
            if "$ref" in inner:
                found += _fields(_resolved(inner, document), document, f"{before}{name}.")
    return found


def _type(schema: Schema) -> str:
    """A type in a word or two."""
    if "anyOf" in schema:
        return " or ".join(_type(option) for option in schema["anyOf"])
    if schema.get("type") == "array":
        return f"list of {_type(schema.get('items', {}))}"
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[-1].removesuffix("In").removesuffix("Out").lower()
    names = {"string": "text", "integer": "whole number", "null": "null", "boolean": "true or false"}
    return str(schema.get("format") or names.get(schema.get("type", ""), schema.get("type", "any")))
