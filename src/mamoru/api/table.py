"""Every endpoint of the API: the one list from which routing and the OpenAPI document are made."""

from mamoru.api import keeping, people, state
from mamoru.api.endpoint import BULK, OUTSIDE, Endpoint
from mamoru.api.terms import Reads, Terse
from mamoru.gate.errors import Scopes

PEOPLE = (
    Endpoint(
        method="POST", path="/people", name="createPerson", summary="Store one person",
        verb=people.create, scope=Scopes.PEOPLE_CREATE, takes=people.NewPerson,
        gives=people.Created, status=201,
    ),
    Endpoint(
        method="POST", path="/people/bulk", name="createPeople",
        summary="Store many people, all of them or none",
        verb=people.create_many, scope=Scopes.PEOPLE_CREATE, takes=people.NewPeople,
        gives=people.CreatedMany, status=201, limit=BULK,
    ),
    Endpoint(
        method="POST", path="/people/find", name="findPerson",
        summary="Find who has an identifier", verb=people.find, scope=Scopes.PEOPLE_READ,
        takes=people.Sought, gives=people.Found,
    ),
    Endpoint(
        method="GET", path="/people/{ref}", name="readPerson",
        summary="Read items of one person for a purpose", verb=people.read,
        scope=Scopes.PEOPLE_READ, query=Reads, gives=people.Person,
    ),
    Endpoint(
        method="GET", path="/people/{ref}/disclosure", name="disclosePerson",
        summary="Everything that is held of one person, former values too",
        verb=people.disclose, scope=Scopes.PEOPLE_READ, query=Terse, gives=people.Person,
    ),
    Endpoint(
        method="PATCH", path="/people/{ref}", name="changePerson",
        summary="Correct or add values of one person", verb=keeping.change,
        scope=Scopes.PEOPLE_CHANGE, takes=keeping.Change, gives=keeping.Changed, conditional=True,
    ),
    Endpoint(
        method="POST", path="/people/{ref}/suspension", name="suspendPerson",
        summary="Stop use or provision, or let it go on", verb=keeping.suspend,
        scope=Scopes.PEOPLE_CHANGE, takes=keeping.Suspension, gives=keeping.Changed,
    ),
    Endpoint(
        method="POST", path="/people/{ref}/leave", name="leavePerson",
        summary="Note that the person deleted their account", verb=keeping.leave,
        scope=Scopes.PEOPLE_CHANGE, takes=keeping.Leaving, gives=keeping.Changed,
    ),
    Endpoint(
        method="POST", path="/people/{ref}/erasure", name="erasePerson",
        summary="Erase everything that is held of one person", verb=keeping.erase,
        scope=Scopes.PEOPLE_ERASE, takes=keeping.Erasure, gives=keeping.Erased,
    ),
)  # fmt: skip
STATE = (
    Endpoint(
        method="GET", path="/health", name="health", summary="Whether the process answers",
        verb=state.health, scope=OUTSIDE, gives=state.Live,
    ),
)  # fmt: skip
ENDPOINTS: tuple[Endpoint, ...] = (*PEOPLE, *STATE)
