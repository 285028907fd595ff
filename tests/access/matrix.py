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


@dataclass(frozen=True, slots=True)
class Row:
    """One route with the arguments of an address; `allowed` get `ok`, the others `refused`."""

    route: str
    allowed: frozenset[str]
    refused: int = 302  # of people who have signed in and may not; strangers get 302 to the login
    ok: int = 200
    arguments: Mapping[str, str] = field(default_factory=dict)
    stranger: int = 302
    suffix: str = ""

    def expected(self, who: str) -> int:
        """The status for this member of the cast."""
        if who in self.allowed:
            return self.ok
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


NO_ID = "00000000-0000-4000-8000-000000000000"
API_LISTS = ("countries", "municipalities", "criteria", "questionnaires", "networks", "practices", "events")

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
    *(public(f"api:{name}-list") for name in API_LISTS),
    *(absent(f"api:{name}-detail", pk=NO_ID) for name in API_LISTS),
)
