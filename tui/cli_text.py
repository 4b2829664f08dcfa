"""`identify`: the identifiers in a text, for pipes and for measuring."""

import json
from dataclasses import asdict
from typing import Any, BinaryIO

import click

from tui.cli import cli


@cli.command("identify")
@click.argument("file", type=click.File("rb"), default="-", metavar="[FILE|-]")
@click.option("--jsonl", is_flag=True, help='Read {"text": …} objects, one a line; answer a JSON list a line.')
@click.pass_context
def identify_command(context: click.Context, file: BinaryIO, jsonl: bool) -> None:
    """Find DOI, PMID, PMCID, arXiv, ISBN and trial numbers in a text; print them as JSON."""
    if not jsonl:
        click.echo(_found(file.read().decode("utf-8", "replace")))
        return
    failed = False
    for number, line in enumerate(file, 1):
        text = _text(line)
        click.echo(_found(text or ""))
        if text is None:
            failed = True
            click.echo(f'sciread: line {number} is not a JSON object with a "text". It was answered [].', err=True)
    context.exit(int(failed))


def _text(line: bytes) -> str | None:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return None
    text = value.get("text") if isinstance(value, dict) else None
    return text if isinstance(text, str) else None


def _found(text: str) -> str:
    from store import identify

    found: list[dict[str, Any]] = []
    for identifier in identify(text):
        value = asdict(identifier)
        value["spans"] = [list(span) for span in identifier.spans]
        found.append(value)
    return json.dumps(found, ensure_ascii=True)
