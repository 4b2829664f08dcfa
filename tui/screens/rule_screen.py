"""The rules: what a query finds gets tags, in the order in which they stand."""

from collections.abc import Callable, Sequence

from store import Query, Rule, Store, clean_line
from tui.screens.query_offers import query_offers
from tui.screens.row_screen import Key, RowScreen
from tui.screens.rule_prompt import RulePrompt, Written
from tui.screens.selecting import articles
from tui.widgets.item_list import Item, ItemList


class RuleScreen(RowScreen[None]):
    """Answers nothing. What it changes runs at once over the library."""

    AUTO_FOCUS = "ItemList"
    KEYS = (
        Key("Enter", ("enter", "e", "l", "right"), "change", "change"),
        Key("n", ("n",), "new rule", "add"),
        Key("K", ("K",), "up", "move_up"),
        Key("J", ("J",), "down", "move_down"),
        Key("D", ("D",), "delete", "delete"),
        Key("r", ("r",), "run again", "run"),
        RowScreen.UNDO,
        RowScreen.BACK,
    )

    def __init__(self, store: Store) -> None:
        self.items = ItemList((5, "accent"))
        super().__init__(store, self.items)
        self.rules: Sequence[Rule] = ()

    @property
    def rule(self) -> Rule | None:
        """The rule under the cursor."""
        index = self.items.index
        return self.rules[index] if index is not None and index < len(self.rules) else None

    def read(self) -> None:
        """Read the rules; the cursor stays on its rule, else on its place."""
        before, at = self.rule, self.items.index or 0
        self.rules = self.store.rules()
        at = next((n for n, rule in enumerate(self.rules) if before and rule.id == before.id), at)
        self.items.show([rule_item(n, rule) for n, rule in enumerate(self.rules, 1)], min(at, len(self.rules) - 1))
        self.tell()

    def told(self) -> tuple[str, str]:
        """How many there are, and what they are for."""
        if not self.rules:
            return (
                "Rules",
                "No rule yet. n makes one: what a query finds gets the tags you name, also what comes later.",
            )
        failing = sum(rule.error is not None for rule in self.rules)
        place = f"Rules   {len(self.rules):,}{f' · {failing:,} failing' if failing else ''}"
        return (
            place,
            "They run from the top, so that a rule sees the tags of those above it. What you say yourself wins.",
        )

    def do_add(self) -> None:
        """Ask for a rule and put it last."""
        self._prompt("A new rule", ("", ()), self._add)

    def _add(self, written: Written) -> None:
        rule = self.store.add_rule(*written)
        self.say(f"Rule added: {_tags(rule.tags)} on {articles(rule.count)}. U takes it back.")

    def do_change(self) -> None:
        """Ask for another query or other tags; where there is no rule yet, for the first."""
        if rule := self.rule:
            self._prompt("Change this rule", (rule.filter, rule.tags), lambda written: self._change(rule, written))
        else:
            self.do_add()

    def _change(self, rule: Rule, written: Written) -> None:
        if written == (rule.filter, rule.tags):
            return
        self.store.change_rule(rule.id, *written)
        count = next((one.count for one in self.store.rules() if one.id == rule.id), 0)
        self.say(f"Rule changed: {_tags(written[1])} on {articles(count)}. U takes it back.")

    def _prompt(self, question: str, written: Written, then: Callable[[Written], object]) -> None:
        tags = [tag.name for tag in self.store.tags()]
        offers = query_offers(self.store, tags)
        prompt = RulePrompt(question, tags, offers, written, lambda text: len(self.store.ids(Query(text))))
        self.ask(prompt, then)

    def do_move_up(self) -> None:
        """Let it run before the one above it."""
        self._move_by(-1)

    def do_move_down(self) -> None:
        """Let it run after the one below it."""
        self._move_by(1)

    def _move_by(self, step: int) -> None:
        rule = self.rule
        if rule and 0 <= (at := self.rules.index(rule) + step) < len(self.rules):
            self.store.move_rule(rule.id, at + 1)

    def do_delete(self) -> None:
        """Forget the rule; the tags it gave go with it."""
        if rule := self.rule:
            self.store.remove_rule(rule.id)
            self.say(
                f"Rule deleted: {articles(rule.count)} lose {_tags(rule.tags)}, unless you gave it. U takes it back."
            )

    def do_run(self) -> None:
        """Run all of them again: what depends on the day may have changed."""
        count = self.store.run_rules()
        self.say(f"Rules run: {articles(count)} changed." if count else "Rules run: nothing changed.")


def rule_item(place: int, rule: Rule) -> Item:
    """Its place, the query, the tags with what they are on, and why it no longer parses."""
    texts = [
        (clean_line(rule.filter), "strong"),
        (f"gives {_tags(rule.tags)} · {articles(rule.count)}", "dim"),
    ]
    if rule.error:
        texts.append((f"! {clean_line(rule.error)}", "accent"))
    return Item(f"{place:>3}", (*texts, ("", "")))


def _tags(names: Sequence[str]) -> str:
    return ", ".join(f"#{clean_line(name)}" for name in names)
