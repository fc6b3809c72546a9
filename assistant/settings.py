"""Settings: the only reader of the environment."""

import os
from pathlib import Path

from platformdirs import user_data_path
from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant.errors import SettingsError

PREFIX = "ONRECORD_"


class Settings(BaseSettings):
    """Every knob, with its default. Read once, in `cli.py`, and taken apart there."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, env_ignore_empty=True, extra="ignore")

    data: Path = Field(
        default_factory=lambda: user_data_path("onrecord", appauthor=False),
        description="folder of the library",
    )
    model: str | None = Field(
        default=None,
        description="model that writes the answers; without it the best sentences are quoted",
    )
    openai_api_key: SecretStr | None = Field(
        default=None, alias="OPENAI_API_KEY", description="key of the model's server; local servers need none"
    )
    openai_base_url: str | None = Field(
        default=None,
        alias="OPENAI_BASE_URL",
        description="address of an OpenAI-compatible server, e.g. http://localhost:11434/v1",
    )
    hits: int = Field(default=8, ge=1, le=50, description="passages a question is answered from")
    context_tokens: int = Field(
        default=6000, ge=500, le=1_000_000, description="tokens of transcript that go to the model"
    )
    timeout: float = Field(
        default=60.0, gt=0, description="seconds to wait for the model's next piece before giving up"
    )
    history: bool = Field(default=True, description="keeps every answer with what stands behind it; off keeps none")
    cache: bool = Field(
        default=False, description="on gives a model's earlier reply again to the very same request, unasked"
    )
    host: str = Field(default="127.0.0.1", description="address the page listens on")
    port: int = Field(default=7860, ge=0, le=65535, description="port the page listens on; 0 takes a free one")
    auth: Path | None = Field(default=None, description="users file: only who stands in it is let in")
    proxy_secret: SecretStr | None = Field(
        default=None, description="secret that a proxy in front sends as X-OnRecord-Secret with every request"
    )
    open_to_all: bool = Field(
        default=False, description="on listens to other machines without a users file or a proxy's secret"
    )
    root_path: str = Field(default="", description="path under which a proxy shows the page, e.g. /onrecord")
    embedder: str | None = Field(
        default=None,
        description="what searches by meaning: built-in, multilingual, openai:MODEL, or a folder with an ONNX model; "
        "without it the one the library was made with",
    )
    embedder_url: str | None = Field(
        default=None, description="address of the OpenAI-compatible server of openai:MODEL, where it is another"
    )
    chroma_url: str | None = Field(
        default=None, description="a Chroma server for the vector index: http(s)://HOST:PORT, or cloud"
    )
    chroma_token: SecretStr | None = Field(
        default=None, description="sent to it as Authorization: Bearer, for a proxy in front"
    )
    threads: int = Field(
        default_factory=lambda: os.cpu_count() or 1, ge=1, description="threads of the built-in models"
    )


def variables() -> dict[str, str]:
    """Every environment variable that is read, with its description."""
    return {
        field.alias or PREFIX + name.upper(): field.description or "" for name, field in Settings.model_fields.items()
    }


def load_settings() -> Settings:
    """The settings from the environment. Raises SettingsError for a wrong value or an unknown name."""
    known = variables()
    for name in os.environ:
        if name.upper().startswith(PREFIX) and name.upper() not in known:
            raise SettingsError(f"{name} is not a setting of OnRecord.", f"Known: {', '.join(sorted(known))}.")
    try:
        return Settings()
    except ValidationError as error:
        fault = error.errors()[0]
        name = str(fault["loc"][0])
        variable = name if name in known else PREFIX + name.upper()
        raise SettingsError(f"{variable}={fault['input']!r}: {fault['msg']}.", "Correct or unset it.") from error
