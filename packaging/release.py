"""Gathers what was built into one folder, as it is published: sums, a bill of materials for each system, licences, what is new, a signed notice."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import uuid
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import DisjunctiveLicense
from cyclonedx.output import OutputFormat, make_outputter
from cyclonedx.schema import SchemaVersion
from packageurl import PackageURL

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tools"))
from licences import EXTRAS, PROGRAM, carried  # noqa: E402 - a script beside this folder
from notice import write_notice  # noqa: E402 - a script beside this one

PINS = ROOT / "packaging" / "windows"
PIN = re.compile(r"(?P<name>\S+)==(?P<version>\S+) --hash=sha256:(?P<hash>[0-9a-f]{64})")
WINDOWS_PYTHON = "3.13.2"
BUILT = ("windows/*.exe", "linux/*.deb", "linux/*.tar.xz", "macos/*.dmg")
"""In dist; what is missing was not built on this computer, and is told."""


def main() -> int:
    """Write dist/release. Returns 0; ends with what is wrong."""
    folder = ROOT / "dist" / "release"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    version = _version()
    for pattern in BUILT:
        found = [path for path in sorted((ROOT / "dist").glob(pattern)) if path.is_file()]
        print(f"{pattern}: {', '.join(path.name for path in found) or 'not built on this computer'}")
        for path in found:
            shutil.copy2(path, folder / path.name)
    write_notice(folder, version, sorted(folder.iterdir()))
    (folder / "sbom-windows.cdx.json").write_text(_bill(version, "windows", _on_windows()), "utf-8")
    (folder / "sbom-linux.cdx.json").write_text(_bill(version, "linux", _on_linux()), "utf-8")
    (folder / "LICENCES.txt").write_text(_licences(), "utf-8")
    (folder / "WHAT-IS-NEW.md").write_text(_news(version), "utf-8")
    names = sorted(path.name for path in folder.iterdir())
    sums = [f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in names]
    (folder / "SHA256SUMS").write_text("".join(sums), "utf-8")
    sys.stdout.writelines(sums)
    return 0


def _version() -> str:
    text = (ROOT / "pleoqb_desktop" / "__init__.py").read_text("utf-8")
    return str(re.findall(r'__version__ = "(.+)"', text)[0])


def _on_windows() -> Iterable[Component]:
    yield Component(name="CPython", version=WINDOWS_PYTHON, type=ComponentType.PLATFORM, licenses=[_licence("PSF-2.0")])
    for line in (PINS / "requirements.txt").read_text("utf-8").splitlines():
        if found := PIN.fullmatch(line):
            yield _library(found["name"], found["version"], found["hash"])


def _on_linux() -> Iterable[Component]:
    version = ".".join(map(str, sys.version_info[:3]))
    yield Component(name="CPython", version=version, type=ComponentType.PLATFORM, licenses=[_licence("PSF-2.0")])
    for one in carried(PROGRAM, EXTRAS, set()):
        yield _library(one.metadata["Name"], one.version, None)


def _library(name: str, version: str, digest: str | None) -> Component:
    return Component(
        name=name,
        version=version,
        bom_ref=f"{name.lower()}@{version}",
        purl=PackageURL("pypi", None, name.lower(), version),
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=digest)] if digest else [],
        licenses=[_licence(text)] if (text := _licence_of(name)) else [],
    )


def _licence_of(name: str) -> str | None:
    """The licence as our collected text names it in its first line: name, licence, address."""
    file = ROOT / "pleoqb_desktop/resources/licences" / f"{re.sub(r'[-_.]+', '-', name).lower()}.txt"
    if not file.is_file():
        return None
    return file.read_text("utf-8").splitlines()[0].split(" · ")[1]


def _licence(name: str) -> DisjunctiveLicense:
    return DisjunctiveLicense(name=name)


def _bill(version: str, system: str, components: Iterable[Component]) -> str:
    program = Component(
        name=PROGRAM, version=version, type=ComponentType.APPLICATION, licenses=[_licence("MIT")], bom_ref=PROGRAM
    )
    stamp = datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH") or _date_of_commit()), UTC)
    bom = Bom(
        metadata=BomMetaData(component=program, timestamp=stamp),
        serial_number=uuid.uuid5(uuid.NAMESPACE_URL, f"{PROGRAM}/{version}/{system}"),
        components=components,
    )
    bom.register_dependency(program, bom.components)
    return str(make_outputter(bom, OutputFormat.JSON, SchemaVersion.V1_6).output_as_string(indent=1)) + "\n"


def _date_of_commit() -> str:
    command = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def _licences() -> str:
    folder = ROOT / "pleoqb_desktop/resources/licences"
    texts = [path.read_text("utf-8") for path in sorted(folder.glob("*.txt"))]
    rule = "\n" + "=" * 80 + "\n\n"
    return rule.join([(ROOT / "LICENSE").read_text("utf-8"), *texts])


def _news(version: str) -> str:
    """The entry of this version; while it has none, what is not released yet, and the first line says so."""
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    entries = dict(re.findall(r"^## \[([^\]]+)\][^\n]*\n(.*?)(?=^## \[|\Z)", text, re.MULTILINE | re.DOTALL))
    if version in entries:
        return f"# PleoQB Desktop {version}\n{entries[version]}"
    print(f"CHANGELOG.md has no entry {version} yet: this is a trial, not a release")
    return f"# PleoQB Desktop {version} (not released)\n{entries['Unreleased']}"


if __name__ == "__main__":
    sys.exit(main())
