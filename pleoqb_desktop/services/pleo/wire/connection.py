"""Companies, the installation, and what a key may do."""

from pleoqb_desktop.services.pleo.wire.envelope import Wire


class CompanyWire(Wire):
    """ExternalCompanyResponseModel."""

    id: str
    name: str


class InstallationWire(Wire):
    """InstallationResponse, which comes bare."""

    resource: str
    status: str = ""


class IntrospectionWire(Wire):
    """ExternalClientModel."""

    scope: str = ""
