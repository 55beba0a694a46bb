"""The repository is what it says: versions agree, pins are complete, and nothing of one machine leaks in."""

import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.support.server import REPOSITORY

PROJECT: dict[str, Any] = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["project"]
# In parts, or this file would name what it forbids.
REGISTRY_HOSTS = [
    ".".join(parts)
    for parts in [
        ("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com"), ("yarnpkg", "com"),
        ("deb", "debian", "org"), ("docker", "io"), ("ghcr", "io"), ("quay", "io"), ("unpkg", "com"),
        ("jsdelivr", "net"), ("crates", "io"),
    ]
]  # fmt: skip
HOME_PATH = re.compile(r"(?<![\w.:/-])/(?:home/\w|root/|Users/\w|work/)")


def list_files() -> list[Path]:
    """Every file git tracks, and every new one it does not ignore."""
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True).stdout.split("\0")
    return [REPOSITORY / name for name in names if name and (REPOSITORY / name).is_file()]


def read_texts() -> dict[str, str]:
    """The text files of the repository by their name."""
    texts = {}
    for path in list_files():
        content = path.read_bytes()
        if b"\0" not in content:
            texts[str(path.relative_to(REPOSITORY))] = content.decode(errors="replace")
    return texts


def read_pins() -> dict[str, Version]:
    pins = re.findall(
        r"^([\w.-]+)(?:\[[\w,]+\])?==(\S+)$", (REPOSITORY / "requirements.lock").read_text(), re.MULTILINE
    )
    return {canonicalize_name(name): Version(version) for name, version in pins}


class TestVersions:
    def test_the_project_has_the_newest_version_of_the_changelog(self) -> None:
        released = re.findall(r"^## \[(\d[^\]]*)\]", (REPOSITORY / "CHANGELOG.md").read_text(), re.MULTILINE)
        assert released
        assert PROJECT["version"] == max(released, key=Version) == released[0]

    def test_the_container_image_has_the_version_of_the_project(self) -> None:
        assert f"image: wegwijzer:{PROJECT['version']}" in (REPOSITORY / "compose.yaml").read_text()


class TestLockFile:
    def test_it_holds_no_address(self) -> None:
        assert "://" not in (REPOSITORY / "requirements.lock").read_text()

    def test_every_line_is_an_exact_pin_or_a_comment(self) -> None:
        lines = (REPOSITORY / "requirements.lock").read_text().splitlines()
        loose = [line for line in lines if line.strip() and not line.lstrip().startswith("#") and "==" not in line]
        assert not loose

    def test_it_pins_every_dependency_of_the_project_within_its_bounds(self) -> None:
        pins = read_pins()
        wanted = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]]
        for requirement in map(Requirement, wanted):
            assert pins[canonicalize_name(requirement.name)] in requirement.specifier, requirement


class TestCleanness:
    def test_no_file_names_a_package_registry(self) -> None:
        found = [(name, host) for name, text in read_texts().items() for host in REGISTRY_HOSTS if host in text]
        assert not found

    def test_no_file_holds_a_path_of_one_machine(self) -> None:
        found = [(name, hit[0]) for name, text in read_texts().items() if (hit := HOME_PATH.search(text))]
        assert not found

    @pytest.mark.parametrize(
        "path", ["/home/" + "kim/x", "see /" + "root/.venv", "'/" + "Users/kim'", "(/" + "work/main)"]
    )
    def test_a_path_of_one_machine_would_be_seen(self, path: str) -> None:
        assert HOME_PATH.search(path)

    @pytest.mark.parametrize("path", ["https://example.nl/work/", "app/root/x", "/workshops", "network/home/x"])
    def test_a_harmless_path_is_left_alone(self, path: str) -> None:
        assert not HOME_PATH.search(path)


class TestCommands:
    def read_targets(self) -> dict[str, str]:
        """The phony targets of the Makefile with their help text."""
        makefile = (REPOSITORY / "Makefile").read_text()
        names = re.findall(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)
        lines = dict(re.findall(r"^([a-z-]+):.*?(?:## (.*))?$", makefile, re.MULTILINE))
        return {name: lines[name] for line in names for name in line.split()}

    def test_every_target_has_a_help_text_and_help_shows_it(self) -> None:
        targets = self.read_targets()
        expected = {"install", "serve", "test", "check", "fix", "bench", "openapi", "lock", "help"}
        assert expected <= targets.keys()
        shown = subprocess.run(["make", "help"], cwd=REPOSITORY, capture_output=True, text=True, check=True).stdout
        for name, help_text in targets.items():
            assert help_text, name
            assert re.search(rf"^  {name} +{re.escape(help_text)}$", shown, re.MULTILINE), name

    def test_a_python_that_is_too_old_is_refused_with_the_way_out(self, tmp_path: Path) -> None:
        done = self.run_install(tmp_path, "exit 1")
        assert done.returncode != 0
        assert "needs Python 3.11 or newer" in done.stderr

    def test_a_missing_venv_module_is_named_with_the_package_to_install(self, tmp_path: Path) -> None:
        done = self.run_install(tmp_path, 'case "$*" in *ensurepip*) exit 1;; esac')
        assert done.returncode != 0
        assert "apt-get install python3-venv" in done.stderr

    def run_install(self, tmp_path: Path, script: str) -> subprocess.CompletedProcess[str]:
        """Run `make install` with a stand-in for Python that makes nothing."""
        python = tmp_path / "python"
        python.write_text(f"#!/bin/sh\n{script}\n")
        python.chmod(0o755)
        return subprocess.run(
            ["make", "install", f"PYTHON={python}", f"VENV={tmp_path / 'venv'}"],
            cwd=REPOSITORY, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
        )  # fmt: skip

    def test_the_ci_script_is_executable_and_well_formed(self) -> None:
        script = REPOSITORY / ".ci" / "run"
        assert os.access(script, os.X_OK)
        subprocess.run(["bash", "-n", script], check=True)


def test_a_wheel_holds_every_file_of_the_application(tmp_path: Path) -> None:
    names = [path.relative_to(REPOSITORY) for path in list_files()]
    for name in names:
        if name.parts[0] in {"app", "migrations"} or len(name.parts) == 1:
            (tmp_path / "source" / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / "source" / name).write_bytes((REPOSITORY / name).read_bytes())
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "wheel", "--no-deps", "--no-build-isolation"]
    done = subprocess.run(
        [*pip, "--no-index", "--wheel-dir", tmp_path, tmp_path / "source"],
        capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    (wheel,) = tmp_path.glob("wegwijzer-*.whl")
    packed = set(zipfile.ZipFile(wheel).namelist())
    expected = {name.as_posix() for name in names if name.parts[0] in {"app", "migrations"}}
    assert expected
    assert not expected - packed
    strangers = {name for name in packed if not name.startswith(("app/", "migrations/", "wegwijzer-"))}
    assert not strangers
