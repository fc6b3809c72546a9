"""The description of the routes for programs as a page to read, without a script. Pure functions."""

import json
from collections.abc import Iterable, Iterator
from html import escape
from typing import Any

from assistant.contract import Json
from assistant.plain_pages import plain_page

_KINDS = {
    "string": "text",
    "integer": "number",
    "number": "number",
    "boolean": "true or false",
    "null": "null",
    "date": "day",
    "date-time": "moment",
}
_EXAMPLES = {"question": "Will the ferry sail?", "text": "The ferry sails on Monday."}


def api_page(described: Json) -> str:
    """An OpenAPI description as a page."""
    parts = described.get("components", {}).get("schemas", {})
    routes = "".join(
        _route(path, method, told, parts)
        for path, methods in described["paths"].items()
        for method, told in methods.items()
    )
    given = [_given(told) for methods in described["paths"].values() for told in methods.values()]
    objects = "".join(_object(name, parts[name]) for name in dict.fromkeys(_named(given, parts)))
    return plain_page(
        "For programs",
        f"<h1>OnRecord for programs</h1><p>{escape(described['info']['description'])} The same as "
        '<a href="openapi.json">openapi.json</a>.</p>'
        "<p>An error is an object with <code>problem</code> and <code>mend</code>. Where users are set, send "
        "<code>Authorization: Bearer TOKEN</code>, or Basic with name and password.</p>"
        f"{routes}<h2>What is given</h2><p>More fields may be added; these keep their names and meaning.</p>{objects}",
    )


def _route(path: str, method: str, told: Json, parts: Json) -> str:
    body = told.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    fields = _body_rows(body, parts) if body else [_parameter_row(one) for one in told.get("parameters", [])]
    failures = ", ".join(f"{code} {one['description']}" for code, one in told["responses"].items() if code != "200")
    return (
        f"<h2>{method.upper()} <code>/api/v1{escape(path)}</code></h2><p>{_words(told['description'])}</p>"
        f"{_table(fields)}<pre>{escape(_curl(path, method, _resolved(body, parts)))}</pre>"
        f"<p>Gives {_kind(_given(told))}. Fails with: {escape(failures)}</p>"
    )


def _given(told: Json) -> Json:
    [content] = told["responses"]["200"]["content"].values()
    schema: Json = content["schema"]
    return schema


def _named(schema: object, parts: Json) -> Iterator[str]:
    """The names of all objects in a schema, each before those that are within it."""
    if isinstance(schema, dict) and "$ref" in schema:
        name = _name(schema)
        yield name
        yield from _named(parts[name], parts)
    elif isinstance(schema, dict | list):
        for one in schema.values() if isinstance(schema, dict) else schema:
            yield from _named(one, parts)


def _name(schema: Json) -> str:
    return str(schema["$ref"]).rsplit("/", 1)[-1]


def _object(name: str, schema: Json) -> str:
    rows = (_row(field, told, kind=_kind(told)) for field, told in schema["properties"].items())
    return f'<h3 id="{escape(name)}">{escape(name)}</h3><p>{_words(schema["description"])}</p>{_table(rows)}'


def _kind(schema: Json) -> str:
    """What a value may be: `list of Citation` with a link to it, `exact or altered`, `text or null`."""
    if "$ref" in schema:
        return f'<a href="#{escape(_name(schema))}">{escape(_name(schema))}</a>'
    if "anyOf" in schema:
        return " or ".join(map(_kind, schema["anyOf"]))
    if "enum" in schema:
        return " or ".join(f"<code>{escape(value)}</code>" for value in schema["enum"])
    if "prefixItems" in schema:
        return f"[{', '.join(map(_kind, schema['prefixItems']))}]"
    if schema.get("type") == "array":
        return f"list of {_kind(schema['items'])}"
    return _KINDS.get(str(schema.get("format", schema.get("type"))), "anything")


def _table(rows: Iterable[str]) -> str:
    return f"<table><thead><tr><th>field</th><th>is</th></tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _body_rows(schema: Json, parts: Json, before: str = "") -> list[str]:
    schema = _resolved(schema, parts)
    rows = []
    for name, field in schema.get("properties", {}).items():
        if "$ref" in field:
            rows += _body_rows(field, parts, f"{before}{name}.")
        else:
            rows.append(_row(f"{before}{name}", field, is_needed=name in schema.get("required", ())))
    return rows


def _resolved(schema: Json | None, parts: Json) -> Json:
    if schema is None:
        return {}
    named: Json = parts[_name(schema)] if "$ref" in schema else schema
    return named


def _parameter_row(parameter: Json) -> str:
    field = parameter["schema"] | {"description": parameter.get("description", "")}
    return _row(parameter["name"], field, is_needed=parameter.get("required", False))


def _row(name: str, field: dict[str, Any], *, is_needed: bool = False, kind: str = "") -> str:
    told = [kind, _words(field.get("description", "")), "needed" if is_needed else ""]
    told += [
        f"{word} {escape(str(field[key]))}"
        for key, word in (("minimum", "from"), ("maximum", "to"), ("default", "else"))
        if field.get(key) not in (None, [])
    ]
    return f"<tr><td><code>{escape(name)}</code></td><td>{'; '.join(filter(None, told))}</td></tr>"


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
