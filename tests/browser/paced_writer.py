"""A writer that follows a script, at the pace that the question asks for."""

import re
import time
from collections.abc import Iterator

from assistant.errors import ModelError
from assistant.types import Prompt, Usage

PIECE_SECONDS = 0.02
SLOW_PIECE_SECONDS = 0.1
HOSTILE = "<img src=x onerror=window.hacked=1> ${window.hacked=2} {{value}} &lt;b&gt;"

# What the writer replies to a question with this word in it; `[words]` becomes the marker of the sentence with them.
SCRIPT = {
    "both": (
        "ANSWERED\n"
        "[will not sign] Ana Vell said Norlandia will not sign the fishing treaty this year.\n"
        "[grew by 2.3] Trade with Sudland grew by 2.3 percent.\n"
    ),
    "treaty": (
        "ANSWERED\n"
        "[will not sign] Ana Vell said Norlandia will not sign the fishing treaty this year.\n"
        "[text is not ready] The text is not ready, and the partners have been told so.\n"
        "[stays open all winter] The harbour stays open all winter.\n"
    ),
    "hostile": f"ANSWERED\n[will not sign] Norlandia will not sign the treaty. {HOSTILE}\n",
    "doubtful": "PARTLY\n[grew by 2.3] Trade with Sudland grew by 9.7 percent.\n",
    "envoy": "DECLINED\n[refer you to the foreign office] On the envoy, Ana Vell referred to the foreign office.\n",
    "ferry": "ANSWERED\n[sails all winter] The ferry sails all winter.\n[was doubled] Its crew was doubled.\n",
    "المعاهدة": "ANSWERED\n[لن نوقع] لن توقع نورلانديا على المعاهدة هذا العام.\n",
    "weather": "NOT_IN_TRANSCRIPTS\n",
}


class PacedWriter:
    """Replies by the script, word by word; "slow" in a question slows it down, "fail" breaks it off."""

    name = "scripted"
    budget = 100_000

    def write(self, prompt: Prompt) -> Iterator[str | Usage]:
        """The scripted reply to the first word of the script that the question holds."""
        asked = prompt.question.asked.lower()
        reply = next((reply for word, reply in SCRIPT.items() if word in asked), SCRIPT["weather"])
        for piece in _with_markers(reply, prompt).split(" "):
            time.sleep(SLOW_PIECE_SECONDS if "slow" in asked else PIECE_SECONDS)
            if "fail" in asked and "]" in piece:
                raise ModelError(
                    "The model's server broke off.", "Check that it is running, then ask again.", can_retry=True
                )
            yield piece + " "


def _with_markers(reply: str, prompt: Prompt) -> str:
    """The reply with `[words]` turned into the marker of the shown sentence that holds them."""

    def marker(named: re.Match[str]) -> str:
        return next((str(marker) for marker, s in prompt.sentences.items() if named[1] in s.text), named[0])

    return re.sub(r"\[([^\]]+)\]", marker, reply)
