from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "solidarity.reports"
    label = "reports"

    def ready(self) -> None:
        """Give the audit verbs of this app their words."""
        from solidarity.audit.verbs import add_sentences

        add_sentences(
            {
                "report.requested": _("{actor} asked for the report {object}"),
                "report.retried": _("{actor} asked again for the report {object}"),
                "report.cancelled": _("{actor} cancelled the report {object}"),
                "report.made": _("The report {object} was made"),
                "report.expired": _("The files of the report {object} were removed, their time being over"),
            }
        )
