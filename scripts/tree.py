"""The files of the project, for the checks: what git tracks, or in a copy without git everything but what is made."""
import pathlib
import subprocess

MADE = {"build", "build-check", "build-asan", "node_modules", "demo", "__pycache__", ".git"}


def files(root, *endings):
    """Paths below root, sorted; only those that end in one of the endings, when some are given."""
    root = pathlib.Path(root)
    listed = subprocess.run(["git", "-c", "safe.directory=*", "-C", root, "ls-files", "-z", "--cached", "--", "."],
                            capture_output=True, check=False)
    if listed.returncode == 0 and listed.stdout:
        paths = [root / name for name in listed.stdout.decode().split("\0") if name]
    else:
        paths = [p for p in root.rglob("*") if not MADE.intersection(p.relative_to(root).parts)]
    return sorted(p for p in paths if p.is_file() and (not endings or p.name.endswith(endings)))
