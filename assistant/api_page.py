"""The description of the routes for programs as a page to read, without a script. Pure functions."""

import json
from html import escape
from typing import Any

from assistant.contract import Json
from assistant.plain_pages import plain_page

_EXAMPLES = {"question": "Will the ferry sail?", "text": "The ferry sails on Monday."}


def api_page(described: Json) -> str:
    """An OpenAPI description as a page."""
    parts = described.get("components", {}).get("schemas", {})
    routes = "".join(
        _route(path, method, told, parts)
        for path, methods in described["paths"].items()
        for method, told in methods.items()
    )
    return plain_page(
        "For programs",
        f"<h1>OnRecord for programs</h1><p>{escape(described['info']['description'])} The same as "
        '<a href="openapi.json">openapi.json</a>.</p>'
        "<p>An error is an object with <code>problem</code> and <code>mend</code>. Where users are set, send "
        "<code>Authorization: Bearer TOKEN</code>, or Basic with name and password.</p>" + routes,
    )


def _route(path: str, method: str, told: Json, parts: Json) -> str:
    body = told.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    fields = _body_rows(body, parts) if body else [_parameter_row(one) for one in told.get("parameters", [])]
    statuses = ", ".join(f"{status} {answer['description']}" for status, answer in told["responses"].items())
    return (
        f"<h2>{method.upper()} <code>/api/v1{escape(path)}</code></h2><p>{_words(told['description'])}</p>"
        f"<table><thead><tr><th>field</th><th>is</th></tr></thead><tbody>{''.join(fields)}</tbody></table>"
        f"<pre>{escape(_curl(path, method, _resolved(body, parts)))}</pre><p>Answers: {escape(statuses)}</p>"
    )


def _body_rows(schema: Json, parts: Json, before: str = "") -> list[str]:
    schema = _resolved(schema, parts)
    rows = []
    for name, field in schema.get("properties", {}).items():
        if "$ref" in field:
            rows += _body_rows(field, parts, f"{before}{name}.")
        else:
            rows.append(_row(f"{before}{name}", field, name in schema.get("required", ())))
    return rows


def _resolved(schema: Json | None, parts: Json) -> Json:
    if schema is None:
        return {}
    named: Json = parts[schema["$ref"].rsplit("/", 1)[-1]] if "$ref" in schema else schema
    return named


def _parameter_row(parameter: Json) -> str:
    field = parameter["schema"] | {"description": parameter.get("description", "")}
    return _row(parameter["name"], field, parameter.get("required", False))


def _row(name: str, field: dict[str, Any], is_needed: bool) -> str:
    told = [field.get("description", ""), "needed" if is_needed else ""]
    told += [
        f"{word} {field[key]}"
        for key, word in (("minimum", "from"), ("maximum", "to"), ("default", "else"))
        if field.get(key) not in (None, [])
    ]
    return f"<tr><td><code>{escape(name)}</code></td><td>{escape('; '.join(filter(None, told)))}</td></tr>"


def _curl(path: str, method: str, schema: Json) -> str:
    if method == "get":
        query = "?transcript=ID&exchange=0" if path == "/exchange" else ""
        return f"curl 'http://127.0.0.1:7860/api/v1{path}{query}'"
    needed = next(iter(schema.get("required", ())), None)
    sent = json.dumps({needed: _EXAMPLES.get(needed, "...")} if needed else {})
    stream = "-N " if path.endswith("/stream") else ""
    return f"curl {stream}http://127.0.0.1:7860/api/v1{path} -H 'Content-Type: application/json' -d '{sent}'"


def _words(text: str) -> str:
    """Text whose `names` are set apart."""
    pieces = escape(text).split("`")
    return "".join(f"<code>{piece}</code>" if number % 2 else piece for number, piece in enumerate(pieces))
