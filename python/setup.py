"""Puts the built program (npm run build) into the package, and takes its version over."""

import json
import shutil
from pathlib import Path

from setuptools import setup

here = Path(__file__).parent
built = here.parent / "dist"
carried = here / "isabc" / "_dist"

# What `isabc serve` runs of it; an sdist has them already.
files = ["cli.js", "command.js", "worker.js", "isabc.wasm", "THIRD-PARTY.txt"]
if built.parent.joinpath("package.json").exists():
    missing = [name for name in files if not (built / name).exists()]
    if missing:
        raise SystemExit(f"{built} has no {', '.join(missing)}: run `npm ci && npm run build` first")
    shutil.rmtree(carried, ignore_errors=True)
    carried.mkdir()
    for name in files:
        shutil.copy2(built / name, carried / name)
    # The files are ES modules; so the nearest package.json must say.
    package = json.loads(built.parent.joinpath("package.json").read_text())
    carried.joinpath("package.json").write_text(
        json.dumps({"type": "module", "version": package["version"]}) + "\n"
    )

setup(version=json.loads(carried.joinpath("package.json").read_text())["version"])
