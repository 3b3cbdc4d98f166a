"""The command line: arguments, folders, executor, formatter, exit code."""

from __future__ import annotations

import argparse
import gc
import os
import signal
import sys
from collections.abc import Sequence

from ninefold import __version__

# The names of diagnostics.formats.FORMATS, which --help does not wait for.
FORMATS = ("text", "full", "concise", "json", "jsonl", "github", "gitlab", "sarif", "junit")

OK, FOUND, MISUSE, INTERNAL, INTERRUPTED = 0, 1, 2, 3, 130


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    top = argparse.ArgumentParser(
        prog="ninefold",
        allow_abbrev=False,  # what is short for one option today is short for two tomorrow
        description="Build, check and write libraries of business model canvases.",
        epilog="Exit codes: 0 no errors, 1 errors found, 2 wrong use or configuration, "
        "3 internal error, 130 interrupted.",
    )
    top.add_argument("--version", action="version", version=f"ninefold {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)

    build = commands.add_parser(
        "build",
        help="build the site",
        allow_abbrev=False,
        description="Check every post and build the site. Errors stop the build before "
        "anything is written.",
    )
    _common(build)
    build.add_argument("--output", metavar="DIR", help="folder of the built site")
    build.add_argument("--templates", metavar="DIR", help="your own templates and assets")
    build.add_argument("--base-url", metavar="URL", help="address at which the site is published")
    build.add_argument(
        "--keep-going", action="store_true", help="leave posts with errors out and build the rest"
    )
    build.add_argument("--drafts", action="store_true", help="publish drafts too")
    build.add_argument("--quiet", action="store_true", help="print findings only")

    serve = commands.add_parser(
        "serve",
        help="show the site while you write",
        allow_abbrev=False,
        description="Build the site in memory, serve it on this machine, and show every save in "
        "the browser at once. At the terminal o opens the site, r builds all anew, q ends.",
    )
    _places(serve)
    serve.add_argument("--output", metavar="DIR", help="write the site into this folder as well")
    serve.add_argument("--templates", metavar="DIR", help="your own templates and assets")
    serve.add_argument(
        "--port", type=int, metavar="N", help="port (default: the first free one from 5500 on)"
    )
    serve.add_argument(
        "--host",
        default="127.0.0.1",
        metavar="H",
        help="address to listen on (default: %(default)s, this machine alone)",
    )
    serve.add_argument("--open", action="store_true", help="open the site in a browser")
    serve.add_argument("--drafts", action="store_true", help="show drafts too")
    serve.add_argument(
        "--poll",
        action="store_true",
        help="look for changes instead of being told of them, as on network drives",
    )
    _cache(serve)

    check = commands.add_parser(
        "check",
        help="check posts",
        allow_abbrev=False,
        description="Check posts and print what is wrong, where, and what to do.",
    )
    check.add_argument("paths", nargs="*", metavar="PATH", help="posts or folders to check")
    _common(check)

    check.add_argument(
        "--select", action="append", default=[], metavar="RULES", help="report these rules only"
    )
    check.add_argument(
        "--ignore", action="append", default=[], metavar="RULES", help="leave these rules out"
    )
    check.add_argument("--fix", action="store_true", help="mend what can safely be mended")
    check.add_argument(
        "--unsafe-fixes", action="store_true", help="mend what may need a second look, too"
    )
    check.add_argument(
        "--diff", action="store_true", help="show what mending would change, and write nothing"
    )
    check.add_argument(
        "--add-ignore", action="store_true", help="silence today's findings in the posts themselves"
    )
    check.add_argument(
        "--write-baseline", action="store_true", help="record today's findings, and report new ones"
    )
    check.add_argument("--watch", action="store_true", help="check again whenever a file changes")
    check.add_argument(
        "--statistics", action="store_true", help="count the findings of each rule instead"
    )
    check.add_argument(
        "--explain-sections",
        action="store_true",
        help="tell what was taken for each block, and what was not, and why",
    )
    check.add_argument(
        "--external",
        action="store_true",
        help="ask on the web for the addresses of links, images and sources too",
    )
    check.add_argument(
        "--external-timeout",
        type=int,
        default=300,
        metavar="SECONDS",
        help="how long --external may take in all (default: %(default)s)",
    )

    compare = commands.add_parser(
        "compare",
        help="compare canvases",
        allow_abbrev=False,
        description="Compare two to four canvases as the page of their comparison does.",
    )
    compare.add_argument("slugs", nargs="+", metavar="SLUG", help="the canvases, by their slugs")
    _places(compare)
    compare.add_argument(
        "--format",
        choices=("text", "md", "json", "csv"),
        default="text",
        help="how the comparison is printed (default: %(default)s)",
    )
    compare.add_argument("--block", metavar="BLOCK", help="one block alone, such as channels")
    _cache(compare)

    rule = commands.add_parser(
        "rule",
        help="explain a rule",
        description="Explain one rule, by code or name, or list them all.",
    )
    rule.add_argument("name", nargs="?", metavar="RULE", help="a code such as NF202, or a name")
    rule.add_argument("--all", action="store_true", help="list all rules")

    commands.add_parser(
        "schema",
        help="print the JSON Schema of the front matter",
        allow_abbrev=False,
        description="Print a JSON Schema (draft 2020-12) of the front matter, for editors.",
    )

    new = commands.add_parser(
        "new",
        help="write a new post",
        allow_abbrev=False,
        description="Write a post with front matter, the nine headings and their guiding "
        "questions. Never overwrites a file.",
    )
    new.add_argument("company", metavar="COMPANY", help="the company's name")
    new.add_argument(
        "--as-of", metavar="DATE", help="date of the canvas: YYYY, YYYY-MM, YYYY-MM-DD"
    )
    _places(new)
    return top


def _common(command: argparse.ArgumentParser) -> None:
    _places(command)
    command.add_argument("--strict", action="store_true", help="let warnings fail too")
    command.add_argument(
        "--format",
        choices=FORMATS,
        help="how findings are printed (default: full on a terminal, else text)",
    )
    _cache(command)
    command.add_argument(
        "--color", choices=("auto", "always", "never"), default="auto", help="colour the output"
    )


def _cache(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--jobs", type=int, metavar="N", help="processes to use (default: as many as pay off)"
    )
    command.add_argument("--no-cache", action="store_true", help="neither use nor keep a cache")
    command.add_argument("--cache-dir", metavar="DIR", help="folder of the cache")


def _places(command: argparse.ArgumentParser) -> None:
    command.add_argument("--content", metavar="DIR", help="folder of the posts")
    command.add_argument("--config", metavar="FILE", help="configuration file")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    options = parser().parse_args(arguments)
    # A build makes many values that live to its end and few circles: collecting them at
    # Python's usual pace would look at all of them again and again.
    gc.set_threshold(100_000, 20, 100)
    try:
        # Only now: --help and --version need none of it, and a build may have nothing to do.
        if options.command == "build":
            from ninefold.cli.repeating import repeated

            if (code := repeated(options)) is not None:
                return code
        from ninefold.cli import commands

        return commands.run(options)
    except KeyboardInterrupt:
        print("ninefold: interrupted", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # whoever read our output has seen enough
        return FOUND
    except Exception:
        import traceback

        traceback.print_exc()
        print("ninefold: this is a fault of Ninefold itself; please report it.", file=sys.stderr)
        return INTERNAL


def entry() -> None:
    """Run the command line of this process."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # tidy up as for Ctrl-C
    try:
        sys.exit(main())
    finally:
        for stream in (sys.stdout, sys.stderr):
            try:
                if stream:
                    stream.flush()
            except OSError:  # which would be told, and change the exit code, once more at the end
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
