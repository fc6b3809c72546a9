"""Questions of a suite as tests of pytest."""

import subprocess
import sys
from pathlib import Path

from tests.evals.small_suite import write_suite


def run_pytest(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--rootdir", str(folder), *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False)


def test_each_question_is_a_test_that_fails_in_plain_words(tmp_path: Path) -> None:
    suite = write_suite(tmp_path)
    suite.write_text(suite.read_text().replace("- nothing", "- something"))
    done = run_pytest(tmp_path, "--suite", "small.yaml", "-v", "-W", "error")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "3 " in done.stdout and "small.yaml::boats" in done.stdout
    assert "- said nothing of: Nothing to share" in done.stdout
    assert "Traceback" not in done.stdout and "def runtest" not in done.stdout


def test_suite_in_the_settings_runs_with_the_other_tests(tmp_path: Path) -> None:
    write_suite(tmp_path)
    (tmp_path / "pytest.ini").write_text("[pytest]\nonrecord_suites = small.yaml\n")
    (tmp_path / "test_one.py").write_text("def test_one(): pass\n")
    done = run_pytest(tmp_path, "--collect-only", "-q")
    assert "test_one.py::test_one" in done.stdout and "small.yaml::will" in done.stdout


def test_broken_suite_is_a_collection_error_with_its_lines(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("questions:\n  - ask: Why?\n")
    done = run_pytest(tmp_path, "--suite", "bad.yaml")
    assert done.returncode == 2
    assert "bad.yaml, line 2" in done.stdout and "Traceback" not in done.stdout


def test_plugin_imports_nothing_of_ours_until_a_suite_is_named(tmp_path: Path) -> None:
    code = "import sys, evals.pytest_suite; print([m for m in sys.modules if m.split('.')[0] in ('store','assistant')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
