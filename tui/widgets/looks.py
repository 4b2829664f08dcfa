"""Looks of parts of a widget that are styled when they are first asked for.

Textual styles every component class of a widget each time the widget is styled: thirty for an article, of which most
are never seen. Here only those that were drawn are kept, and looked at again.
"""

from textual.css.styles import RenderStyles
from textual.dom import DOMNode
from textual.widget import Widget


class LooksOnUse(Widget):
    """Stands after the class of Textual that a widget is made of: that one gives the CSS."""

    @classmethod
    def _get_component_classes(cls) -> frozenset[str]:  # type: ignore[override]  # Textual's keeps its answers
        """What Textual is to style at once: nothing."""
        return frozenset()

    def get_component_styles(self, *names: str) -> RenderStyles:
        """Style what is asked for the first time. Raises KeyError for a name that is not in COMPONENT_CLASSES."""
        known = super()._get_component_classes()
        for name in names:
            if name not in self._component_styles and name in known:
                self._component_styles[name] = self._styled_part(name)
        return super().get_component_styles(*names)

    def notify_style_update(self) -> None:
        """The parts may look otherwise now; if those that were drawn do, draw again."""
        super().notify_style_update()
        before = dict(self._component_styles)
        self._component_styles.update({name: self._styled_part(name) for name in before})
        if before != self._component_styles:
            self.refresh()

    def _styled_part(self, name: str) -> RenderStyles:
        """As Textual does it: a node that is on no screen takes the styles of its class."""
        part = DOMNode(classes=name)
        part._attach(self)
        self.app.stylesheet.apply(part)
        return part.styles
