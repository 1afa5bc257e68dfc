"""API v1: what is mounted where. A published path or field never changes its meaning."""

from umpak.api.application import RegistryAPI
from umpak.api.asking import asked_rightly
from umpak.api.bumdes.parts import router as bumdes_parts
from umpak.api.bumdes.routes import router as bumdes
from umpak.api.cooperatives.officers import router as officers
from umpak.api.cooperatives.papers import router as papers
from umpak.api.cooperatives.routes import router as cooperatives
from umpak.api.cooperatives.years import router as years
from umpak.api.documents.routes import router as documents
from umpak.api.enterprises.parts import router as enterprise_parts
from umpak.api.enterprises.routes import router as enterprises
from umpak.api.idempotency import idempotent
from umpak.api.imports.routes import router as imports
from umpak.api.insight.accuracy import router as accuracy
from umpak.api.insight.measures import router as measures
from umpak.api.insight.runs import router as insight
from umpak.api.people.households import router as households
from umpak.api.people.persons import router as persons
from umpak.api.people.poverty_lines import router as poverty_lines
from umpak.api.people.totals import router as place_totals
from umpak.api.refusals import add_handlers
from umpak.api.registers.routes import router as registers
from umpak.api.security import BEARER, SESSION
from umpak.api.territory.routes import router as territory
from umpak.api.throttle import PerKeyThrottle
from umpak.api.village_index.routes import router as village_index

api = RegistryAPI(
    title="Umpak",
    version="1",
    description="Data pokok satu kabupaten/kota, untuk program lain dinas itu.",
    urls_namespace="api-1",
    docs_url=None,
    openapi_url="/openapi.json",
    auth=[BEARER, SESSION],
    throttle=PerKeyThrottle(),
)
add_handlers(api)
api.add_decorator(idempotent, mode="view")
api.add_decorator(asked_rightly, mode="view")
for prefix, router in (
    ("territories", territory),
    ("households", households),
    ("persons", persons),
    ("place-totals", place_totals),
    ("poverty-lines", poverty_lines),
    ("cooperatives", cooperatives),
    ("cooperatives", papers),
    ("cooperatives", officers),
    ("cooperatives", years),
    ("enterprises", enterprises),
    ("enterprises", enterprise_parts),
    ("bumdes", bumdes),
    ("bumdes", bumdes_parts),
    ("documents", documents),
    ("imports", imports),
    ("registers", registers),
    ("village-index", village_index),
    ("insight/measures", measures),
    ("insight", insight),
    ("insight", accuracy),
):
    api.add_router(prefix, router)
