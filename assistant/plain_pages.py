"""Pages without a script, for a browser that may not have ours yet: logging in, and being refused. Pure functions."""

from html import escape

STYLE = """
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { max-width: 44rem; margin: 4rem auto; padding: 0 1rem; }
form { max-width: 22rem; }
label, input, button { display: block; width: 100%; box-sizing: border-box; font: inherit; }
input { margin: .25rem 0 1rem; padding: .5rem; min-height: 2.75rem; }
button { padding: .5rem; min-height: 2.75rem; cursor: pointer; }
.problem { border-inline-start: .25rem solid; padding-inline-start: .75rem; }
pre { overflow-x: auto; padding: .75rem; border: 1px solid; }
th, td { text-align: start; vertical-align: top; padding: .25rem 1rem .25rem 0; }
"""


def plain_page(title: str, body: str) -> str:
    """A whole page; `body` is markup whose every foreign word was escaped."""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)} · OnRecord</title><style>{STYLE}</style></head><body><main>{body}</main></body></html>"
    )


def login_page(*, action: str, then: str, name: str = "", problem: str | None = None) -> str:
    """The form that logs in; `then` is the query of the page that was asked for."""
    told = f'<p class="problem" role="alert">{escape(problem)}</p>' if problem else ""
    return plain_page(
        "Log in",
        f'<h1>OnRecord</h1>{told}<form method="post" action="{escape(action)}">'
        f'<input type="hidden" name="then" value="{escape(then)}">'
        '<label for="name">Name</label>'
        f'<input id="name" name="name" value="{escape(name)}" autocomplete="username" autocapitalize="none" required'
        f"{'' if name else ' autofocus'}>"
        '<label for="password">Password</label>'
        '<input id="password" name="password" type="password" autocomplete="current-password" required'
        f"{' autofocus' if name else ''}>"
        '<button type="submit">Log in</button></form>',
    )


def refusal_page(problem: str, mend: str) -> str:
    """Why a page is not shown."""
    return plain_page("Not shown", f"<h1>OnRecord</h1><p>{escape(problem)}</p><p>{escape(mend)}</p>")


def logout_form(action: str) -> str:
    """The button that logs out, for the page."""
    return (
        f'<form method="post" action="{escape(action)}"><button type="submit" class="or-logout">Log out</button></form>'
    )
