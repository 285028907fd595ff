"""The access matrix: every route, and what each member of the cast gets from it.

A policy says who gets 200; everybody else gets what its other column says. `ANYBODY` includes people who
have not signed in. Strangers to a page that needs a login are sent to it (302). A foreign object is 404,
as if it were absent; the API answers 401 where a token is needed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

ANONYMOUS = "anonymous"
FORMER = "former_officer_chile"  # deactivated: as if not signed in
PEOPLE = frozenset(
    {
        "coordinator_montevideo",
        "respondent_montevideo",
        "partner_montevideo",
        "coordinator_la_calera",
        "coordinator_hidden_chile",
        "officer_uruguay",
        "officer_chile",
        "reader_chile",
        "bureau",
        "bureau_reader",
        "api_client_chile",
        "administrator",
        "nobody",
    }
)
EVERYBODY = PEOPLE | {ANONYMOUS, FORMER}
TOKEN_KEEPERS = frozenset(
    {
        "coordinator_montevideo",
        "coordinator_la_calera",
        "coordinator_hidden_chile",
        "officer_uruguay",
        "officer_chile",
        "bureau",
        "api_client_chile",
    }
)
REPORT_MAKERS = TOKEN_KEEPERS | {"reader_chile", "bureau_reader"}
SEES_HIDDEN_CHILE = frozenset(
    {
        "coordinator_hidden_chile",
        "officer_chile",
        "reader_chile",
        "api_client_chile",
        "bureau",
        "bureau_reader",
    }
)
SEES_CHILE = SEES_HIDDEN_CHILE | {"coordinator_la_calera"}


@dataclass(frozen=True, slots=True)
class Row:
    """One route with the arguments of an address; `allowed` get `ok`, the others `refused`.

    `seeing` are those who see the object and may not do this with it: 403, where others get 404.
    """

    route: str
    allowed: frozenset[str]
    refused: int = 302  # of people who have signed in and may not; strangers get 302 to the login
    ok: int = 200
    arguments: Mapping[str, str] = field(default_factory=dict)
    stranger: int = 302
    suffix: str = ""
    seeing: frozenset[str] = frozenset()

    def expected(self, who: str) -> int:
        """The status for this member of the cast."""
        if who in self.allowed:
            return self.ok
        if who in self.seeing:
            return 403
        return self.stranger if who in {ANONYMOUS, FORMER} else self.refused

    def __str__(self) -> str:
        return f"{self.route}{'-' if self.arguments else ''}{'-'.join(self.arguments.values())}{self.suffix}"


def public(route: str, **arguments: str) -> Row:
    return Row(route, EVERYBODY, arguments=arguments)


def for_people(route: str, **arguments: str) -> Row:
    return Row(route, PEOPLE, arguments=arguments)


def absent(route: str, **arguments: str) -> Row:
    return Row(route, frozenset(), refused=404, stranger=404, arguments=arguments)


def hidden_chile(route: str, **arguments: str) -> Row:
    return Row(route, SEES_HIDDEN_CHILE, refused=404, stranger=404, arguments=arguments)


def hidden_agreement(route: str, **arguments: str) -> Row:
    """Reading what belongs to the agreement of the hidden city of Chile."""
    return Row(route, SEES_HIDDEN_CHILE, refused=404, arguments={"pk": HIDDEN_AGREEMENT, **arguments})


def doing(route: str, **arguments: str) -> Row:
    """Doing something with that agreement: only its officer; who only sees it is told so."""
    writer = frozenset({"officer_chile"})
    given = {"pk": HIDDEN_AGREEMENT, **arguments}
    return Row(route, writer, refused=404, seeing=SEES_HIDDEN_CHILE - writer, arguments=given)


def public_fact(route: str) -> Row:
    """What a public source tells is for everybody to read and for nobody to move."""
    return Row(route, frozenset(), refused=403, arguments={"pk": PUBLIC_AGREEMENT})


def of_assessment(route: str, *doing: str, **arguments: str) -> Row:
    """A page of the self-assessment of the hidden city of Chile; `doing` are those who may take the step."""
    allowed = frozenset(doing) or SEES_HIDDEN_CHILE
    given = {"pk": HIDDEN_ASSESSMENT, **arguments}
    return Row(
        f"assessments:{route}", allowed, refused=404, seeing=SEES_HIDDEN_CHILE - allowed, arguments=given
    )


NO_ID = "00000000-0000-4000-8000-000000000000"
HIDDEN_AGREEMENT = "00000000-0000-4000-8000-00000000000a"
PUBLIC_AGREEMENT = "00000000-0000-4000-8000-00000000000b"
HIDDEN_APPROVAL = "00000000-0000-4000-8000-0000000000aa"
HIDDEN_DOCUMENT = "00000000-0000-4000-8000-00000000000c"
STEPS = ("start-negotiation", "sign", "bring-into-force", "suspend", "resume", "end", "withdraw")
WRITERS = frozenset({"officer_uruguay", "officer_chile"})
HIDDEN_ASSESSMENT = "00000000-0000-4000-8000-00000000000c"
HIDDEN_EVIDENCE = "00000000-0000-4000-8000-00000000000d"
ROUND_OF_CHILE = "00000000-0000-4000-8000-00000000000e"
ROUND_OF_REGION = "00000000-0000-4000-8000-00000000000f"
OPENERS = frozenset(
    {
        "coordinator_montevideo",
        "coordinator_la_calera",
        "coordinator_hidden_chile",
        "officer_uruguay",
        "officer_chile",
    }
)
ITEM = {"code": "C01.Q01"}
API_LISTS = (
    "countries",
    "municipalities",
    "criteria",
    "questionnaires",
    "items",
    "networks",
    "practices",
    "events",
)
TOKEN_LISTS = ("agreements", "assessments", "answers", "reports")

MATRIX: tuple[Row, ...] = (
    Row("root", EVERYBODY, ok=302),
    public("live"),
    public("ready"),
    Row("admin", frozenset({"administrator"}), refused=302),
    public("home"),
    public("initiative"),
    public("open-data"),
    public("data-notes"),
    public("accessibility"),
    public("privacy"),
    public("gallery"),
    public("networks:city-list"),
    public("agreements:related-list"),
    public("networks:city-detail", slug="uy-montevideo"),
    hidden_chile("networks:city-detail", slug="cl-canary-of-chile"),
    absent("networks:city-detail", slug="xx-nowhere"),
    public("networks:practice-list"),
    public("networks:practice-detail", slug="quito-inclusive-city"),
    absent("networks:practice-detail", slug="none"),
    public("networks:network-list"),
    public("networks:network-detail", slug="mercociudades"),
    absent("networks:network-detail", slug="none"),
    public("networks:event-list"),
    public("networks:event-detail", slug="signing-rosario-2007"),
    absent("networks:event-detail", slug="none"),
    public("networks:criterion-list"),
    public("assessments:questionnaire"),
    public("assessments:questionnaire-print", version="2026.1"),
    absent("assessments:questionnaire-print", version="1900.1"),
    public("assessments:questionnaire-criterion", version="2026.1", slug="economic-inclusion"),
    absent("assessments:questionnaire-criterion", version="2026.1", slug="none"),
    for_people("agreements:agreement-list"),
    for_people("agreements:agreement-csv"),
    for_people("agreements:agreement-xlsx"),
    Row("agreements:agreement-create", WRITERS, refused=403),
    hidden_agreement("agreements:agreement-detail"),
    for_people("agreements:agreement-detail", pk=PUBLIC_AGREEMENT),
    Row("agreements:agreement-detail", frozenset(), refused=404, arguments={"pk": NO_ID}),
    hidden_agreement("agreements:agreement-history"),
    doing("agreements:agreement-edit"),
    public_fact("agreements:agreement-edit"),
    doing("agreements:approval-add"),
    public_fact("agreements:approval-add"),
    doing("agreements:approval-need"),
    doing("agreements:approval-remove", approval=HIDDEN_APPROVAL),
    Row(
        "agreements:approval-remove",
        frozenset(),
        refused=404,
        arguments={"pk": HIDDEN_AGREEMENT, "approval": NO_ID},
        suffix="-absent",
    ),
    hidden_agreement("agreements:document-list"),
    doing("agreements:document-add"),
    hidden_agreement("agreements:document-download", document=HIDDEN_DOCUMENT),
    Row(
        "agreements:document-download",
        frozenset(),
        refused=404,
        arguments={"pk": PUBLIC_AGREEMENT, "document": HIDDEN_DOCUMENT},
    ),
    doing("agreements:document-replace", document=HIDDEN_DOCUMENT),
    doing("agreements:document-remove", document=HIDDEN_DOCUMENT),
    *(doing(f"agreements:agreement-{step}") for step in STEPS),
    *(public_fact(f"agreements:agreement-{step}") for step in STEPS),
    for_people("assessments:list"),
    Row("assessments:open", OPENERS, refused=403),
    for_people("assessments:round-list"),
    Row("assessments:round-open", WRITERS | {"bureau"}, refused=403),
    Row(
        "assessments:round-edit",
        frozenset({"officer_chile", "bureau"}),
        refused=404,
        seeing=SEES_CHILE,
        arguments={"pk": ROUND_OF_CHILE},
    ),
    Row(
        "assessments:round-edit",
        frozenset({"bureau"}),
        refused=404,
        seeing=PEOPLE - {"administrator", "nobody"},
        arguments={"pk": ROUND_OF_REGION},
    ),
    Row("assessments:round-edit", frozenset(), refused=404, arguments={"pk": NO_ID}),
    of_assessment("detail"),
    Row("assessments:detail", frozenset(), refused=404, arguments={"pk": NO_ID}),
    of_assessment("item", **ITEM),
    Row("assessments:item", frozenset(), refused=404, arguments={"pk": HIDDEN_ASSESSMENT, "code": "none"}),
    of_assessment("history", **ITEM),
    of_assessment("evidence", pk=HIDDEN_EVIDENCE),
    of_assessment("evidence-remove", "coordinator_hidden_chile", pk=HIDDEN_EVIDENCE),
    of_assessment("submit", "coordinator_hidden_chile"),
    of_assessment("review", "officer_chile"),
    of_assessment("result"),
    of_assessment("result-criterion", slug="economic-inclusion"),
    Row(
        "assessments:result-criterion",
        frozenset(),
        refused=404,
        arguments={"pk": HIDDEN_ASSESSMENT, "slug": "none"},
    ),
    Row("account_login", frozenset({ANONYMOUS, FORMER}), refused=302),
    Row("account_reset_password", EVERYBODY),
    Row("account_reset_password_done", EVERYBODY),
    Row("account_reset_password_from_key", EVERYBODY, arguments={"uidb36": "0", "key": "never-made"}),
    Row("account_reset_password_from_key_done", EVERYBODY),
    for_people("account_logout"),
    for_people("account_change_password"),
    for_people("account"),
    for_people("account-sessions"),
    for_people("workspace"),
    for_people("reports:report-list"),
    Row("reports:report-new", REPORT_MAKERS, refused=403),
    *(
        Row(f"reports:report-{page}", frozenset(), refused=404, arguments={"pk": NO_ID})
        for page in ("detail", "cancel", "retry", "download", "read")
    ),
    Row("tokens", TOKEN_KEEPERS, refused=403),
    Row("token-revoke", TOKEN_KEEPERS, refused=403, ok=404, arguments={"pk": NO_ID}),
    public("api:root"),
    public("api:schema"),
    public("api:docs"),
    *(Row(f"api:{name}-list", frozenset(), stranger=401) for name in TOKEN_LISTS),
    *(Row(f"api:{name}-detail", frozenset(), stranger=401, arguments={"pk": NO_ID}) for name in TOKEN_LISTS),
    *(
        Row(f"api:reports-{name}", frozenset(), stranger=401, arguments={"pk": NO_ID})
        for name in ("cancel", "download")
    ),
    Row(
        "api:agreements-document",
        frozenset(),
        stranger=401,
        arguments={"pk": NO_ID, "document": NO_ID},
    ),
    Row("api:assessments-answer", frozenset(), stranger=401, arguments={"pk": NO_ID, "code": "C01.Q01"}),
    *(public(f"api:{name}-list") for name in API_LISTS),
    *(absent(f"api:{name}-detail", pk=NO_ID) for name in API_LISTS),
)
