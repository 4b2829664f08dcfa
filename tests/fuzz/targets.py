"""The targets by name."""

from tests.fuzz.hunting import Target
from tests.fuzz.target_feeds import FEEDS
from tests.fuzz.target_lines import LINES
from tests.fuzz.target_pages import PAGES
from tests.fuzz.target_references import REFERENCES
from tests.fuzz.target_services import SERVICES
from tests.fuzz.target_studies import STUDIES

TARGETS: dict[str, Target] = {target.name: target for target in (FEEDS, PAGES, REFERENCES, STUDIES, SERVICES, LINES)}
