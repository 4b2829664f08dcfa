"""The themes that are shipped: they load, and their contrast is measured as WCAG 2 defines it."""

import tomllib
from pathlib import Path

import pytest
from textual.color import Color
from textual.theme import Theme

FOLDER = Path(__file__).parents[2] / "themes"
FILES = sorted(FOLDER.glob("*.toml"))
GROUNDS = ("background", "surface", "panel")
SIGNALS = ("accent", "warning", "error", "success")

Colours = dict[str, str]


def load(file: Path) -> Theme:
    return Theme(**tomllib.loads(file.read_text(encoding="utf-8")))


def luminance(colour: Color) -> float:
    """Relative luminance, WCAG 2.2."""
    channels = [value / 255 for value in colour.rgb]
    red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(front: str, back: str) -> float:
    """Contrast ratio, 1 to 21, of two opaque colours."""
    colours = Color.parse(front), Color.parse(back)
    assert all(colour.a == 1 for colour in colours), "only opaque colours have a measurable contrast"
    dark, light = sorted(luminance(colour) for colour in colours)
    return (light + 0.05) / (dark + 0.05)


@pytest.fixture(params=FILES, ids=lambda file: file.stem)
def file(request: pytest.FixtureRequest) -> Path:
    assert isinstance(request.param, Path)
    return request.param


@pytest.fixture
def colours(file: Path) -> Colours:
    """As the app sees them: it lays the variables of a theme over what is derived (App.get_css_variables)."""
    theme = load(file)
    return {**theme.to_color_system().generate(), **theme.variables}


def strict(file: Path) -> bool:
    return file.stem.startswith("high-contrast")


def test_contrast_agrees_with_published_values() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def test_a_pair_for_high_contrast_and_one_for_colour_blind_readers_are_there() -> None:
    names = {file.stem for file in FILES}
    assert {"sciread-dark", "sciread-light", "high-contrast-dark", "high-contrast-light"} <= names
    assert "colour-blind" in names


def test_the_name_is_the_files_name(file: Path) -> None:
    assert load(file).name == file.stem


def test_dark_says_which_side_the_light_is_on(file: Path, colours: Colours) -> None:
    text_is_lighter = luminance(Color.parse(colours["text"])) > luminance(Color.parse(colours["background"]))
    assert load(file).dark is text_is_lighter


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("text", ["text", "foreground"])
def test_body_text_stands_out(file: Path, colours: Colours, ground: str, text: str) -> None:
    assert contrast(colours[text], colours[ground]) >= (10 if strict(file) else 7)


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("text", ["text-muted", "foreground-muted"])
def test_muted_text_can_still_be_read(file: Path, colours: Colours, ground: str, text: str) -> None:
    assert contrast(colours[text], colours[ground]) >= (7 if strict(file) else 4.5)


@pytest.mark.parametrize("signal", SIGNALS)
def test_accent_and_signals_can_be_read_as_text(colours: Colours, signal: str) -> None:
    for name in (signal, f"text-{signal}"):
        for ground in GROUNDS:
            assert contrast(colours[name], colours[ground]) >= 4.5, (name, ground)


@pytest.mark.parametrize("cursor", ["block-cursor", "block-cursor-blurred", "input-cursor", "input-selection"])
def test_text_under_a_cursor_can_be_read(file: Path, colours: Colours, cursor: str) -> None:
    ratio = contrast(colours[f"{cursor}-foreground"], colours[f"{cursor}-background"])
    assert ratio >= (7 if strict(file) else 4.5)


def test_footer_can_be_read(colours: Colours) -> None:
    for part in ("footer", "footer-key", "footer-description"):
        assert contrast(colours[f"{part}-foreground"], colours["footer-background"]) >= 4.5, part


@pytest.mark.parametrize("line", ["border", "scrollbar-active"])
def test_the_line_of_the_focused_pane_can_be_seen(colours: Colours, line: str) -> None:
    """WCAG 2.2, 1.4.11: three to one for what must be seen to operate the screen."""
    assert contrast(colours[line], colours["background"]) >= 3


def test_the_cursor_row_differs_from_the_rows_around_it(colours: Colours) -> None:
    for ground in GROUNDS:
        assert colours["block-cursor-background"].lower() != colours[ground].lower()
        assert contrast(colours["block-cursor-background"], colours[ground]) >= 1.15, ground
